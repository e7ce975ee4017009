import type { MessageKey } from '../../i18n'
import { classLabel, indicatorLabel, overrideLabel, type Texts, wordLabel } from '../../i18n'
import {
  type IndicatorKey,
  indicatorKeys,
  type OverrideKey,
  overrideKeys,
  type RiskClass,
  riskClasses,
} from '../../risk/scorecard'

/** The name of a setting by its place in the settings. */
export function settingLabel(path: string, { t, language }: Texts): string {
  const [first = '', second] = path.split('.')
  if (second === undefined) return t(`model.set.${first}` as MessageKey)
  const of =
    first === 'results' ? wordLabel('result', second, language) : t(`model.set.${first}.${second}` as MessageKey)
  return t('model.set.of', { group: t(`model.set.${first}` as MessageKey), of })
}

/** The name of a field of a card by its path. */
export function fieldLabel(path: string, texts: Texts): string {
  const [first = '', ...rest] = path.split('.')
  const last = rest.at(-1) ?? ''
  const { t } = texts
  if (first === 'weights' && isIndicator(last)) return t('model.field.weight', { name: indicatorLabel(last, texts) })
  if (first === 'overrides' && isOverride(last)) return overrideLabel(last, texts)
  if (first === 'settings') return settingLabel(rest.join('.'), texts)
  if (path === 'thresholds.by') return t('risk.by')
  if (path.startsWith('thresholds.bounds.'))
    return t('model.from', { class: t('risk.class', { letter: riskClasses[Number(last) + 1] ?? '' }) })
  return t('model.field.model')
}

/** A value of a field in words. */
export function fieldText(path: string, value: unknown, texts: Texts): string {
  const { t, formats } = texts
  if (path === 'thresholds.by') return t(value === 'value' ? 'risk.by.value' : 'risk.by.percentile')
  if (path.startsWith('overrides.')) return isClass(value) ? classLabel(value, texts) : t('model.lifting.none')
  if (value === null || value === undefined) return '–'
  return typeof value === 'number' ? formats.number(value, 3) : String(value)
}

const isIndicator = (text: string): text is IndicatorKey => (indicatorKeys as readonly string[]).includes(text)
const isOverride = (text: string): text is OverrideKey => (overrideKeys as readonly string[]).includes(text)
const isClass = (value: unknown): value is RiskClass => (riskClasses as readonly unknown[]).includes(value)
