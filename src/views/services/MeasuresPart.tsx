import { useMemo, useState } from 'react'
import { Link } from 'react-router'
import { trend } from '../../charts/trend'
import type { Sql } from '../../engine/sql'
import type { Rows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { missingText, type Texts, useTexts } from '../../i18n'
import { figureText } from '../../parts/figureTexts'
import { useFrameState, useOrigin } from '../../parts/frame'
import type { ServiceTable } from '../../parts/leagueWords'
import { NoRows } from '../../parts/NoRows'
import type { ServiceNow } from '../../queries/serviceNow'
import { Card } from '../../ui/Card'
import { ChartFrame } from '../../ui/ChartFrame'
import { EmptyState } from '../../ui/EmptyState'
import type { TableColumn } from '../../ui/table'
import { useChartTheme } from '../../ui/useChartTheme'
import type { ServicesContext } from './contracts'
import { rowsOf } from './links'
import { blackList, isCut, knowsNow, lacking, type Measure, type MeasureKey, redList, shareOf } from './measures'
import { NowRows } from './NowRows'
import type { Services } from './useServices'

export interface MeasuresPartProps<Row extends { month: string | null }> {
  readonly table: ServiceTable
  readonly measures: readonly Measure<Row>[]
  readonly answer: Rows<Row>
  readonly question: Sql<Row>
  readonly services: Services
  readonly profile: Profile
  readonly context: ServicesContext
  /** Cases that are not over on the as-of day. */
  readonly now: ServiceNow | undefined
  /** Sentences below the table. */
  notes(total: Row): readonly string[]
}

interface Line {
  readonly key: MeasureKey
  readonly label: string
  readonly value: number | null
  /** As the tile says it: a share that is not its target is not rounded to it. */
  readonly text: string
  readonly part: number | null
  readonly whole: number | null
  readonly national: number | null
  readonly missing: string | null
}

/** The measures of the window in a table, and the course of one of them by month. */
export function MeasuresPart<Row extends { month: string | null }>(props: MeasuresPartProps<Row>) {
  const { table, measures, answer, question, services, profile, context, now, notes } = props
  const texts = useTexts()
  const { t, language, formats } = texts
  const theme = useChartTheme()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const [chosen, choose] = useState<MeasureKey>(table === 'complaints' ? 'closed' : 'on_time')
  const { url, asked } = services
  const { targets } = context
  const [total] = answer.rows ?? []
  const lines = useMemo(
    () =>
      measures.map((measure): Line => {
        const value = shareOf(measure, total)
        const why = lacking(measure, table, profile, targets)
        const missing = why !== null ? missingText(why, language) : value === null ? t('services.missing.zero') : null
        const bound = measure.figure === undefined ? undefined : targets.figures[measure.figure]
        return {
          key: measure.key,
          label: t(`services.measure.${measure.key}`),
          value: missing === null ? value : null,
          text:
            measure.figure === undefined || bound === undefined
              ? formats.rate(value)
              : figureText({ key: measure.figure, value }, formats, bound.atMost ?? bound.atLeast),
          part: missing === null && total !== undefined ? measure.part(total) : null,
          whole: missing === null && total !== undefined ? measure.whole(total) : null,
          national: measure.national ?? null,
          missing,
        }
      }),
    [measures, total, table, profile, targets, language, t, formats],
  )
  const measure = measures.find(each => each.key === chosen)
  const months = useMemo(() => {
    return (answer.rows ?? []).flatMap(row => {
      if (row.month === null || measure === undefined) return []
      return [
        {
          start: row.month,
          value: lines.find(line => line.key === chosen)?.missing === null ? shareOf(measure, row) : null,
          compare: measure.national ?? null,
          partial: isCut(row.month, asked.filters.window),
          numerator: measure.part(row),
          denominator: measure.whole(row),
        },
      ]
    })
  }, [answer.rows, measure, lines, chosen, asked.filters.window])
  const floor = floorOf(months)
  const unknown = total === undefined ? null : (lines.find(line => line.key === chosen)?.missing ?? null)
  const label = t(`services.measure.${chosen}`)
  const nationalLabel = t('services.set.nationalAt')
  const chart = useMemo(
    () =>
      answer.rows === undefined
        ? null
        : trend(
            months,
            {
              mark: 'line',
              unit: 'rate',
              bucket: 'month',
              ...(floor !== null && { floor }),
              label,
              compareLabel: nationalLabel,
              numeratorLabel: t('services.set.hits'),
              denominatorLabel: t('services.set.base'),
            },
            theme,
          ),
    [answer.rows, months, floor, label, nationalLabel, theme, t],
  )
  const window = formats.window(asked.filters.window)
  const compared = measures.some(each => each.national !== undefined)
  const rows = total === undefined ? 0 : Number((total as Record<string, unknown>)[table] ?? 0)
  const state = answer.rows !== undefined && rows === 0 ? 'empty' : stateOf(answer)
  const empty = <NoRows url={url} table={table} text={t('services.missing.empty')} />
  const rateColumn = (key: string, text: string): TableColumn => ({
    key,
    label: text,
    align: 'right',
    text: value => (typeof value === 'number' ? formats.rate(value) : String(value)),
  })
  return (
    <div className="services-set">
      <Card
        id={`service-set-${table}`}
        title={t(`services.handled.${table}`)}
        subtitle={t(`services.handled.sub.${table}`, { window })}
        state={state}
        empty={empty}
        origin={originOf(question, answer)}
        note={total === undefined ? undefined : notes(total).join(language === 'zh' ? '' : ' ')}
        table={{
          columns: [
            { key: 'label', label: t('services.set.measure') },
            {
              ...rateColumn('value', t('services.set.value')),
              text: value => lines.find(line => line.value === value)?.text ?? String(value),
            },
            { key: 'part', label: t('services.set.hits'), align: 'right' },
            { key: 'whole', label: t('services.set.base'), align: 'right' },
            ...(compared
              ? [rateColumn('national', nationalLabel), { key: 'compare', label: t('services.set.compare') }]
              : []),
          ],
          rows: lines.map(line => ({
            label: line.label,
            value: line.value,
            part: line.part,
            whole: line.whole,
            national: line.national,
            compare: line.missing ?? comparedText(line, texts),
          })),
        }}
      >
        <div className="services-scroll">
          <table className="services-measures">
            <thead>
              <tr>
                <th scope="col">{t('services.set.measure')}</th>
                <th scope="col" data-number>
                  {t('services.set.value')}
                </th>
                <th scope="col" data-number data-quiet data-wide>
                  {t('services.set.of')}
                </th>
                {compared && (
                  <th scope="col" data-number data-wide>
                    {t('services.set.national')}
                  </th>
                )}
                {compared && <th scope="col">{t('services.set.compare')}</th>}
                <td />
              </tr>
            </thead>
            <tbody>
              {lines.map((line, i) => (
                <tr key={line.key} data-measure={line.key} data-chosen={line.key === chosen || undefined}>
                  <th scope="row">
                    <button type="button" aria-pressed={line.key === chosen} onClick={() => choose(line.key)}>
                      {line.label}
                    </button>
                  </th>
                  {line.missing !== null ? (
                    <td colSpan={compared ? 4 : 2} className="services-missing">
                      {line.missing}
                    </td>
                  ) : (
                    <>
                      <td data-number data-value={line.value ?? ''}>
                        {line.text}
                      </td>
                      <td
                        data-number
                        data-quiet
                        data-wide
                      >{`${formats.count(line.part)} / ${formats.count(line.whole)}`}</td>
                      {compared && (
                        <td data-number data-wide>
                          {line.national === null ? '' : `${formats.fixed(line.national * 100, 2)}%`}
                        </td>
                      )}
                      {compared && <td data-side={sideOf(line)}>{comparedText(line, texts)}</td>}
                    </>
                  )}
                  <td>
                    {line.missing === null && measures[i] !== undefined && (
                      <Link
                        to={rowsOf(table, measures[i].subset, url.choices)}
                        aria-label={t(
                          measures[i].shows === 'missed' ? 'services.set.open.what' : 'services.set.open.is',
                          { measure: line.label },
                        )}
                      >
                        {t('services.set.open')}
                      </Link>
                    )}
                  </td>
                </tr>
              ))}
              {now !== undefined && knowsNow(table, profile) && now.undated < Math.max(1, now.open) && (
                <NowRows table={table} now={now} columns={compared ? 6 : 4} services={services} asOf={profile.asOf} />
              )}
            </tbody>
          </table>
        </div>
      </Card>
      <ChartFrame
        id={`service-trend-${table}`}
        title={t('services.set.trend', { measure: label })}
        subtitle={[
          measure?.national === undefined
            ? t('services.set.trend.plain')
            : t('services.set.trend.sub', { compare: nationalLabel }),
          ...(floor === null ? [] : [t('services.set.trend.floor', { floor: formats.rate(floor) })]),
        ].join(' · ')}
        state={unknown === null ? state : 'empty'}
        empty={unknown === null ? empty : <EmptyState text={unknown} />}
        origin={originOf(question, answer)}
        chart={chart}
        table={{
          columns: [
            { key: 'start', label: t('overview.trend.start') },
            rateColumn('value', label),
            { key: 'numerator', label: t('services.set.hits'), align: 'right' },
            { key: 'denominator', label: t('services.set.base'), align: 'right' },
            ...(measure?.national === undefined ? [] : [rateColumn('compare', nationalLabel)]),
            { key: 'partial', label: t('overview.trend.partial') },
          ],
          rows: months.map(month => ({ ...month, partial: month.partial ? t('words.yes') : '' })),
        }}
      />
    </div>
  )
}

/** Where the axis begins where all rates are high, 0-1; null: at zero. */
function floorOf(months: readonly { readonly value: number | null; readonly compare: number | null }[]): number | null {
  const values = months.flatMap(({ value, compare }) => [value, compare].filter(each => each !== null))
  const lowest = Math.min(...values)
  return values.length === 0 || lowest < 0.7 ? null : Math.max(0, Math.floor((lowest - 0.01) * 20) / 20)
}

/** What rounds to 0.0 points is no difference to a reader. */
const sideOf = ({ value, national }: Line): 'above' | 'below' | 'equal' | undefined =>
  value === null || national === null
    ? undefined
    : Math.abs(value - national) < 0.0005
      ? 'equal'
      : value > national
        ? 'above'
        : 'below'

/** Against the nation in words, with a mark; of publication also the list that it is on. */
function comparedText(line: Line, { t, formats }: Texts): string {
  const side = sideOf(line)
  if (side === undefined) return ''
  const points = formats.points(Math.abs((line.value ?? 0) - (line.national ?? 0)))
  const text = t(`services.set.${side}`, { points })
  if (line.key !== 'published' || line.value === null) return text
  const list = line.value >= redList ? 'red' : line.value < blackList ? 'black' : 'middle'
  return `${text} · ${t(`services.set.${list}`)}`
}
