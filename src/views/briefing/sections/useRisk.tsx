import { useMemo } from 'react'
import { useRows } from '../../../engine/useRows'
import { notRestricting } from '../../../filters/filters'
import { missingText, regionLabel, type Texts } from '../../../i18n'
import { type RiskWords, scoreText, whyText } from '../../../parts/riskWhy'
import { useFilterNames } from '../../../parts/useFilterNames'
import { mixOf, type RiskListInput, type RiskRow, riskMix, riskPage } from '../../../queries/riskList'
import { riskClasses, visitWithin } from '../../../risk/scorecard'
import type { Block, SheetTable } from '../../../ui/sheets/blocks'
import { type Brief, failureOf, isPending, type Part } from '../brief'
import { failed, heading, said, tableBlock } from '../pieces'

/** Businesses of the list: it says that there are more. */
const most = 20

/** Classes, the businesses of the highest scores with their reasons, and those that wait for a visit. */
export function useRisk(brief: Brief, may: boolean): Part {
  const { asked, card } = brief
  const names = useFilterNames()
  const input = useMemo(
    (): RiskListInput => ({ filters: asked.filters, card, at: asked.scored.at, search: null }),
    [asked, card],
  )
  const mixed = useRows(
    useMemo(() => riskMix(input), [input]),
    may,
  )
  const first = useRows(
    useMemo(() => riskPage(input, { column: 'score', descending: true }, { offset: 0, limit: most }), [input]),
    may,
  )
  const unvisited = useRows(asked.later.unvisited, may)
  const answers = [mixed, first, unvisited]
  const pending = isPending(answers)
  const error = failureOf(answers)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `names` follows the language, as `brief.texts` does
  return useMemo((): Part => {
    const { texts, profile } = brief
    const { t, formats, language } = texts
    const head = heading('risk', brief)
    const done = (blocks: readonly Block[]): Part => ({ key: 'risk', pending, blocks: [head, ...blocks] })
    if (error !== null) return done([failed('risk-failed', error, texts)])
    const mix = mixOf(mixed.rows ?? [])
    const all = riskClasses.reduce((sum, letter) => sum + mix[letter], 0)
    if (all === 0) return done([said('risk-none', missingText('not_scored', language))])
    const untouched = notRestricting(asked.filters, 'entities')
    const limited = untouched.length === 0 ? [] : [t('overview.notFiltered', { filters: names(untouched) })]
    const regions = new Map(profile.regions.regions.map(region => [region.code, region.name]))
    const limits = { C: formats.count(visitWithin.C), D: formats.count(visitWithin.D) }
    const waiting = unvisited.rows?.[0]?.of ?? 0
    const scheme = brief.scheme ?? t('briefing.classes.default')
    return done([
      ...(profile.rows.inspections === 0
        ? []
        : [said('risk-unvisited', waiting === 0 ? t('briefing.unvisited.none', limits) : t('briefing.unvisited', { n: formats.count(waiting), ...limits }))]),
      tableBlock('classes', {
        caption: t('briefing.classes.caption'),
        notes: [t('briefing.classes.note', { scheme, day: formats.day(asked.scored.at.day) }), ...limited],
        columns: [
          { key: 'class', label: t('risk.column.class'), width: 50 },
          { key: 'n', label: t('overview.counts.businesses'), align: 'right', width: 25 },
          { key: 'share', label: t('briefing.classes.share'), align: 'right', width: 25 },
        ],
        rows: riskClasses.map(letter => ({
          key: letter,
          cells: [t('briefing.classes.hint', { letter, words: t(`risk.class.${letter}`) }), formats.count(mix[letter]), formats.rate(mix[letter] / all)],
        })),
      }),
      tableBlock('riskiest', riskiest(first.rows ?? [], all, { texts, card, asOf: asked.scored.at.day, regions }), brief.paper === 'wide'),
    ]) // biome-ignore format: the parts beside each other
  }, [brief, error, pending, mixed.rows, first.rows, unvisited.rows])
}

function riskiest(rows: readonly RiskRow[], all: number, words: RiskWords): SheetTable {
  const { t, formats, language }: Texts = words.texts
  return {
    caption: t('briefing.riskiest.caption', { n: formats.count(rows.length), of: formats.count(all) }),
    notes: all > rows.length ? [t('briefing.riskiest.note', { n: formats.count(rows.length) })] : [],
    columns: [
      { key: 'rank', label: t('risk.column.rank'), align: 'right', width: 7 },
      { key: 'name', label: t('risk.column.entity_name'), width: 30 },
      { key: 'class', label: t('risk.column.class'), width: 7 },
      { key: 'score', label: t('risk.column.score'), align: 'right', width: 8 },
      { key: 'industry', label: t('risk.column.industry_name'), width: 14 },
      { key: 'region', label: t('risk.column.region_code'), width: 13 },
      { key: 'why', label: t('risk.column.why'), width: 38 },
    ],
    rows: rows.map(row => ({
      key: String(row.entity_id),
      cells: [
        formats.count(row.rank),
        row.entity_name ?? t('risk.noName'),
        row.class,
        scoreText(row.score),
        row.industry_name ?? '–',
        row.region_code === null ? '–' : regionLabel(row.region_code, words.regions.get(row.region_code), language),
        whyText(row, 3, words),
      ],
    })),
  }
}
