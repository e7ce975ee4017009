import { useMemo } from 'react'
import { Link } from 'react-router'
import { useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { classLabel, useTexts } from '../../i18n'
import { ModelBars } from '../../parts/ModelBars'
import { scoreText } from '../../parts/riskWhy'
import { ScoreBars } from '../../parts/ScoreBars'
import { TimeLine } from '../../parts/TimeLine'
import { useBusiness } from '../../parts/useBusiness'
import { businessName } from '../../queries/business'
import type { AsOf } from '../../risk/factsSql'
import { type Scorecard, withoutModel } from '../../risk/scorecard'
import { ClassBadge } from '../../ui/ClassBadge'
import { ErrorNote } from '../../ui/ErrorNote'
import { Icon } from '../../ui/Icon'
import { Skeleton } from '../../ui/Skeleton'

export interface RiskPanelProps {
  readonly entity: number
  readonly card: Scorecard
  readonly at: AsOf
  readonly profile: Profile
  readonly regions: ReadonlyMap<string, string>
  /** The address of the business's own page. */
  readonly file: string
  onClose(): void
}

/** One business beside the list: what makes up its score, and its rows on one line of time. */
export function RiskPanel({ entity, card, at, profile, regions, file, onClose }: RiskPanelProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const named = useRows(useMemo(() => businessName(entity), [entity]))
  const { risk, rows, explained, absent, error, refetch } = useBusiness(entity, card, at)
  const name = named.older ? undefined : named.rows?.[0]
  return (
    <aside className="risk-panel ui-card" aria-label={t('risk.panel')}>
      <header className="risk-panel-head">
        <div>
          <h2>{name?.entity_name ?? (name === undefined ? '…' : t('risk.noName'))}</h2>
          <p>{[name?.address, name?.industry_name, name?.entity_code].filter(Boolean).join(' · ')}</p>
        </div>
        <button type="button" className="ui-icon-button" aria-label={t('ui.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {error !== null ? (
        <ErrorNote what={t('overview.failed')} detail={error.message} onRetry={refetch} />
      ) : absent ? (
        <p className="parts-note">{t('risk.absent', { day: formats.day(at.day) })}</p>
      ) : risk === null || explained === null || rows === null ? (
        <Skeleton />
      ) : (
        <>
          <p className="risk-panel-score">
            <ClassBadge letter={risk.class} title={classLabel(risk.class, texts)} />
            <strong>{scoreText(risk.score)}</strong>
            <span>
              {t('risk.rank', {
                rank: formats.count(risk.rank),
                of: formats.count(risk.of),
                coverage: formats.rate(risk.coverage),
              })}
            </span>
          </p>
          {card.model !== undefined && <ModelBars model={card.model} entity={entity} at={at} score={risk.score} />}
          <section>
            <h3>{t('risk.bars')}</h3>
            <p className="risk-sub">
              {card.model !== undefined && `${t('risk.bars.beside', { score: formats.number(explained.score, 1) })} `}
              {t('risk.bars.sub')}
            </p>
            <ScoreBars
              explained={explained}
              card={withoutModel(card)}
              at={at}
              filled={profile.filled}
              regions={regions}
            />
          </section>
          <section>
            <h3>{t('risk.line')}</h3>
            <TimeLine rows={rows} at={at} />
          </section>
          <Link className="ui-button" to={file}>
            {t('risk.openFile')}
          </Link>
        </>
      )}
    </aside>
  )
}
