import { memo } from 'react'
import { useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { notRestricting } from '../../filters/filters'
import type { ChoicesOfUrl } from '../../filters/useChoices'
import { classLabel, missingText, useTexts } from '../../i18n'
import { riskLink } from '../../parts/figureLinks'
import { useFrameState, useOrigin } from '../../parts/frame'
import { useFilterNames } from '../../parts/useFilterNames'
import type { OverviewQuestions } from '../../queries/overview'
import { visitWithin } from '../../risk/scorecard'
import { Card } from '../../ui/Card'
import { ClassBadge } from '../../ui/ClassBadge'
import { EmptyState } from '../../ui/EmptyState'
import { RankedList } from '../../ui/RankedList'

/** Lines of the list; its table has all of the answer. */
const mostLines = 50

export interface UnvisitedProps {
  readonly asked: OverviewQuestions
  readonly url: ChoicesOfUrl
  /** The rest of the page has its answers: this may ask. */
  readonly may: boolean
  readonly profile: Profile
}

/** Businesses of high risk that wait for a visit longer than their class allows, the longest overdue first. */
export const Unvisited = memo(function Unvisited({ asked, url, may, profile }: UnvisitedProps) {
  const texts = useTexts()
  const { t, language, formats } = texts
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const names = useFilterNames()
  const { unvisited } = asked.later
  const answer = useRows(unvisited, may)
  const rows = answer.rows ?? []
  const all = rows[0]?.of ?? 0
  const untouched = notRestricting(asked.filters, 'entities')
  const limits = { C: formats.count(visitWithin.C), D: formats.count(visitWithin.D) }
  const none =
    profile.rows.inspections === 0 ? missingText('no_table:inspections', language) : t('overview.unvisited.none')
  const notes = [
    ...(all > rows.length ? [t('overview.unvisited.cut', { n: formats.count(rows.length) })] : []),
    ...(untouched.length > 0 ? [t('overview.notFiltered', { filters: names(untouched) })] : []),
  ]
  return (
    <Card
      id="unvisited"
      className="overview-unvisited"
      later
      title={t('overview.unvisited.title')}
      subtitle={
        answer.rows === undefined
          ? t('overview.unvisited.limits', limits)
          : t('overview.unvisited.subtitle', { n: formats.count(all), ...limits })
      }
      controls={
        <a className="ui-link" href={`#${riskLink(url.choices, '?overdue=1&sort=-days_over')}`}>
          {t('overview.unvisited.all')}
        </a>
      }
      state={answer.rows?.length === 0 && !answer.older ? 'empty' : stateOf(answer)}
      empty={<EmptyState text={none} />}
      origin={originOf(unvisited, answer)}
      note={notes.length > 0 ? notes.join(' · ') : undefined}
      table={{
        columns: [
          { key: 'class', label: t('risk.column.class') },
          { key: 'name', label: t('risk.column.entity_name') },
          { key: 'last_visit_on', label: t('risk.column.last_visit_on') },
          { key: 'days_since', label: t('risk.column.days_since'), align: 'right' },
          { key: 'days_over', label: t('overview.unvisited.over'), align: 'right' },
        ],
        rows: rows.map(row => ({
          class: row.class,
          name: row.entity_name,
          last_visit_on: row.last_visit_on,
          days_since: row.days_since,
          days_over: row.days_over,
        })),
      }}
    >
      <RankedList
        label={t('overview.unvisited.title')}
        nameLabel={t('risk.column.entity_name')}
        ranked={false}
        columns={[{ label: t('risk.column.days_since'), quiet: true }, { label: t('overview.unvisited.over') }]}
        items={rows.slice(0, mostLines).map(row => ({
          key: String(row.entity_id),
          name: row.entity_name ?? t('risk.noName'),
          mark: <ClassBadge letter={row.class} title={classLabel(row.class, texts)} />,
          href: url.href(`/business/${row.entity_id}`),
          value: row.days_over,
          cells: [
            row.days_since === null ? t('risk.never') : formats.count(row.days_since),
            formats.count(row.days_over),
          ],
        }))}
      />
    </Card>
  )
})
