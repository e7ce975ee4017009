import { overrideLabel, type Texts } from '../../i18n'
import { dayNumber } from '../../risk/dayNumber'
import type { Norms } from '../../risk/explain'
import type { Facts } from '../../risk/facts'

export interface OpenItem {
  readonly text: string
  /** Past its day, or wrong by itself. */
  readonly bad: boolean
}

/** What is open or expires, in words. A finding is open only where the extracts say what was rectified. */
export function openItems(
  facts: Facts,
  { can_rectify: canRectify }: Pick<Norms, 'can_rectify'>,
  today: string,
  texts: Texts,
): OpenItem[] {
  const { t, formats } = texts
  const { overdueDays, unresolved, openComplaints, permitState: state, validTo } = facts
  const items: OpenItem[] = []
  if (overdueDays !== null) {
    const text =
      overdueDays > 0 ? t('risk.reason.overdue', { n: formats.count(overdueDays) }) : t('risk.reason.open_item')
    items.push({ text, bad: overdueDays > 0 })
  } else if (canRectify && unresolved !== null) {
    items.push({ text: overrideLabel('unresolved_critical', texts), bad: true })
  }
  if (openComplaints.length > 0) {
    items.push({ text: t('risk.open.complaints', { n: formats.count(openComplaints.length) }), bad: true })
  }
  const day = formats.day(validTo)
  const n = formats.count(validTo === null ? 0 : dayNumber(validTo) - dayNumber(today))
  if (state !== 'valid') items.push({ text: t(`risk.permit.${state}`, { day, n }), bad: true })
  else if (validTo !== null) items.push({ text: t('risk.permit.until', { day, n }), bad: false })
  return items
}
