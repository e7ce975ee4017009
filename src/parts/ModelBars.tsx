import { useEffect, useState } from 'react'
import { useTexts } from '../i18n'
import type { AsOf } from '../risk/factsSql'
import type { FeatureShare } from '../risk/model/predict'
import type { RiskModel } from '../risk/model/riskModel'
import { ErrorNote } from '../ui/ErrorNote'
import { ModelShares } from './ModelShares'
import { useRiskScheme } from './riskScheme'

export interface ModelBarsProps {
  readonly model: RiskModel
  readonly entity: number
  readonly at: AsOf
  /** 100 times the probability; null where it is not known. */
  readonly score: number | null
}

/** What makes up a learned model's score of a business: points of each feature against the average business. */
export function ModelBars({ model, entity, at, score }: ModelBarsProps) {
  const { t, formats } = useTexts()
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
        <ModelShares shares={shares} model={model} />
      )}
    </section>
  )
}
