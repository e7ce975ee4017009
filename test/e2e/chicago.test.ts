import { describe, expect, it } from 'vitest'
import { openOverview } from './app'
import { chicagoFolder, facts, noFacts } from './chicagoFacts'
import { card, english, figures, leftovers, numberOf, route, tableOf, tile } from './reading'
import { sharedApp } from './sharedApp'

if (facts === null) {
  describe('the figures of Chicago', () => {
    it.skip(noFacts, () => undefined)
  })
} else {
  const known = facts
  const numbers = (rows: Record<string, string>[], name: string, value: string): Record<string, number> =>
    Object.fromEntries(rows.map(row => [row[name] ?? '', numberOf(row[value])]))

  describe('the figures of Chicago, as another engine counted them', () => {
    const app = sharedApp({ extracts: chicagoFolder, context: english })

    it('over all time', async () => {
      const { page, url } = app()
      await openOverview(page, url, '#/overview?window=all', 110_000)
      const shown = await figures(page)
      for (const [key, value] of Object.entries(known.figures)) {
        const found = shown[key as keyof typeof shown]
        if (value === null) expect(found, key).toBeNull()
        else expect(found, key).toBeCloseTo(value, 6)
      }
      expect(shown.closed_on_time).toBe(known.closed_on_time_parts.closed / known.closed_on_time_parts.due)
      expect(await tile(page, 'permits_on_time').getAttribute('data-missing')).toBe('no_input:accepted_at')
      expect(await tile(page, 'permits_on_time').innerText()).toMatch(/Accepted/)
      expect(await leftovers(page)).toEqual([])
    })

    it('complaints by what they are about, those that do not say it too', async () => {
      const { page } = app()
      const shown = numbers(await tableOf(card(page, 'categories')), 'Category', 'Complaints')
      const { null: unstated, ...stated } = known.complaints_by_nature
      expect(shown).toEqual({ ...stated, 'not stated': unstated })
    })

    it('inspections by kind of business', async () => {
      const { page } = app()
      const shown = numbers(await tableOf(card(page, 'industries')), 'Kind', 'Inspections')
      expect(shown).toMatchObject(known.inspections_by_facility_type_top10)
      const tenth = Math.min(...Object.values(known.inspections_by_facility_type_top10))
      const more = Object.entries(shown).filter(([kind, n]) => n > tenth && kind !== 'not stated')
      expect(more.length).toBe(9)
      expect(sum(Object.values(shown))).toBe(known.figures.inspections)
    })

    it('changes of what ends before the other extracts do say so', async () => {
      const { page, url } = app()
      await route(page, url, '#/changes')
      const end = (figure: string) => page.locator(`[data-figure="${figure}"] [data-ends]`)
      expect(await end('permits_issued').innerText()).toMatch(/^rows end on \d+ \w+ \d{4}$/)
      expect([await end('complaints').count(), await end('businesses').count()]).toEqual([0, 0])
    })

    it('inspections by area, with those outside every area and those without a place', async () => {
      const { page, url } = app()
      await route(page, url, '#/overview?window=all&measure=inspections')
      const shown = numbers(await tableOf(card(page, 'regions')), 'Code', 'Inspections')
      expect(shown).toMatchObject(known.inspections_by_community_area_top6)
      expect(shown['~outside']).toBe(known.inspections_outside_every_area)
      expect(shown['~none']).toBe(known.without_coordinates.inspections)
      expect(sum(Object.values(shown))).toBe(known.figures.inspections)
      const inMap = numbers(await tableOf(card(page, 'map')), 'Code', 'Inspections')
      expect(inMap).toEqual(shown)
    })

    it('complaints by stated area in a year', async () => {
      const { page, url } = app()
      await route(page, url, '#/overview?window=2013-01-01..2013-12-31&measure=complaints')
      expect((await figures(page)).complaints).toBe(known.complaints_by_year['2013'])
      const shown = numbers(await tableOf(card(page, 'regions')), 'Code', 'Complaints')
      expect(shown).toMatchObject(known.top_community_areas_2013)
    })

    it('complaints by month', async () => {
      const { page, url } = app()
      await route(page, url, '#/overview?window=2013-12-01..2014-08-31')
      const rows = await tableOf(card(page, 'trend-complaints'))
      const shown = numbers(rows, 'Period', 'Complaints')
      const months = Object.entries(known.complaints_2014_by_month).map(([month, n]) => [`${month}-01`, n])
      expect(shown).toMatchObject(Object.fromEntries(months))
      expect(rows.every(row => row.unfinished === '')).toBe(true)
    })

    it('in the default window', async () => {
      const { page, url } = app()
      await route(page, url, '#/overview')
      const shown = await figures(page)
      for (const key of ['inspections', 'critical_rate', 'complaints', 'permits_issued'] as const)
        expect(shown[key], key).toBeCloseTo(Number(known.figures_default_window[key]), 6)
      const { from, to } = known.figures_default_window
      await route(page, url, `#/overview?window=${from}..${to}`)
      expect(await figures(page)).toEqual(shown)
    })
  })
}

const sum = (values: readonly number[]): number => values.reduce((all, n) => all + n, 0)
