import type { Reason } from '../risk/reasons'
import type { IndicatorKey, OverrideKey, RiskClass } from '../risk/scorecard'
import type { Texts } from './index'
import { wordLabel } from './labels'

/** A length of time as people say it: days to two months, months to two years, then years. */
export function agoText(days: number, { t, formats }: Texts): string {
  if (days < 61) return t('risk.ago.days', { n: formats.count(days) })
  if (days < 731) return t('risk.ago.months', { n: formats.count(Math.round(days / 30.4375)) })
  return t('risk.ago.years', { n: formats.number(days / 365.25, 1) })
}

export const indicatorLabel = (key: IndicatorKey, { t }: Texts): string => t(`risk.${key}`)
export const indicatorWhat = (key: IndicatorKey, { t }: Texts): string => t(`risk.${key}.what`)
export const overrideLabel = (key: OverrideKey, { t }: Texts): string => t(`risk.override.${key}`)
export const classLabel = (letter: RiskClass, { t }: Texts): string =>
  t('risk.class.hint', { letter, words: t(`risk.class.${letter}`) })

/** A reason in words. */
export function reasonText(reason: Reason, texts: Texts): string {
  const { t, formats, language } = texts
  switch (reason.kind) {
    case 'override':
      return overrideLabel(reason.key, texts)
    case 'inherent':
      return t(reason.high ? 'risk.reason.inherent.high' : 'risk.reason.inherent')
    case 'last_result': {
      const result = wordLabel('result', reason.result, language)
      return reason.days === 0
        ? t('risk.reason.last_result.now', { result })
        : t('risk.reason.last_result', { result, ago: agoText(reason.days, texts) })
    }
    case 'criticals':
      return t('risk.reason.criticals', { n: formats.count(reason.n), of: formats.count(reason.of) })
    case 'overdue':
      return t('risk.reason.overdue', { n: formats.count(reason.days) })
    case 'repeats':
    case 'complaints':
    case 'substantiated':
    case 'past_due':
    case 'repeated':
      return t(`risk.reason.${reason.kind}`, { n: formats.count(reason.n) })
    case 'unvisited':
    case 'young':
      return t(`risk.reason.${reason.kind}`, { ago: agoText(reason.days, texts) })
    case 'permit':
      return t(`risk.permit.${reason.state}`, { day: formats.day(reason.day), n: formats.count(reason.days ?? 0) })
    default:
      return t(`risk.reason.${reason.kind}`)
  }
}
