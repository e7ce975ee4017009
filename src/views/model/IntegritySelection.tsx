import { type ReactNode, useMemo, useState } from 'react'
import { type BalancePoint, balance } from '../../charts/balance'
import { useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { addDays } from '../../filters/days'
import type { Filters } from '../../filters/filters'
import { classLabel, levelLabel, type Texts, useTexts } from '../../i18n'
import { useFrameState, useOrigin } from '../../parts/frame'
import { selectionByClass, selectionByRegion } from '../../queries/integrity'
import { type JudgedSelection, judgedSelection, leastRoster, selectionTotal } from '../../queries/integrityJudged'
import { type AsOf, asOfDay } from '../../risk/factsSql'
import { riskClasses, type Scorecard } from '../../risk/scorecard'
import { Card } from '../../ui/Card'
import { ChartFrame } from '../../ui/ChartFrame'
import { EmptyState } from '../../ui/EmptyState'
import { RankedList } from '../../ui/RankedList'
import { Segmented } from '../../ui/Segmented'
import type { TableData } from '../../ui/table'
import { useChartTheme } from '../../ui/useChartTheme'
import { numberColumn, regionNames, sentences, untouched } from './integrityTexts'

export interface IntegrityPartProps {
  readonly profile: Profile
  readonly filters: Filters
  readonly card: Scorecard
  readonly at: AsOf
  readonly level: string
}
/** What lies beside the regions is listed, so that parts sum to the whole, but it is no place that could be judged. */
const isRegion = (code: string): boolean => !code.startsWith('~')
type Named = JudgedSelection & { readonly code: string; readonly name: string }

/** Regions by what is visited against what is found, and the same in a list, or by class. */
export function IntegritySelection(props: IntegrityPartProps) {
  const { profile, filters, level } = props
  const texts = useTexts()
  const { t, formats, language } = texts
  const theme = useChartTheme()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const [by, choose] = useState<'region' | 'class'>('region')
  const question = useMemo(() => selectionByRegion(filters, level), [filters, level])
  const answer = useRows(question)
  const regions = useMemo((): readonly Named[] => {
    const nameOf = regionNames(profile, { t, language, formats })
    return judgedSelection(answer.rows ?? []).map(row => ({
      ...row,
      code: row.region,
      name: nameOf(row.region),
      verdict: isRegion(row.region) ? row.verdict : null,
    }))
  }, [answer.rows, profile, t, language, formats])
  const none = answer.rows !== undefined && selectionTotal(regions).roster === 0
  const summary = summaryOf(regions, texts)
  const chart = useMemo(() => {
    if (answer.rows === undefined) return null
    const look = {
      expectedLabel: t('integrity.selection.expected'),
      doneLabel: t('integrity.selection.done'),
      more: t('integrity.selection.more'),
      less: t('integrity.selection.less'),
      within: t('integrity.selection.within'),
      least: leastRoster,
      summary,
    }
    return balance(pointsOf(regions, { t, formats, language }), look, theme)
  }, [answer.rows, regions, summary, theme, t, formats, language])
  const window = formats.window(filters.window)
  const table = tableOf(regions, t('integrity.selected.name'), texts)
  const controls = (
    <Segmented
      label={t('integrity.selected.by')}
      value={by}
      onChange={value => choose(value)}
      options={(['region', 'class'] as const).map(value => ({ value, label: t(`integrity.selected.${value}`) }))}
    />
  )
  return (
    <>
      <ChartFrame
        id="integrity-selection"
        className="integrity-selection"
        title={t('integrity.selection')}
        subtitle={t('integrity.selection.sub', { window })}
        state={none ? 'empty' : stateOf(answer)}
        empty={<EmptyState text={t('integrity.selected.none')} />}
        origin={originOf(question, answer)}
        chart={chart}
        table={table}
        note={sentences([none ? undefined : summary, untouched(filters, ['regions', 'area'], texts), t('integrity.selection.note')], texts)}
      />
      {by === 'class' ? (
        <Classes {...props} controls={controls} />
      ) : (
        <Card
          id="integrity-selected"
          className="integrity-list"
          title={t('integrity.selected')}
          subtitle={t('integrity.selected.sub', { window })}
          controls={controls}
          state={none ? 'empty' : stateOf(answer)}
          empty={<EmptyState text={t('integrity.selected.none')} />}
          origin={originOf(question, answer)}
          table={table}
          note={level === '' ? undefined : t('integrity.selected.level', { level: levelLabel(level, language) })}
        >
          <SelectionList rows={inOrder(regions)} nameLabel={t('integrity.selected.name')} judged />
        </Card>
      )}
    </>
  ) // biome-ignore format: long lines of attributes
}

/** Selection by the class that businesses had before the window, for visits change classes. */
export function Classes({
  profile,
  filters,
  card,
  at,
  controls,
}: IntegrityPartProps & { readonly controls: ReactNode }) {
  const texts = useTexts()
  const { t, language, formats } = texts
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const { from } = filters.window
  const before = from === null ? null : addDays(from, -1)
  const question = useMemo(
    () => selectionByClass(filters, card, before === null ? at : asOfDay(before, profile.asOf)),
    [filters, card, at, before, profile.asOf],
  )
  const answer = useRows(question)
  const rows = useMemo(
    () =>
      judgedSelection(answer.rows ?? [])
        .map(row => ({ ...row, code: row.class, name: classLabel(row.class, { t, language, formats }) }))
        .sort((a, b) => riskClasses.indexOf(b.class) - riskClasses.indexOf(a.class)),
    [answer.rows, t, language, formats],
  )
  return (
    <Card
      id="integrity-classes"
      className="integrity-list"
      title={t('integrity.selected')}
      subtitle={t('integrity.selected.sub', { window: formats.window(filters.window) })}
      controls={controls}
      state={answer.rows?.length === 0 ? 'empty' : stateOf(answer)}
      empty={<EmptyState text={t('integrity.selected.none')} />}
      origin={originOf(question, answer)}
      table={tableOf(rows, t('integrity.selected.className'), texts)}
      note={sentences(
        [
          before === null ? t('integrity.selected.classes.end') : t('integrity.selected.classes.before', { day: formats.day(before) }),
          untouched(filters, ['regions', 'area'], texts),
        ],
        texts,
      )}
    >
      <SelectionList rows={rows} nameLabel={t('integrity.selected.className')} judged={false} />
    </Card>
  ) // biome-ignore format: long lines of attributes
}

interface ListProps {
  readonly rows: readonly Named[]
  readonly nameLabel: string
  /** Whether rows are held against the base rate: classes are made of what was found, so they are not. */
  readonly judged: boolean
}

function SelectionList({ rows, nameLabel, judged }: ListProps) {
  const { t, formats } = useTexts()
  const verdict = ({ few, verdict: found }: Named): string =>
    few ? t('integrity.selected.few') : found === null ? '' : t(`integrity.selected.${found}`)
  return (
    <RankedList
      label={t('integrity.selected')}
      nameLabel={nameLabel}
      ranked={false}
      columns={[
        { label: t('integrity.selected.rate') },
        { label: t('integrity.selected.interval'), quiet: true },
        { label: t('integrity.selected.base') },
        ...(judged ? [{ label: t('integrity.selected.verdict') }] : []),
      ]}
      items={rows.map(row => ({
        key: row.code,
        name: row.name,
        value: row.rate,
        few: row.few,
        cells: [
          formats.rate(row.rate),
          row.interval === null ? '–' : `${formats.rate(row.interval[0])} – ${formats.rate(row.interval[1])}`,
          formats.rate(row.base),
          ...(judged ? [verdict(row)] : []),
        ],
      }))}
    />
  )
}

/** Those that can be relied on first, most visited first. */
const inOrder = (rows: readonly Named[]): Named[] =>
  [...rows].sort((a, b) => Number(a.few) - Number(b.few) || (b.rate ?? 0) - (a.rate ?? 0) || b.roster - a.roster)

function summaryOf(rows: readonly Named[], { t, formats }: Texts): string {
  const { roster, visited } = selectionTotal(rows)
  return t('integrity.selection.summary', {
    roster: formats.count(roster),
    rate: formats.rate(roster === 0 ? null : visited / roster),
    n: formats.count(rows.filter(row => isRegion(row.code)).length),
    more: formats.count(rows.filter(row => row.verdict === 'more').length),
    less: formats.count(rows.filter(row => row.verdict === 'less').length),
  })
}

/** Regions that have both ratios. */
function pointsOf(rows: readonly Named[], { t, formats }: Texts): BalancePoint[] {
  const { roster, visited } = selectionTotal(rows)
  return rows.flatMap(row => {
    if (!isRegion(row.code) || row.baseRatio === null || row.rateRatio === null || row.interval === null) return []
    const city = visited / roster
    return [
      {
        name: row.name,
        expected: row.baseRatio,
        done: row.rateRatio,
        low: row.interval[0] / city,
        high: row.interval[1] / city,
        size: row.roster,
        side: row.verdict,
        few: row.few,
        rows: [
          { label: t('integrity.selected.rate'), value: `${formats.rate(row.rate)} (${formats.count(row.visited)} / ${formats.count(row.roster)})` },
          { label: t('integrity.selected.interval'), value: `${formats.rate(row.interval[0])} – ${formats.rate(row.interval[1])}` },
          { label: t('integrity.selected.base'), value: `${formats.rate(row.base)} (${formats.count(row.critical)} / ${formats.count(row.visits)})` },
          { label: t('integrity.selected.rateRatio'), value: formats.fixed(row.rateRatio, 2) },
          { label: t('integrity.selected.baseRatio'), value: formats.fixed(row.baseRatio, 2) },
        ],
      },
    ]
  }) // biome-ignore format: a row a line
}

function tableOf(rows: readonly Named[], nameLabel: string, { t, formats }: Texts): TableData {
  const two = (value: number): string => formats.fixed(value, 2)
  const counts = (['roster', 'visited', 'visits', 'critical'] as const).map(key =>
    numberColumn(key, t(`integrity.selected.${key}`), formats.count),
  )
  return {
    columns: [
      { key: 'code', label: t('integrity.selected.code') },
      { key: 'name', label: nameLabel },
      ...counts,
      numberColumn('rate', t('integrity.selected.rate'), formats.rate),
      numberColumn('low', t('integrity.selected.low'), formats.rate),
      numberColumn('high', t('integrity.selected.high'), formats.rate),
      numberColumn('base', t('integrity.selected.base'), formats.rate),
      numberColumn('rateRatio', t('integrity.selected.rateRatio'), two),
      numberColumn('baseRatio', t('integrity.selected.baseRatio'), two),
      { key: 'verdict', label: t('integrity.selected.verdict') },
    ],
    rows: rows.map(({ code, name, roster, visited, visits, critical, rate, interval, base, rateRatio, baseRatio, few, verdict }) => ({
      code, name, roster, visited, visits, critical, rate, base, rateRatio, baseRatio,
      low: interval?.[0] ?? null, high: interval?.[1] ?? null,
      verdict: few ? t('integrity.selected.few') : verdict === null ? null : t(`integrity.selection.${verdict}`),
    })),
  } // biome-ignore format: a row
}
