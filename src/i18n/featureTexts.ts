import type { Texts } from './index'
import type { MessageKey } from './resources'

export const featureLabel = (key: string, { t }: Texts): string => t(`risk.feature.${key}` as MessageKey)

/** A level of a factor; rare ones are pooled. */
export const levelText = (level: string, { t }: Texts): string => (level === '~rare' ? t('risk.feature.rare') : level)

/** What raises a model's score, in words: `Why` of the list. */
export function whyFeature(
  [key, points, value]: readonly [string, number, number | string | null],
  texts: Texts,
): string {
  const { t, formats } = texts
  const name = featureLabel(key, texts)
  const written = typeof value === 'number' ? formats.number(value, 2) : value === null ? null : levelText(value, texts)
  return written === null
    ? t('risk.feature.bare', { name, points: formats.number(points, 1) })
    : t('risk.feature.one', { name, value: written, points: formats.number(points, 1) })
}
