import { useEffect, useState } from 'react'
import { featureLabel, featureValue, useTexts } from '../i18n'
import type { AsOf } from '../risk/factsSql'
import type { FeatureShare } from '../risk/model/predict'
import { coefficientOf, type RiskModel } from '../risk/model/riskModel'
import { DeviationBar } from '../ui/DeviationBar'
import { ErrorNote } from '../ui/ErrorNote'
import { useRiskScheme } from './riskScheme'
import './parts.css'

export interface ModelBarsProps {
  readonly model: RiskModel
  readonly entity: number
  readonly at: AsOf
  /** 100 times the probability; null where it is not known. */
  readonly score: number | null
}

/** Fewer points are not worth a line. */
const leastPoints = 0.05

/** What makes up a learned model's score of a business: points of each feature against the average business. */
export function ModelBars({ model, entity, at, score }: ModelBarsProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const { explain } = useRiskScheme()
  const [shares, setShares] = useState<readonly FeatureShare[] | null | undefined>(undefined)
  const [failed, setFailed] = useState<string | null>(null)
  const [tries, setTries] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks again
  useEffect(() => {
    let gone = false
    setFailed(null)
    setShares(undefined)
    explain(model, at, entity).then(
      found => !gone && setShares(found),
      (error: unknown) => !gone && setFailed(error instanceof Error ? error.message : String(error)),
    )
    return () => {
      gone = true
    }
  }, [explain, model, at, entity, tries])
  const shown = (shares ?? []).filter(({ points }) => Math.abs(points) >= leastPoints)
  const most = Math.max(1, ...shown.map(({ points }) => Math.abs(points)))
  return (
    <section className="parts-model">
      <h3>{t('risk.foretold')}</h3>
      <p className="parts-note">{t('risk.foretold.sub', { name: model.name, score: formats.number(score, 1) })}</p>
      {failed !== null ? (
        <ErrorNote what={t('risk.foretold')} detail={failed} onRetry={() => setTries(now => now + 1)} />
      ) : shares === undefined ? (
        <p className="parts-note" role="status">
          {t('risk.foretold.waiting')}
        </p>
      ) : shares === null ? (
        <p className="parts-note">{t('risk.foretold.absent')}</p>
      ) : (
        <ul aria-label={t('risk.foretold')}>
          {shown.map(({ key, points, value }) => (
            <li key={key}>
              <span>
                {featureLabel(key, texts)}{' '}
                <small>{featureValue(key, value, points, coefficientOf(model, key), texts)}</small>
              </span>
              <DeviationBar value={points} most={most} />
              <b>
                {points > 0 ? '+' : ''}
                {formats.number(points, 1)}
              </b>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
