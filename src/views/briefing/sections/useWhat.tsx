import { useMemo } from 'react'
import type { Texts } from '../../../i18n'
import { type Mover, movers, standouts } from '../../../insight/briefing/standouts'
import { least } from '../../../insight/measures'
import { daysOf } from '../../../parts/figureInputs'
import type { Breakdown } from '../../../queries/breakdowns'
import type { InspectionCounts } from '../../../queries/counts'
import type { Block } from '../../../ui/sheets/blocks'
import { type Brief, failureOf, isPending, type Part } from '../brief'
import { type Bar, Bars, changeCell, failed, heading, led, said } from '../pieces'
import { listed } from '../sentences'
import { useBreakdowns } from './useBreakdowns'

const most = 12
const named = 3
const noMark = '–'

/** What: complaints by category with their change, inspections by kind of business with their critical rate. */
export function useWhat(brief: Brief, may: boolean): Part {
  const { categories, industries } = useBreakdowns(brief.asked, may)
  const answers = [categories.answer, industries.answer]
  const pending = isPending(answers)
  const error = failureOf(answers)
  return useMemo((): Part => {
    const { texts, asked, against, paper, profile } = brief
    const { t, formats } = texts
    const head = heading('what', brief)
    const done = (blocks: readonly Block[]): Part => ({ key: 'what', pending, blocks: [head, ...blocks] })
    if (error !== null) return done([failed('what-failed', error, texts)])
    const name = (value: string | null): string => value ?? t('words.notStated')
    const complaints = categories.rows.filter(row => row.complaints > 0)
    const inspections = industries.rows.filter(row => row.inspections > 0)
    const left = complaints.slice(0, most).map(
      (row): Bar => ({
        key: name(row.value),
        name: name(row.value),
        value: row.complaints,
        text: formats.count(row.complaints),
        beside: changeCell('complaints', row.complaints, row.before, brief),
        strong: asked.filters.categories.includes(row.value),
      }),
    )
    const right = inspections.slice(0, most).map(
      (row): Bar => ({
        key: name(row.value),
        name: name(row.value),
        value: row.inspections,
        text: formats.count(row.inspections),
        beside: row.took_place < least ? noMark : formats.rate(row.critical / row.took_place),
        strong: asked.filters.industries.includes(row.value),
      }),
    )
    const all = t('briefing.ranked.all')
    const lists = [
      <Bars key="categories" title={t('briefing.categories.ranked', { n: left.length })} subtitle={[...(against === null ? [] : [t('briefing.change')]), all].join(' · ')} bars={left} none={t('briefing.noneThen')} />,
      <Bars key="industries" title={t('briefing.industries.ranked', { n: right.length })} subtitle={[t('overview.measure.critical_rate'), all].join(' · ')} bars={right} none={t('briefing.noneThen')} />,
    ] // biome-ignore format: one beside the other
    const days = daysOf(profile, 'complaints', asked.filters.window, asked.compare)
    // Windows of different lengths have different counts by themselves.
    const { up, down } = days.now !== days.before ? { up: [], down: [] } : movers(categories.rows.map(row => ({ name: name(row.value), now: row.complaints, before: row.before })), named) // biome-ignore format: one choice
    const moved = [
      ...(up.length > 0 ? [led(said('what-up', t('briefing.up', { names: moverText(up, texts) })))] : []),
      ...(down.length > 0 ? [led(said('what-down', t('briefing.down', { names: moverText(down, texts) })))] : []),
    ]
    const stand = inspections.length === 0 ? [] : [led(said('what-industries', industryText(inspections, name, texts)))]
    if (paper === 'a4')
      return done([
        ...moved,
        ...stand,
        { kind: 'whole', key: 'what-lists', node: <div className="briefing-pair">{lists}</div> },
      ])
    return done([
      ...moved,
      { kind: 'whole', key: 'what-categories', node: lists[0] },
      ...stand.map((block): Block => ({ ...block, newSheet: true })),
      { kind: 'whole', key: 'what-kinds', node: lists[1], newSheet: stand.length === 0 },
    ])
  }, [brief, error, pending, categories.rows, industries.rows])
}

const moverText = (moved: readonly Mover[], texts: Texts): string =>
  listed(
    moved.map(({ name, now, before, difference }) =>
      texts.t('briefing.moved', {
        name,
        change: `${difference > 0 ? '+' : '−'}${texts.formats.count(Math.abs(difference))}`,
        before: texts.formats.count(before),
        now: texts.formats.count(now),
      }),
    ),
    texts,
  )

function industryText(
  rows: readonly Breakdown<InspectionCounts>[],
  name: (value: string | null) => string,
  texts: Texts,
): string {
  const { t, formats } = texts
  const parts = rows.map(row => ({ name: name(row.value), numerator: row.critical, denominator: row.took_place }))
  const { whole, above, judged } = standouts('critical_rate', parts)
  if (whole === null) return t('figures.missing.no_visits')
  const facts = { whole: formats.rate(whole), judged: formats.count(judged) }
  if (above.length === 0) return t('briefing.industries.none', facts)
  return t('briefing.industries.above', {
    ...facts,
    n: formats.count(above.length),
    names: listed(
      above.slice(0, named).map(part => t('briefing.part.named', { name: part.name, value: formats.rate(part.value) })),
      texts,
    ),
    more: above.length > named ? t('briefing.more') : '',
  })
}
