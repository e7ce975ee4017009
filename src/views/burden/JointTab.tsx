import { useCallback, useMemo } from 'react'
import { useFrameState, useOrigin } from '../../parts/frame'
import { useFilterNames } from '../../parts/useFilterNames'
import { jointColumns, jointCount, jointCounts, jointDays, jointPage } from '../../queries/burdenJoint'
import { leftAside } from '../../queries/burdenVisits'
import { Card } from '../../ui/Card'
import { EmptyState } from '../../ui/EmptyState'
import { Segmented } from '../../ui/Segmented'
import { useReady } from '../../ui/useReady'
import { BusinessList } from './BusinessList'
import { notFilteredBy, numbers, sentences } from './burdenTexts'
import { Matrix } from './Matrix'
import { MonthTrend } from './MonthTrend'
import type { Burden } from './useBurden'
import { useFirstRows } from './useFirstRows'
import { useJointDays } from './useJointDays'

const largest = { column: 'size', descending: true } as const

/** Visits of several departments to one business that could have been one. */
export function JointTab({ burden }: { readonly burden: Burden }) {
  const { filters, texts } = burden
  const { t, formats } = texts
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const names = useFilterNames()
  const [days, setDays] = useJointDays()
  const window = formats.window(filters.window)
  const question = useMemo(() => jointCounts(filters, days), [filters, days])
  const answer = useFirstRows(question)
  useReady(answer.live)
  const count = useMemo(() => jointCount(filters, days), [filters, days])
  const page = useCallback<Parameters<typeof BusinessList>[0]['page']>(
    (sort, part) => jointPage(filters, days, sort, part),
    [filters, days],
  )
  const rows = answer.rows ?? []
  const all = rows.find(row => row.part === 'all')
  const pairs = rows.filter(row => row.part === 'pair')
  const months = useMemo(
    () =>
      (answer.rows ?? []).flatMap(row =>
        row.part === 'month' && row.value !== null ? [{ month: row.value, value: row.saved }] : [],
      ),
    [answer.rows],
  )
  const holders = useMemo(() => {
    const sums = new Map<string, number>()
    for (const row of answer.rows ?? [])
      if (row.part === 'pair')
        for (const name of [row.value ?? '', row.other ?? '']) sums.set(name, (sums.get(name) ?? 0) + row.groups)
    return [...sums].sort((a, b) => b[1] - a[1]).map(([name]) => ({ key: name, name }))
  }, [answer.rows])
  const most = Math.max(1, ...pairs.map(row => row.groups))
  const groupsOf = (a: string, b: string): number =>
    pairs.find(pair => (pair.value === a && pair.other === b) || (pair.value === b && pair.other === a))?.groups ?? 0
  if (all?.of === 0)
    return <EmptyState text={t(burden.by === 'tables' ? 'burden.noDepartments' : 'burden.noCountedVisits')} />
  return (
    <div className="burden-grid">
      <Card
        id="burden-joint-pairs"
        className="burden-wide"
        title={t('burden.joint.pairs')}
        subtitle={t('burden.joint.pairs.sub', { days, window })}
        controls={
          <Segmented
            label={t('burden.joint.within')}
            value={String(days)}
            onChange={value => setDays(jointDays.find(each => String(each) === value) ?? days)}
            options={jointDays.map(value => ({ value: String(value), label: t('burden.joint.days', { n: value }) }))}
          />
        }
        state={stateOf(answer)}
        origin={originOf(question, answer)}
        note={t('burden.joint.pairs.note')}
        table={{
          columns: [
            { key: 'value', label: t('burden.joint.first') },
            { key: 'other', label: t('burden.joint.second') },
            numbers('groups', t('burden.joint.groups'), formats.count),
          ],
          rows: pairs.map(({ value, other, groups }) => ({ value, other, groups })),
        }}
      >
        <p className="burden-says">
          {all &&
            t('burden.joint.says', {
              of: formats.count(all.of),
              visits: formats.count(all.visits),
              groups: formats.count(all.groups),
              businesses: formats.count(all.businesses),
              saved: formats.count(all.saved),
              share: formats.rate(all.of === 0 ? null : all.saved / all.of),
            })}
        </p>
        {pairs.length === 0 ? (
          <EmptyState text={t('burden.joint.none')} />
        ) : (
          <Matrix
            label={t('burden.joint.pairs')}
            corner=""
            rows={holders}
            columns={holders}
            cell={(row, column) => {
              if (row === column) return null
              const n = groupsOf(row, column)
              return {
                shade: n / most,
                text: n === 0 ? '' : formats.count(n),
                title: t('burden.joint.cell', { first: row, second: column, n: formats.count(n) }),
              }
            }}
          />
        )}
      </Card>
      <MonthTrend
        burden={burden}
        id="burden-joint-months"
        title={t('burden.joint.months')}
        subtitle={t('burden.joint.months.sub', { window })}
        label={t('burden.joint.saved')}
        points={months}
        question={question}
        answer={answer}
      />
      <BusinessList
        burden={burden}
        id="burden-joint"
        title={t('burden.joint.list')}
        subtitle={t('burden.joint.list.sub', { days, window })}
        note={sentences(
          [
            t('burden.joint.note'),
            filters.departments.length > 0 && t('burden.joint.byDepartments'),
            notFilteredBy(leftAside(filters), names, texts),
          ],
          texts,
        )}
        none={t('burden.joint.none')}
        count={count}
        columns={jointColumns}
        usual={largest}
        page={page}
      />
    </div>
  )
}
