import { missingText, useTexts } from '../../i18n'
import { type ComparedDays, type Comparison, changeOf } from '../../insight/comparison'
import { deltaOf, figureText } from '../../parts/figureTexts'
import { ChangeMark } from '../../ui/ChangeMark'
import type { ComparedFigure } from './useComparison'

export interface ChangeCellProps {
  readonly compared: ComparedFigure | undefined
  readonly kind: Comparison
  readonly days: ComparedDays
}

/** One figure against one window: how far it moved, and what it was; or why that cannot be told. */
export function ChangeCell({ compared, kind, days }: ChangeCellProps) {
  const texts = useTexts()
  const { t, language, formats } = texts
  if (compared === undefined || compared.figure === null)
    return compared?.error ? <small>{t('overview.failed')}</small> : <i className="changes-wait" />
  const { figure, why } = compared
  if (figure.missing !== null) return <small>–</small>
  if (why === 'by_share') return <small>{t('overview.highRisk.byShare')}</small>
  const change = changeOf(figure, days)
  const delta = deltaOf(figure, days, kind, texts)
  if (typeof change === 'string' || delta === undefined)
    return (
      <small>
        {change === 'zero_before'
          ? t('changes.zeroBefore')
          : figure.before === null
            ? missingText('no_compare', language)
            : t('why.no.no_days')}
      </small>
    )
  const before = figureText({ key: figure.key, value: figure.before }, formats)
  const daily = (value: number | null, of: number): string => formats.fixed((value ?? 0) / of, 1)
  return (
    <>
      <ChangeMark {...delta} />
      <small>
        {change.perDay
          ? t('changes.perDay', {
              before,
              was: daily(figure.before, days.before),
              is: daily(figure.value, days.now),
            })
          : t('changes.was', { before })}
      </small>
    </>
  )
}
