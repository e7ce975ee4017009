import { useNavigate } from 'react-router'
import type { Profile } from '../../extracts/report'
import { meetsTarget } from '../../extracts/targets'
import { notRestricting } from '../../filters/filters'
import { changedSearch } from '../../filters/useChoices'
import { missingText, useTexts } from '../../i18n'
import { figureText } from '../../parts/figureTexts'
import { useOrigin } from '../../parts/frame'
import type { ServiceTable } from '../../parts/leagueWords'
import { useFilterNames } from '../../parts/useFilterNames'
import type { Subset } from '../../queries/rows'
import { KpiTile } from '../../ui/KpiTile'
import type { ServicesContext } from './contracts'
import { rowsOf } from './links'
import { complaintMeasures, knowsNow, lacking, type Measure, permitMeasures, shareOf } from './measures'
import type { Services } from './useServices'

export interface ServiceTilesProps {
  readonly services: Services
  readonly profile: Profile
  readonly context: ServicesContext
}

/** Six figures: what was in time, what is late now, what is due next. Each leads to its rows. */
export function ServiceTiles({ services, profile, context: { targets } }: ServiceTilesProps) {
  const { t, language, formats } = useTexts()
  const navigate = useNavigate()
  const originOf = useOrigin()
  const names = useFilterNames()
  const { url, asked, permits, complaints, now } = services
  const { count, rate, number } = formats
  const open = (table: ServiceTable, subset: Subset) => () => void navigate(rowsOf(table, subset, url.choices))
  const beside = (table: ServiceTable) => {
    const keys = notRestricting(asked.filters, table)
    return keys.length > 0 ? { note: t('overview.notFiltered', { filters: names(keys) }) } : {}
  }
  const reason = (key: string | null) => (key === null ? {} : { missing: missingText(key, language), missingKey: key })

  /** A share of the window. */
  const share = <Row,>(
    list: readonly Measure<Row>[],
    key: Measure<Row>['key'],
    table: ServiceTable,
    answer: { readonly rows: readonly Row[] | undefined; readonly older: boolean },
    nothing: string,
  ) => {
    const measure = list.find(each => each.key === key)
    const total = answer.rows?.[0]
    const value = measure === undefined ? null : shareOf(measure, total)
    const without = measure === undefined ? null : lacking(measure, table, profile, targets)
    const why = without ?? (total !== undefined && value === null ? nothing : null)
    return {
      value: why === null ? value : null,
      text: rate(value),
      spark: [],
      loading: total === undefined && why === null,
      updating: answer.older,
      ...beside(table),
      ...reason(why),
    }
  }
  const target = (key: 'permits_on_time' | 'closed_on_time', value: number | null) => {
    const bound = targets.figures[key]
    const met = meetsTarget(value, bound)
    if (bound === undefined || met === null) return {}
    return {
      // Beside "at least 95.0%" 94.98% is not 95.0%.
      text: figureText({ key, value }, formats, bound.atMost ?? bound.atLeast),
      target: { text: `${bound.atMost === null ? '≥' : '≤'} ${rate(bound.atMost ?? bound.atLeast)}`, met },
    }
  }
  /** What is past its time on the as-of day. */
  const late = (table: ServiceTable, begins: string, subset: Subset) => {
    const state = now.rows?.find(row => row.table === table)
    const undated = state !== undefined && state.open > 0 && state.undated === state.open
    const why =
      profile.rows[table] === 0
        ? `no_table:${table}`
        : !profile.filled[table].includes(begins)
          ? `no_input:${begins}`
          : undated
            ? table === 'complaints' ? 'no_due' : 'no_limit' // biome-ignore format: two words
            : null
    const foot = t(table === 'permits' ? 'services.tile.now.foot' : 'services.tile.complaints_now.foot', {
      near: count(state?.near),
      open: count(state?.open),
    })
    const without =
      state === undefined || state.undated === 0 ? [] : [t('services.tile.undated', { n: count(state.undated) })]
    return {
      value: why === null ? (state?.overdue ?? null) : null,
      text: count(state?.overdue),
      unit: t('services.tile.cases'),
      spark: [],
      foot: [foot, ...without],
      loading: now.rows === undefined && why === null,
      updating: now.older,
      origin: originOf(asked.now, now),
      onOpen: open(table, subset),
      ...beside(table),
      ...reason(why),
    }
  }
  const done = permits.rows?.[0]
  const met = complaints.rows?.[0]
  // Of a window without any row that is the reason, whatever else its rows would lack.
  const pairless = done?.permits === 0 ? 'no_rows' : 'no_pairs'
  const onTime = share(permitMeasures, 'on_time', 'permits', permits, pairless)
  const speed = share(permitMeasures, 'speed', 'permits', permits, done?.decided ? 'no_limit' : pairless)
  const closed = share(
    complaintMeasures,
    'closed',
    'complaints',
    complaints,
    met?.complaints === 0 ? 'no_rows' : 'none_due',
  )
  const mean = (days: number | undefined): string =>
    number(days === undefined || !done?.timed ? null : days / done.timed, 1)
  const soon = (table: ServiceTable): number => now.rows?.find(row => row.table === table)?.soon ?? 0
  const due = soon('permits') + soon('complaints')
  /** What an extract cannot tell is a dash, not a zero. */
  const dueText = (table: ServiceTable): string => count(knowsNow(table, profile) ? soon(table) : null)
  return (
    <section className="services-tiles" aria-label={t('services.tiles')}>
      <KpiTile
        id="service-permits_on_time"
        label={t('services.tile.permits_on_time')}
        {...onTime}
        {...target('permits_on_time', onTime.value)}
        origin={originOf(asked.permits, permits)}
        foot={[
          t('services.tile.permits_on_time.foot', {
            late: count(done?.late),
            rate: rate(done?.decided ? done.late / done.decided : null),
          }),
        ]}
        onOpen={open('permits', 'permit_late')}
      />
      <KpiTile
        id="service-speed"
        label={t('services.tile.speed')}
        {...speed}
        origin={originOf(asked.permits, permits)}
        foot={[t('services.tile.speed.foot', { actual: mean(done?.actual_days), legal: mean(done?.legal_days) })]}
        onOpen={open('permits', 'permit_timed')}
      />
      <KpiTile
        id="service-permits_now"
        label={t('services.tile.permits_now')}
        {...late('permits', 'accepted_at', 'permit_overdue')}
      />
      <KpiTile
        id="service-closed_on_time"
        label={t('services.tile.closed_on_time')}
        {...closed}
        {...target('closed_on_time', closed.value)}
        origin={originOf(asked.complaints, complaints)}
        foot={[
          t('services.tile.closed_on_time.foot', {
            late: count(met === undefined ? null : met.due - met.closed_on_time),
          }),
        ]}
        onOpen={open('complaints', 'late')}
      />
      <KpiTile
        id="service-complaints_now"
        label={t('services.tile.complaints_now')}
        {...late('complaints', 'received_at', 'overdue')}
      />
      <KpiTile
        id="service-due"
        label={t('services.tile.due')}
        value={now.rows === undefined ? null : due}
        text={count(due)}
        unit={t('services.tile.cases')}
        spark={[]}
        foot={[t('services.tile.due.foot', { permits: dueText('permits'), complaints: dueText('complaints') })]}
        loading={now.rows === undefined}
        updating={now.older}
        origin={originOf(asked.now, now)}
        onOpen={() => void navigate(`/services${changedSearch('?tab=due', () => url.choices)}`)}
      />
    </section>
  )
}
