import type { Texts } from '../../i18n'

/** A confidence in words: sure from 0.9, likely from 0.6. */
export function confidenceWord(confidence: number, t: Texts['t']): string {
  return t(confidence >= 0.9 ? 'extracts.sure' : confidence >= 0.6 ? 'extracts.likely' : 'extracts.unsure')
}

/** A score of quality in words: good from 0.98, fair from 0.9. */
export function scoreWord(score: number | null, t: Texts['t']): string {
  if (score === null) return t('extracts.score.none')
  return t(score >= 0.98 ? 'extracts.score.good' : score >= 0.9 ? 'extracts.score.fair' : 'extracts.score.poor')
}

/** A list as the language writes it. */
export const listed = (texts: readonly string[], language: Texts['language']): string =>
  texts.join(language === 'zh' ? '、' : ', ')
