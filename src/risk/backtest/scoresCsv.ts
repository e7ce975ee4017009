import { dayText } from '../../engine/civilTimes'
import type { Backtest } from './backtest'

/** The scores of the window as CSV: `inspection_id,date,critical,score`, in the actual order. */
export function scoresCsv({ outcomes, scores }: Backtest): string {
  const lines = outcomes.map(({ id, day, critical }, i) => `${cell(id)},${dayText(day)},${critical},${scores[i]}`)
  return ['inspection_id,date,critical,score', ...lines, ''].join('\n')
}

/** An id as a cell: one that a spreadsheet would take for a formula gets a quotation mark before it. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
