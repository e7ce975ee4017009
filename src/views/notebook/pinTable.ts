import type { Texts } from '../../i18n'
import type { Pin } from '../../insight/notebook/pin'
import type { TableData } from '../../ui/table'
import type { PinAnswers } from './usePinAnswers'

/** The figure then, of the same days now, now, and on the day of an expectation: what is exported. */
export function pinTable(pin: Pin, answers: PinAnswers, { t, formats }: Texts): TableData {
  const day = (value: unknown): string => formats.day(String(value))
  const row = (
    what: string,
    window: Pin['window'],
    { value, numerator, denominator }: Pick<Pin, 'value' | 'numerator' | 'denominator'>,
  ) => ({ what, from: window.from, to: window.to, value, numerator, denominator })
  const rows = [row(t('notebook.pinned'), pin.window, pin)]
  if (answers.sameDays !== null) rows.push(row(t('notebook.sameDays'), pin.window, answers.sameDays.figure))
  if (answers.now !== null) rows.push(row(t('notebook.now'), answers.now.window, answers.now.figure))
  if (answers.judged !== null && answers.judged !== answers.now)
    rows.push(row(t('notebook.judged'), answers.judged.window, answers.judged.figure))
  return {
    columns: [
      { key: 'what', label: t('notebook.what') },
      { key: 'from', label: t('notebook.from'), text: day },
      { key: 'to', label: t('notebook.to'), text: day },
      { key: 'value', label: t('notebook.value'), align: 'right' },
      { key: 'numerator', label: t('notebook.numerator'), align: 'right' },
      { key: 'denominator', label: t('notebook.denominator'), align: 'right' },
    ],
    rows,
  }
}
