import { memo, useMemo } from 'react'
import { colourOf, scaleOf } from '../../charts/scale'
import type { Sql } from '../../engine/sql'
import { useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import type { Choice } from '../../filters/filters'
import { notRestricting } from '../../filters/filters'
import type { ChoicesOfUrl, ListKey } from '../../filters/useChoices'
import { type Texts, useTexts } from '../../i18n'
import { type ComparedDays, changeOf } from '../../insight/comparison'
import { least, type MeasureKey, measures } from '../../insight/measures'
import { type PlaceLine, ranked } from '../../insight/places'
import { daysOf } from '../../parts/figureInputs'
import { useFrameState, useOrigin } from '../../parts/frame'
import { NoRows } from '../../parts/NoRows'
import { useFilterNames } from '../../parts/useFilterNames'
import type { Course, Divided } from '../../queries/activity'
import { type Breakdown, breakdownOf } from '../../queries/breakdowns'
import type { ComplaintCounts, InspectionCounts } from '../../queries/counts'
import type { OverviewQuestions } from '../../queries/overview'
import { Card } from '../../ui/Card'
import { RankedList } from '../../ui/RankedList'
import { useChartTheme } from '../../ui/useChartTheme'
import { placeTable } from './placeTable'

/** Someone is about to choose a value of a filter, or no longer (undefined). */
export type Near = (list: ListKey, value: Choice | undefined) => void

interface RankingProps {
  readonly asked: OverviewQuestions
  readonly url: ChoicesOfUrl
  readonly onNear: Near
}

// A list's keys are texts; null ("not stated") gets one that no value has.
const nullKey = '\u0000'
const keyOf = (value: Choice): string => value ?? nullKey
const choiceOf = (key: string): Choice => (key === nullKey ? null : key)

export interface RegionRankingProps extends RankingProps {
  readonly lines: readonly PlaceLine[] | null
  readonly measure: MeasureKey
  readonly profile: Profile
}

/** The same as the map in words, and the keyboard's way into it. */
export const RegionRanking = memo(function RegionRanking({ asked, url, lines, measure, onNear }: RegionRankingProps) {
  const { t, formats } = useTexts()
  const theme = useChartTheme()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const answer = useRows(asked.regions)
  const { unit, denominator } = measures[measure]
  const order = useMemo(() => ranked(lines ?? []), [lines])
  const scale = useMemo(
    () =>
      scaleOf(
        order.filter(l => l.value !== null && !l.few && !l.code.startsWith('~')).map(l => l.value ?? 0),
        unit,
        theme,
      ),
    [order, unit, theme],
  )
  const label = t(`overview.measure.${measure}`)
  const text = (value: number | null): string =>
    unit === 'rate' ? formats.rate(value) : unit === 'count' ? formats.count(value) : formats.number(value, 1)
  return (
    <Card
      id="regions"
      className="overview-regions"
      title={t('overview.regions.title')}
      subtitle={
        denominator === null
          ? t('overview.regions.subtitle.count', { measure: label })
          : t('overview.regions.subtitle', { measure: label, least })
      }
      state={stateOf(answer)}
      origin={originOf(asked.regions, answer)}
      table={placeTable(order, measure, t)}
    >
      <RankedList
        label={t('overview.regions.title')}
        nameLabel={t('app.regions.title')}
        columns={[
          { label },
          ...(measure !== 'inspections' && measure !== 'complaints'
            ? [{ label: t(`overview.measure.of.${measure}`), quiet: true }]
            : []),
        ]}
        items={order.map(line => ({
          key: line.code,
          name: line.name,
          value: line.value,
          few: line.few,
          colour: line.code.startsWith('~') ? undefined : colourOf(scale, line.value),
          cells: [text(line.value), `${formats.count(line.numerator)} / ${formats.count(line.denominator)}`],
        }))}
        selected={asked.chosen}
        onSelect={(key, additive) => {
          if (key !== '~coarser') url.toggle('regions', key, additive)
        }}
        onNear={key => onNear('regions', key === '~coarser' ? undefined : (key ?? undefined))}
      />
    </Card>
  )
})

/** A breakdown from its own question, or from the one whose answer holds it; no rows until there is an answer. */
function useBreakdown<Counts extends object>(
  own: Sql<Breakdown<Counts>> | null,
  whole: Sql<Course<Counts>>,
  order: keyof Counts & string,
  { compare }: OverviewQuestions,
) {
  const question: Sql = own ?? whole
  // The older answer that stays in sight may be of the other question.
  const answer = useRows(question as Sql<Breakdown<Counts> | Divided<Counts>>)
  const rows = useMemo(() => {
    const found = answer.rows ?? []
    const [first] = found
    return first && 'part' in first
      ? breakdownOf<Counts>(found as readonly Divided<Counts>[], order, compare !== null)
      : (found as readonly Breakdown<Counts>[])
  }, [answer.rows, order, compare])
  return { question, answer, rows }
}

/** Complaints by category with their change, most first. */
export const CategoryRanking = memo(function CategoryRanking({
  asked,
  url,
  profile,
  onNear,
}: RankingProps & { readonly profile: Profile }) {
  const texts = useTexts()
  const { t, formats } = texts
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const names = useFilterNames()
  const { question, answer, rows } = useBreakdown<ComplaintCounts>(
    asked.categories,
    asked.complaints,
    'complaints',
    asked,
  )
  const untouched = notRestricting(asked.filters, 'complaints')
  const days = daysOf(profile, 'complaints', asked.filters.window, asked.compare)
  const daily = days.now !== days.before
  return (
    <Card
      id="categories"
      empty={<NoRows url={url} table="complaints" />}
      title={t('overview.categories.title')}
      subtitle={t('overview.categories.subtitle', { window: formats.window(asked.filters.window) })}
      state={answer.rows && rows.every(row => row.complaints === 0) ? 'empty' : stateOf(answer)}
      origin={originOf(question, answer)}
      note={untouched.length > 0 ? t('overview.notFiltered', { filters: names(untouched) }) : undefined}
      table={{
        columns: [
          { key: 'value', label: t('overview.categories.name') },
          { key: 'complaints', label: t('overview.counts.complaints'), align: 'right' },
          { key: 'before', label: t('overview.trend.compare'), align: 'right' },
          { key: 'due', label: t('overview.counts.due'), align: 'right' },
          { key: 'closed_on_time', label: t('overview.counts.closed_on_time'), align: 'right' },
        ],
        rows: rows.map(row => ({ ...row, value: nameOf(row.value, t) })),
      }}
    >
      <RankedList
        label={t('overview.categories.title')}
        nameLabel={t('overview.categories.name')}
        ranked={false}
        columns={[
          { label: t('overview.list.count') },
          ...(asked.compare === null
            ? []
            : [{ label: t(daily ? 'overview.list.changeDaily' : 'overview.list.change'), quiet: true }]),
        ]}
        items={rows.map(row => ({
          key: keyOf(row.value),
          name: nameOf(row.value, t),
          value: row.complaints,
          cells: [formats.count(row.complaints), changeText(row.complaints, row.before, days, texts)],
        }))}
        selected={asked.filters.categories.map(keyOf)}
        onSelect={(key, additive) => url.toggle('categories', choiceOf(key), additive)}
        onNear={key => onNear('categories', key === null ? undefined : choiceOf(key))}
      />
    </Card>
  )
})

/** Inspections by kind of business with their critical rate, most first. */
export const IndustryRanking = memo(function IndustryRanking({ asked, url, onNear }: RankingProps) {
  const { t, formats } = useTexts()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const names = useFilterNames()
  const { question, answer, rows } = useBreakdown<InspectionCounts>(
    asked.industries,
    asked.inspections,
    'inspections',
    asked,
  )
  const untouched = notRestricting(asked.filters, 'inspections')
  return (
    <Card
      id="industries"
      empty={<NoRows url={url} table="inspections" />}
      title={t('overview.industries.title')}
      subtitle={t('overview.industries.subtitle')}
      state={answer.rows && rows.every(row => row.inspections === 0) ? 'empty' : stateOf(answer)}
      origin={originOf(question, answer)}
      note={untouched.length > 0 ? t('overview.notFiltered', { filters: names(untouched) }) : undefined}
      table={{
        columns: [
          { key: 'value', label: t('overview.industries.name') },
          ...(['inspections', 'took_place', 'problem', 'critical'] as const).map(key => ({
            key,
            label: t(`overview.counts.${key}`),
            align: 'right' as const,
          })),
          { key: 'before', label: t('overview.trend.compare'), align: 'right' },
        ],
        rows: rows.map(row => ({ ...row, value: nameOf(row.value, t) })),
      }}
    >
      <RankedList
        label={t('overview.industries.title')}
        nameLabel={t('overview.industries.name')}
        ranked={false}
        columns={[{ label: t('overview.list.inspections') }, { label: t('overview.list.rate'), quiet: true }]}
        items={rows.map(row => ({
          key: keyOf(row.value),
          name: nameOf(row.value, t),
          value: row.inspections,
          cells: [
            formats.count(row.inspections),
            row.took_place < least ? '–' : formats.rate(row.critical / row.took_place),
          ],
        }))}
        selected={asked.filters.industries.map(keyOf)}
        onSelect={(key, additive) => url.toggle('industries', choiceOf(key), additive)}
        onNear={key => onNear('industries', key === null ? undefined : choiceOf(key))}
      />
    </Card>
  )
})

const nameOf = (value: Choice, t: Texts['t']): string => value ?? t('words.notStated')

function changeText(value: number, before: number | null, days: ComparedDays, { formats }: Texts): string {
  const change = changeOf({ key: 'complaints', value, before }, days)
  if (typeof change === 'string') return '–'
  return `${change.size > 0 ? '+' : change.size < 0 ? '−' : ''}${formats.change(Math.abs(change.size))}`
}
