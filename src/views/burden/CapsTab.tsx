import { useCallback, useMemo } from 'react'
import { useChoices } from '../../filters/useChoices'
import { wordLabel } from '../../i18n'
import { spreadOf } from '../../insight/burden/burden'
import { useFrameState, useOrigin } from '../../parts/frame'
import { NoRows } from '../../parts/NoRows'
import { useFilterNames } from '../../parts/useFilterNames'
import {
  burdenedColumns,
  burdenedCount,
  burdenedPage,
  departmentBurden,
  exemptKinds,
  visitSpread,
} from '../../queries/burden'
import { capYear, leftAside } from '../../queries/burdenVisits'
import { Card } from '../../ui/Card'
import { EmptyState } from '../../ui/EmptyState'
import { PlainTable } from '../../ui/PlainTable'
import { RankedList } from '../../ui/RankedList'
import { useChartTheme } from '../../ui/useChartTheme'
import { useReady } from '../../ui/useReady'
import { BusinessList } from './BusinessList'
import { notFilteredBy, numbers, sentences, stated } from './burdenTexts'
import type { Burden } from './useBurden'
import { useFirstRows } from './useFirstRows'

const mostVisits = { column: 'visits', descending: true } as const

/** Visits of the year that ends with the window, against the caps. */
export function CapsTab({ burden }: { readonly burden: Burden }) {
  const { filters, caps, profile, texts } = burden
  const { t, formats } = texts
  const names = useFilterNames()
  const year = useMemo(() => capYear(filters.window), [filters.window])
  const window = formats.window(year)
  const question = useMemo(() => burdenedCount(filters, caps), [filters, caps])
  const page = useCallback<Parameters<typeof BusinessList>[0]['page']>(
    (sort, part) => burdenedPage(filters, caps, sort, part),
    [filters, caps],
  )
  const first = profile.spans.inspections?.first
  const capped = caps.inAll !== null || caps.perDepartment !== null
  const columns = useMemo(
    () =>
      burdenedColumns.filter(
        name => burden.by === 'departments' || !['most', 'departments', 'by_department'].includes(name),
      ),
    [burden.by],
  )
  return (
    <div className="burden-grid">
      <Spread burden={burden} window={window} />
      <Departments burden={burden} window={window} />
      <Exempt burden={burden} window={window} />
      <BusinessList
        burden={burden}
        id="burden-above"
        title={t(capped ? 'burden.above' : 'burden.above.uncapped')}
        subtitle={t(capped ? 'burden.above.sub' : 'burden.above.uncapped.sub', { window })}
        note={sentences(
          [
            notFilteredBy(leftAside(filters), names, texts),
            filters.departments.length > 0 && t('burden.byDepartments'),
            first !== undefined && first > year.from && t('burden.shortYear', { day: formats.day(first) }),
          ],
          texts,
        )}
        none={t('burden.above.none')}
        count={question}
        columns={columns}
        usual={mostVisits}
        page={page}
      />
    </div>
  )
}

interface PartProps {
  readonly burden: Burden
  readonly window: string
}

function Spread({ burden, window }: PartProps) {
  const { filters, caps, texts } = burden
  const { t, formats } = texts
  const url = useChoices()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const colour = useChartTheme().colours.classes[3]
  const question = useMemo(() => visitSpread(filters, caps), [filters, caps])
  const answer = useFirstRows(question)
  useReady(answer.live)
  const spread = useMemo(() => spreadOf(answer.rows ?? [], caps), [answer.rows, caps])
  const all = spread.bars.reduce((sum, bar) => sum + bar.businesses, 0)
  const named = answer.rows?.some(row => row.named > 0) ?? false
  const label = (visits: number, open: boolean): string =>
    t(open ? 'burden.spread.open' : 'burden.spread.times', { n: visits })
  return (
    <Card
      id="burden-spread"
      title={t('burden.spread')}
      subtitle={t('burden.spread.sub', { window })}
      state={answer.rows?.length === 0 ? 'empty' : stateOf(answer)}
      empty={<NoRows url={url} table="entities" text={t('burden.noBusinesses')} />}
      origin={originOf(question, answer)}
      note={sentences(
        [
          t('burden.spread.note', { exempt: formats.count(spread.exempt) }),
          caps.inAll === null && t('burden.noCap.note'),
          caps.perDepartment === null
            ? undefined
            : t(named ? 'burden.level.note' : 'burden.level.none', { cap: caps.perDepartment }),
        ],
        texts,
      )}
      table={{
        columns: [
          numbers('visits', t('burden.column.visits'), formats.count),
          numbers('businesses', t('burden.businesses'), formats.count),
          numbers('share', t('burden.share'), formats.rate),
          {
            key: 'above',
            label: t('burden.spread.above'),
            text: value => t(value === true ? 'words.yes' : 'words.no'),
          },
        ],
        rows: spread.bars.map(({ visits, businesses, above }) => ({
          visits,
          businesses,
          share: all === 0 ? null : businesses / all,
          above: caps.inAll === null ? null : above,
        })),
      }}
    >
      <p className="burden-says">
        {spread.aboveAll === null
          ? t('burden.spread.uncapped', {
              visited: formats.count(spread.visited),
              visits: formats.count(spread.visits),
            })
          : t('burden.spread.says', {
              visited: formats.count(spread.visited),
              above: formats.count(spread.aboveAll),
              share: formats.rate(spread.visited === 0 ? null : spread.aboveAll / spread.visited),
              cap: caps.inAll,
            })}
      </p>
      <RankedList
        label={t('burden.spread')}
        nameLabel={t('burden.column.visits')}
        ranked={false}
        columns={[{ label: t('burden.businesses') }, { label: t('burden.share'), quiet: true }]}
        items={spread.bars.map(bar => ({
          key: String(bar.visits),
          name: label(bar.visits, bar.open),
          value: bar.businesses,
          ...(bar.above && { colour }),
          cells: [formats.count(bar.businesses), formats.rate(all === 0 ? null : bar.businesses / all)],
        }))}
      />
    </Card>
  )
}

function Departments({ burden, window }: PartProps) {
  const { filters, caps, texts } = burden
  const { t, formats } = texts
  const names = useFilterNames()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const question = useMemo(() => departmentBurden(filters, caps), [filters, caps])
  const answer = useFirstRows(question)
  const rows = answer.rows ?? []
  const none = !rows.some(row => row.department !== null)
  const above = (n: number, cap: number | null): number | null => (cap === null ? null : n)
  return (
    <Card
      id="burden-departments"
      title={t('burden.departments')}
      subtitle={t('burden.departments.sub', { window })}
      state={answer.rows !== undefined && none ? 'empty' : stateOf(answer)}
      empty={<EmptyState text={t(rows.length === 0 ? 'burden.noVisits.year' : 'burden.noDepartments')} />}
      origin={originOf(question, answer)}
      note={sentences(
        [
          t('burden.departments.note'),
          notFilteredBy(filters.departments.length > 0 ? ['departments'] : [], names, texts),
        ],
        texts,
      )}
      table={{
        columns: [
          { key: 'department', label: t('burden.department') },
          numbers('visits', t('burden.column.visits'), formats.count),
          numbers('exempt', t('burden.column.exempt'), formats.count),
          numbers('businesses', t('burden.businesses'), formats.count),
          numbers('above_department', t('burden.departments.own'), formats.count),
          numbers('above_all', t('burden.departments.all'), formats.count),
        ],
        rows: rows.map(row => ({
          ...row,
          department: stated(row.department, texts),
          above_department: above(row.above_department, caps.perDepartment),
          above_all: above(row.above_all, caps.inAll),
        })),
      }}
    >
      <RankedList
        label={t('burden.departments')}
        nameLabel={t('burden.department')}
        ranked={false}
        columns={[
          { label: t('burden.column.visits') },
          { label: t('burden.column.exempt'), quiet: true },
          ...(caps.perDepartment === null ? [] : [{ label: t('burden.departments.own') }]),
          ...(caps.inAll === null ? [] : [{ label: t('burden.departments.all') }]),
        ]}
        items={rows.map(row => ({
          key: row.department ?? '',
          name: stated(row.department, texts),
          value: row.visits,
          cells: [
            formats.count(row.visits),
            formats.count(row.exempt),
            ...(caps.perDepartment === null ? [] : [formats.count(row.above_department)]),
            ...(caps.inAll === null ? [] : [formats.count(row.above_all)]),
          ],
        }))}
      />
    </Card>
  )
}

function Exempt({ burden, window }: PartProps) {
  const { filters, texts } = burden
  const { t, language, formats } = texts
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const question = useMemo(() => exemptKinds(filters), [filters])
  const answer = useFirstRows(question)
  const table = {
    columns: [
      { key: 'type', label: t('burden.exempt.type') },
      { key: 'reason', label: t('burden.exempt.reason') },
      numbers('rows', t('burden.rows'), formats.count),
    ],
    rows: (answer.rows ?? []).map(({ type, reason, rows }) => ({
      type: wordLabel('inspection_type', type, language),
      reason,
      rows,
    })),
  }
  return (
    <Card
      id="burden-exempt"
      className="burden-wide"
      title={t('burden.exempt')}
      subtitle={t('burden.exempt.sub', { window })}
      state={answer.rows?.length === 0 ? 'empty' : stateOf(answer)}
      empty={<EmptyState text={t('burden.exempt.none')} />}
      origin={originOf(question, answer)}
      note={sentences(
        [
          t('burden.exempt.note'),
          !burden.profile.filled.inspections.includes('cap_exempt_reason') && t('burden.exempt.noReasons'),
        ],
        texts,
      )}
      table={table}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="burden-scroll" tabIndex={0} aria-label={t('burden.exempt')}>
        <PlainTable data={table} caption={t('burden.exempt')} />
      </section>
    </Card>
  )
}
