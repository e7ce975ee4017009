import type { Texts } from './index'
import type { MessageKey } from './resources'

export const featureLabel = (key: string, { t }: Texts): string => t(`risk.feature.${key}` as MessageKey)

/** A level of a factor; rare ones are pooled. */
export const levelText = (level: string, { t }: Texts): string => (level === '~rare' ? t('risk.feature.rare') : level)

/** Features whose number means something by itself: years, visits, findings. */
const counted: readonly string[] = [
  'years_since',
  'visits',
  'licence_age',
  'last_critical',
  'last_serious',
  'last_minor',
]
/** Features that their name says all of: they hold or not, or are alike for all on a day. */
const named: readonly string[] = ['first_visit', 'no_licence', 'season_cos', 'season_sin', 'drift', 'inspector_unknown']

/**
 * What a business's value of a feature is, in words: a rate that was shrunk and centred is only above or below the
 * average. Empty where the name says all, or nothing is known. `coefficient` is that of the feature.
 */
export function featureValue(
  key: string,
  value: number | string | null,
  points: number,
  coefficient: number,
  texts: Texts,
): string {
  if (value === null || named.includes(key)) return ''
  if (typeof value === 'string') return levelText(value, texts)
  if (counted.includes(key)) return texts.formats.number(value, 1)
  return texts.t(points >= 0 === coefficient >= 0 ? 'risk.feature.above' : 'risk.feature.below')
}

/** What raises a model's score, in words: `Why` of the list. */
export function whyFeature(
  [key, points, value]: readonly [string, number, number | string | null],
  coefficient: number,
  texts: Texts,
): string {
  const { t, formats } = texts
  const name = featureLabel(key, texts)
  const written = featureValue(key, value, points, coefficient, texts)
  return written === ''
    ? t('risk.feature.bare', { name, points: formats.number(points, 1) })
    : t('risk.feature.one', { name, value: written, points: formats.number(points, 1) })
}
