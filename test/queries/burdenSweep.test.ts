import { describe, expect, it } from 'vitest'
import { addDays, dayNumber } from '../../src/filters/days'
import { defaults, resolve } from '../../src/filters/filters'
import { burdenedCount, departmentBurden, visitSpread } from '../../src/queries/burden'
import { jointCounts, jointDays } from '../../src/queries/burdenJoint'
import { repeatCounts } from '../../src/queries/burdenRepeats'
import { exemptTypes } from '../../src/queries/burdenVisits'
import { loaded } from '../engineHelper'
import { pick, randomOf } from '../filters/random'
import { burdenDay, type VisitRow, visitsCity } from '../fixtures/burdenCity'
import { sweep } from '../sweep'

/*
 * What SQL counts with window functions is counted here one visit after another, on dense random visits around 29 February
 * and the turn of the year.
 */
const caps = { perDepartment: 2, inAll: 4 }

function rowsOf(seed: number): VisitRow[] {
  const random = randomOf(seed)
  const starts = ['2023-12-01', '2024-02-01', '2024-11-15']
  return Array.from({ length: 160 }, (_, i) => ({
    entity: `E${seed}.${Math.floor(random() * 12)}`,
    day: addDays(pick(random, starts), Math.floor(random() * 45)),
    type: pick(random, ['routine', 'routine', 'random', 'recheck', 'joint', 'complaint', '']),
    department: pick(random, ['Food', 'Food', 'Fire', 'City', '卫生', '']),
    reason: pick(random, ['', '', '', '', 'No', '上级部署']),
    result: pick(random, ['ok', 'ok', 'minor', 'critical', 'closed', '']),
    id: random() < 0.1 ? `S${i % 7}` : `I${seed}.${i}`,
  }))
}

interface Visit {
  readonly entity: string
  readonly day: string
  readonly department: string
  exempt: boolean
  joint: boolean
  counts: boolean
}

/** Absent departments last, as in SQL. */
const byName = (a: string, b: string): number => Number(a === '') - Number(b === '') || (a < b ? -1 : Number(a > b))

function visitsOf(rows: readonly VisitRow[], from: string, to: string): Visit[] {
  const inspections = new Map<string, { row: VisitRow; day: string; exempt: boolean; joint: boolean }>()
  for (const row of rows) {
    if (row.day < from || row.day > to || row.result === 'closed') continue
    const key = JSON.stringify([row.entity, row.department, row.id])
    const exempt = exemptTypes.some(type => type === row.type) || (row.reason !== '' && row.reason !== 'No')
    const joint = row.type === 'joint'
    const known = inspections.get(key)
    inspections.set(key, {
      row,
      day: known !== undefined && known.day < row.day ? known.day : row.day,
      exempt: exempt || known?.exempt === true,
      joint: joint || known?.joint === true,
    })
  }
  const found = new Map<string, Visit>()
  for (const { row, day, exempt, joint } of inspections.values()) {
    const key = JSON.stringify([row.entity, row.department, day])
    const known = found.get(key)
    const { entity, department } = row
    found.set(key, {
      ...{ entity, department, day, counts: true },
      exempt: exempt || known?.exempt === true,
      joint: joint || known?.joint === true,
    })
  }
  const all = [...found.values()].sort(
    (a, b) => byName(a.entity, b.entity) || byName(a.day, b.day) || byName(a.department, b.department),
  )
  const led = new Set<string>()
  for (const visit of all) {
    if (!visit.joint) continue
    const key = `${visit.entity} ${visit.day}`
    visit.counts = !led.has(key)
    led.add(key)
  }
  return all
}

const grouped = <Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> => {
  const found = new Map<string, Row[]>()
  for (const row of rows) found.set(key(row), [...(found.get(key(row)) ?? []), row])
  return found
}
const gap = (a: Visit, b: Visit): number => dayNumber(b.day) - dayNumber(a.day)

/** Fewest groups that the order can be cut into, by trying every cut: none is longer than `days` or has a department twice. */
function fewestGroups(visits: readonly Visit[], days: number): number {
  const best = [0]
  for (let end = 1; end <= visits.length; end++) {
    let least = Number.POSITIVE_INFINITY
    for (let start = 0; start < end; start++) {
      const part = visits.slice(start, end)
      const [first, last] = [part[0], part.at(-1)]
      if (first === undefined || last === undefined || gap(first, last) > days) continue
      if (new Set(part.map(v => v.department)).size < part.length) continue
      least = Math.min(least, (best[start] ?? 0) + 1)
    }
    best.push(least)
  }
  return best[visits.length] ?? 0
}

describe('burden, counted visit by visit', () => {
  it('is what SQL counts', async () => {
    const rows = Array.from({ length: sweep(60) }, (_, i) => rowsOf(i + 1)).flat()
    const { engine, profile } = await loaded(visitsCity(rows))
    try {
      expect(profile.files.map(file => file.error)).toEqual([null])
      const { filters } = resolve(defaults, burdenDay, [])
      const { from, to } = filters.window as { from: string; to: string }
      const year = visitsOf(rows, from, to)

      const perBusiness = [...grouped(year, v => v.entity).values()].map(own => {
        const counted = own.filter(v => !v.exempt)
        const most = [...grouped(counted.filter(v => v.department !== ''), v => v.department).values()].map(of => of.length)
        return { visits: counted.filter(v => v.counts).length, exempt: own.filter(v => v.exempt && v.counts).length, most: Math.max(0, ...most) }
      }) // biome-ignore format: long lines
      const spread = await engine.rows(visitSpread(filters, caps))
      const rest = new Set(rows.map(r => r.entity)).size - perBusiness.length
      for (const row of spread) {
        const same = perBusiness.filter(each => each.visits === row.visits)
        expect([row.businesses, row.exempt, row.above_department]).toEqual([
          same.length + (row.visits === 0 ? rest : 0),
          same.reduce((sum, each) => sum + each.exempt, 0),
          same.filter(each => each.most > caps.perDepartment).length,
        ])
      }
      expect(spread.reduce((sum, row) => sum + row.visits * row.businesses, 0)).toBe(
        year.filter(v => v.counts && !v.exempt).length,
      )
      expect(await engine.rows(burdenedCount(filters, caps))).toEqual([
        { n: perBusiness.filter(each => each.visits > caps.inAll || each.most > caps.perDepartment).length },
      ])
      const departments = await engine.rows(departmentBurden(filters, caps))
      expect(departments.reduce((sum, row) => sum + row.visits, 0)).toBe(year.filter(v => !v.exempt).length)

      for (const days of [7, 30]) {
        // The visit before may lie before the window.
        const longer = visitsOf(rows, addDays(from, -days), to).filter(v => v.counts)
        const again = [...grouped(longer, v => v.entity).values()].flatMap(own =>
          own.flatMap((later, i) => {
            const before = own[i - 1]
            return before !== undefined && later.day >= from && gap(before, later) <= days ? [{ before, later }] : []
          }),
        )
        const answer = await engine.rows(repeatCounts(filters, days, ''))
        const [all] = answer.filter(row => row.part === 'all')
        expect([all?.visits, all?.repeated, all?.exempt]).toEqual([
          longer.filter(v => v.day >= from).length,
          again.filter(each => !each.later.exempt).length,
          again.filter(each => each.later.exempt).length,
        ])
        const pairs = grouped(again, ({ before, later }) => JSON.stringify([before.department, later.department]))
        const found = answer.filter(row => row.part === 'pair')
        expect(found.length).toBe(pairs.size)
        for (const row of found)
          expect(row.repeated + row.exempt).toBe(pairs.get(JSON.stringify([row.value ?? '', row.again ?? '']))?.length)
      }

      for (const days of jointDays) {
        const counted = year.filter(v => v.counts && !v.exempt && v.department !== '')
        const saved = [...grouped(counted, v => v.entity).values()].map(own => own.length - fewestGroups(own, days))
        const answer = await engine.rows(jointCounts(filters, days))
        const [all] = answer.filter(row => row.part === 'all')
        expect([all?.of, all?.saved, all?.businesses]).toEqual([
          counted.length,
          saved.reduce((sum, n) => sum + n, 0),
          saved.filter(n => n > 0).length,
        ])
        expect(all?.visits).toBe((all?.groups ?? 0) + (all?.saved ?? 0))
        const months = answer.filter(row => row.part === 'month')
        expect(months.reduce((sum, row) => sum + row.saved, 0)).toBe(all?.saved)
      }
    } finally {
      engine.close()
    }
  })
})
