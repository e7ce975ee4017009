import { useCallback, useMemo, useState } from 'react'
import { useChoices } from '../../filters/useChoices'
import { useFrameState, useOrigin } from '../../parts/frame'
import { NoRows } from '../../parts/NoRows'
import { useFilterNames } from '../../parts/useFilterNames'
import {
  type RepeatCount,
  type RepeatKind,
  repeatCounts,
  repeatedColumns,
  repeatedCount,
  repeatedPage,
} from '../../queries/burdenRepeats'
import { leftAside } from '../../queries/burdenVisits'
import { Card } from '../../ui/Card'
import { EmptyState } from '../../ui/EmptyState'
import { RankedList } from '../../ui/RankedList'
import { Segmented } from '../../ui/Segmented'
import { useReady } from '../../ui/useReady'
import { BusinessList } from './BusinessList'
import { notFilteredBy, numbers, sentences, stated } from './burdenTexts'
import { Matrix } from './Matrix'
import { MonthTrend } from './MonthTrend'
import type { Burden } from './useBurden'
import { useFirstRows } from './useFirstRows'

const newest = { column: 'day', descending: true } as const
const groupings = ['industry', 'region'] as const
/** Fewer visits than these say little of a share. */
const few = 20

/** Visits that came soon after another one to the same business. */
export function RepeatsTab({ burden }: { readonly burden: Burden }) {
  const { filters, repeatDays, level, texts } = burden
  const { t, formats } = texts
  const names = useFilterNames()
  const window = formats.window(filters.window)
  const question = useMemo(() => repeatCounts(filters, repeatDays, level), [filters, repeatDays, level])
  const answer = useFirstRows(question)
  useReady(answer.live)
  const [kind, setKind] = useState<RepeatKind>('counted')
  const count = useMemo(() => repeatedCount({ filters, days: repeatDays, kind }), [filters, repeatDays, kind])
  const page = useCallback<Parameters<typeof BusinessList>[0]['page']>(
    (sort, part) => repeatedPage({ filters, days: repeatDays, kind }, sort, part),
    [filters, repeatDays, kind],
  )
  const columns = useMemo(
    () => repeatedColumns.filter(name => burden.by === 'departments' || !/department$/.test(name)),
    [burden.by],
  )
  const months = useMemo(
    () =>
      (answer.rows ?? []).flatMap(row =>
        row.part === 'month' && row.value !== null ? [{ month: row.value, value: row.repeated, of: row.visits }] : [],
      ),
    [answer.rows],
  )
  const props = { burden, question, answer, rows: answer.rows ?? [], window }
  return (
    <div className="burden-grid">
      <Pairs {...props} />
      <Places {...props} />
      <MonthTrend
        burden={burden}
        id="burden-repeats-months"
        title={t('burden.repeats.months')}
        subtitle={t('burden.repeats.months.sub', { window })}
        label={t('burden.repeats.count')}
        ofLabel={t('burden.allVisits')}
        points={months}
        question={question}
        answer={answer}
      />
      <BusinessList
        burden={burden}
        id="burden-repeated"
        title={t('burden.repeats.list')}
        subtitle={t('burden.repeats.list.sub', { days: repeatDays, window })}
        controls={
          <Segmented
            label={t('burden.repeats.kind')}
            value={kind}
            onChange={value => setKind(value)}
            options={(['counted', 'exempt'] as const).map(value => ({
              value,
              label: t(`burden.repeats.kind.${value}`),
            }))}
          />
        }
        note={sentences([t('burden.repeats.note'), notFilteredBy(leftAside(filters), names, texts)], texts)}
        none={t('burden.repeats.none')}
        count={count}
        columns={columns}
        usual={newest}
        page={page}
      />
    </div>
  )
}

interface PartProps {
  readonly burden: Burden
  readonly question: ReturnType<typeof repeatCounts>
  readonly answer: ReturnType<typeof useFirstRows<RepeatCount>>
  readonly rows: readonly RepeatCount[]
  readonly window: string
}

/** Who came after whom. */
function Pairs({ burden, question, answer, rows, window }: PartProps) {
  const { repeatDays, texts } = burden
  const { t, formats } = texts
  const url = useChoices()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const pairs = rows.filter(row => row.part === 'pair')
  const all = rows.find(row => row.part === 'all')
  const holders = useMemo(() => {
    const sums = new Map<string | null, number>()
    for (const row of rows)
      if (row.part === 'pair')
        for (const name of [row.value, row.again]) sums.set(name, (sums.get(name) ?? 0) + row.repeated)
    return [...sums].sort((a, b) => b[1] - a[1]).map(([name]) => ({ key: name ?? '', name: stated(name, texts) }))
  }, [rows, texts])
  const most = Math.max(1, ...pairs.map(row => row.repeated))
  const nameless = pairs.length > 0 && holders.every(holder => holder.key === '')
  const says =
    all && all.visits > 0
      ? t('burden.repeats.says', {
          visits: formats.count(all.visits),
          repeated: formats.count(all.repeated),
          share: formats.rate(all.repeated / all.visits),
          exempt: formats.count(all.exempt),
        })
      : ''
  return (
    <Card
      id="burden-repeat-pairs"
      className="burden-wide"
      title={t('burden.repeats.pairs')}
      subtitle={t('burden.repeats.pairs.sub', { days: repeatDays, window })}
      state={all?.visits === 0 ? 'empty' : stateOf(answer)}
      empty={<NoRows url={url} table="inspections" text={t('burden.noVisits')} />}
      origin={originOf(question, answer)}
      note={nameless ? undefined : t('burden.repeats.pairs.note')}
      table={{
        columns: [
          { key: 'value', label: t('burden.column.before_department') },
          { key: 'again', label: t('burden.column.department') },
          numbers('repeated', t('burden.repeats.count'), formats.count),
          numbers('exempt', t('burden.repeats.exempt'), formats.count),
        ],
        rows: pairs.map(({ value, again, repeated, exempt }) => ({
          value: stated(value, texts),
          again: stated(again, texts),
          repeated,
          exempt,
        })),
      }}
    >
      <p className="burden-says">{says}</p>
      {pairs.length === 0 ? (
        <EmptyState text={t('burden.repeats.none')} />
      ) : nameless ? (
        <EmptyState text={t('burden.noDepartments')} />
      ) : (
        <Matrix
          label={t('burden.repeats.pairs')}
          corner={t('burden.repeats.corner')}
          rows={holders}
          columns={holders}
          cell={(row, column) => {
            const found = pairs.find(pair => (pair.value ?? '') === row && (pair.again ?? '') === column)
            const n = found?.repeated ?? 0
            const [first, second] = [row, column].map(key => (key === '' ? t('words.notStated') : key))
            return {
              shade: n / most,
              text: n === 0 ? '' : formats.count(n),
              title: t('burden.repeats.cell', {
                first,
                second,
                n: formats.count(n),
                exempt: formats.count(found?.exempt ?? 0),
              }),
            }
          }}
        />
      )}
    </Card>
  )
}

/** Where it happens most. */
function Places({ burden, question, answer, rows, window }: PartProps) {
  const { texts, regionName } = burden
  const { t, formats } = texts
  const url = useChoices()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const [by, setBy] = useState<(typeof groupings)[number]>('industry')
  const name = (value: string | null): string =>
    by === 'region' && value !== null ? regionName(value) : stated(value, texts)
  const share = (row: RepeatCount): number => (row.visits === 0 ? 0 : row.repeated / row.visits)
  const own = rows.filter(row => row.part === by && row.visits > 0)
  const rank = ({ value, visits }: RepeatCount): number => (value === null ? 2 : visits < few ? 1 : 0)
  const shown = [...own].sort((a, b) => rank(a) - rank(b) || share(b) - share(a))
  return (
    <Card
      id="burden-repeat-places"
      title={t('burden.repeats.places')}
      subtitle={t('burden.repeats.places.sub', { window })}
      controls={
        <Segmented
          label={t('burden.by')}
          value={by}
          onChange={value => setBy(value)}
          options={groupings.map(value => ({ value, label: t(`burden.by.${value}`) }))}
        />
      }
      state={answer.rows !== undefined && own.length === 0 ? 'empty' : stateOf(answer)}
      empty={<NoRows url={url} table="inspections" text={t('burden.noVisits')} />}
      origin={originOf(question, answer)}
      note={t('burden.few', { n: few })}
      table={{
        columns: [
          { key: 'value', label: t(`burden.by.${by}`) },
          numbers('visits', t('burden.allVisits'), formats.count),
          numbers('repeated', t('burden.repeats.count'), formats.count),
          numbers('share', t('burden.share'), formats.rate),
          numbers('exempt', t('burden.repeats.exempt'), formats.count),
        ],
        rows: shown.map(row => ({
          value: name(row.value),
          visits: row.visits,
          repeated: row.repeated,
          share: share(row),
          exempt: row.exempt,
        })),
      }}
    >
      <RankedList
        label={t('burden.repeats.places')}
        nameLabel={t(`burden.by.${by}`)}
        columns={[{ label: t('burden.share') }, { label: t('burden.repeats.ofVisits'), quiet: true }]}
        items={shown.map(row => ({
          key: row.value ?? '',
          name: name(row.value),
          value: share(row),
          few: row.visits < few,
          cells: [formats.rate(share(row)), `${formats.count(row.repeated)} / ${formats.count(row.visits)}`],
        }))}
      />
    </Card>
  )
}
