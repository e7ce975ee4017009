import { featureLabel, featureValue, useTexts } from '../i18n'
import type { FeatureShare } from '../risk/model/predict'
import { coefficientOf, type RiskModel } from '../risk/model/riskModel'
import { DeviationBar } from '../ui/DeviationBar'

/** Fewer points are not worth a line. */
const leastPoints = 0.05
/** On paper; the style sheet hides the others. */
const mostPrinted = 8

/** Points of each feature against the average business; those without a value, which score as the mean, by their names. */
export function ModelShares({
  model,
  shares,
}: {
  readonly model: RiskModel
  readonly shares: readonly FeatureShare[]
}) {
  const texts = useTexts()
  const { t, formats, language } = texts
  const shown = shares.filter(({ points }) => Math.abs(points) >= leastPoints)
  const missing = shares.filter(({ value }) => value === null).map(({ key }) => featureLabel(key, texts))
  const most = Math.max(1, ...shown.map(({ points }) => Math.abs(points)))
  return (
    <>
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
      {shown.length > mostPrinted && (
        <p className="parts-note parts-print">
          {t('risk.foretold.more', { n: formats.count(shown.length - mostPrinted) })}
        </p>
      )}
      {missing.length > 0 && (
        <p className="parts-note">
          {t('risk.foretold.missing', { names: missing.join(language === 'zh' ? '、' : ', ') })}
        </p>
      )}
    </>
  )
}
