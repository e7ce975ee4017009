import { useMemo } from 'react'
import { useTexts } from '../../i18n'
import type { Scorecard } from '../../risk/scorecard'
import { ErrorNote } from '../../ui/ErrorNote'
import { Skeleton } from '../../ui/Skeleton'
import type { ModelServices } from './contracts'
import { failureOf } from './failures'
import { type CardFindings, useCardFindings, useCardWindow } from './useCardWindow'
import { useModelFindings } from './useModelFindings'
import type { WindowVisits } from './useWindowVisits'
import { Warnings } from './Warnings'
import { Working, waiting } from './Working'

export interface CardBacktestProps {
  readonly services: ModelServices
  readonly from: string
  readonly to: string
  readonly visits: WindowVisits
  readonly before: Scorecard
  readonly after: Scorecard
  readonly names: readonly [string, string]
}

/** How well both cards would have ordered the visits of a past window; weights follow at once, a learned model is judged by the workshop. */
export function CardBacktest({ services, from, to, visits, before, after, names }: CardBacktestProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const cards = [before, after].filter(({ model }) => model === undefined).length
  const same = cards === 2 && JSON.stringify(before.settings) === JSON.stringify(after.settings)
  const drawn = useCardWindow(from, visits.visits, after.settings, after.model === undefined)
  // Two of the same settings share what is read.
  const other = useCardWindow(from, visits.visits, before.settings, !same && before.model === undefined)
  const cardNow = useCardFindings(drawn.window, after)
  const cardThen = useCardFindings(same ? drawn.window : other.window, before)
  const learned = [
    useModelFindings(services, from, to, visits.visits, before.model),
    useModelFindings(services, from, to, visits.visits, after.model),
  ] as const
  const then = before.model === undefined ? cardThen : learned[0].found
  const now = after.model === undefined ? cardNow : learned[1].found
  const asked = [visits, drawn, other, ...learned]
  const error = asked.find(each => each.error !== null)?.error ?? null
  // Days to read are of scorecards; a model is there or not.
  const share = cards === 0 || same ? drawn.share : (drawn.share + other.share) / cards
  const reading = [now, then].some(found => found?.whole === false) || (cards > 0 && share < 1)
  const days = useMemo(() => new Set(visits.visits?.map(({ day }) => day)).size, [visits.visits])
  const working = reading
    ? ({ step: 'days', share, of: days } as const)
    : (learned.find(each => each.doing !== null)?.doing ?? null)
  const warnings = learned.flatMap(each => each.warnings).filter(({ kind }) => kind !== 'uninspected')
  return (
    <section className="ui-card">
      <h2>{t('model.backtest')}</h2>
      <p className="model-sub">
        {visits.visits === null
          ? formats.window({ from, to })
          : t('model.backtest.sub', {
              window: formats.window({ from, to }),
              n: formats.count(visits.visits.length),
            })}
      </p>
      {error !== null ? (
        <ErrorNote
          {...failureOf(t('model.backtest.failed'), error, texts)}
          onRetry={() => {
            for (const each of asked) if (each.error !== null) each.retry()
          }}
        />
      ) : now === null && then === null ? (
        <>
          <Skeleton height={78} />
          <Working work={visits.visits === null ? (visits.doing ?? waiting) : working} />
        </>
      ) : (
        <>
          <FindingsTable
            rows={[
              { name: names[0], found: then },
              { name: names[1], found: now },
            ]}
          />
          {reading || now === null || then === null ? (
            <>
              {reading && <p className="model-note">{t('model.backtest.reading')}</p>}
              <Working work={working} />
            </>
          ) : (
            <p className="model-note">{t('model.backtest.whole')}</p>
          )}
          <Warnings warnings={warnings} />
        </>
      )}
    </section>
  )
}

export function FindingsTable({
  rows,
}: {
  readonly rows: readonly {
    readonly name: string
    readonly found: Omit<CardFindings, 'whole'> | null
    readonly strong?: boolean
  }[]
}) {
  const { t, formats } = useTexts()
  return (
    <table className="model-table">
      <thead>
        <tr>
          <th scope="col">{t('model.order')}</th>
          <th scope="col" title={t('model.firstHalf.what')}>
            {t('model.firstHalf')}
          </th>
          <th scope="col" title={t('model.daysEarlier.what')}>
            {t('model.daysEarlier')}
          </th>
          <th scope="col" title={t('model.auc.what')}>
            AUC
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, found, strong }) => (
          <tr key={name} data-strong={strong || undefined}>
            <th scope="row">{name}</th>
            <td>{formats.rate(found?.firstHalf)}</td>
            <td>{formats.fixed(found?.daysEarlier, 1)}</td>
            <td>{formats.fixed(found?.auc, 3)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
