import { useTexts } from '../../i18n'
import type { Scorecard } from '../../risk/scorecard'
import { ErrorNote } from '../../ui/ErrorNote'
import { Skeleton } from '../../ui/Skeleton'
import { type CardFindings, useCardFindings, useCardWindow } from './useCardWindow'
import type { WindowVisits } from './useWindowVisits'

export interface CardBacktestProps {
  readonly from: string
  readonly to: string
  readonly visits: WindowVisits
  readonly before: Scorecard
  readonly after: Scorecard
  readonly names: readonly [string, string]
}

/** How well both cards would have ordered the visits of a past window; weights follow at once. */
export function CardBacktest({ from, to, visits, before, after, names }: CardBacktestProps) {
  const { t, formats } = useTexts()
  const same = JSON.stringify(before.settings) === JSON.stringify(after.settings)
  const drawn = useCardWindow(from, visits.visits, after.settings)
  // Two of the same settings share what is read.
  const other = useCardWindow(from, visits.visits, before.settings, !same && before.model === undefined)
  const now = useCardFindings(drawn.window, after)
  const then = useCardFindings(same ? drawn.window : other.window, before)
  const error = visits.error ?? drawn.error ?? other.error
  const share = same ? drawn.share : (drawn.share + other.share) / 2
  return (
    <section className="ui-card">
      <h2>{t('model.backtest')}</h2>
      <p className="model-sub">
        {t('model.backtest.sub', {
          window: formats.window({ from, to }),
          n: formats.count(visits.visits?.length ?? null),
        })}
      </p>
      {error !== null ? (
        <ErrorNote
          what={t('model.backtest.failed')}
          detail={error.message}
          onRetry={() => {
            for (const each of [visits, drawn, other]) if (each.error !== null) each.retry()
          }}
        />
      ) : now === null ? (
        <Skeleton />
      ) : (
        <>
          <FindingsTable
            rows={[
              { name: names[0], found: before.model === undefined ? then : null },
              { name: names[1], found: now },
            ]}
          />
          <p className="model-note">
            {before.model !== undefined
              ? t('model.backtest.learned')
              : now.whole && then?.whole
                ? t('model.backtest.whole')
                : t('model.backtest.reading', { share: formats.rate(share) })}
          </p>
          {!(now.whole && (then?.whole ?? true)) && <progress className="model-progress" value={share} max={1} />}
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
            <td>{formats.number(found?.daysEarlier, 1)}</td>
            <td>{formats.number(found?.auc, 3)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
