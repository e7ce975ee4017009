import type { Texts } from '../../i18n'
import type { DrawRecord } from '../../plan/record'
import type { Target } from '../../plan/roster'
import { listText } from './shortfallTexts'

/** A line of the list of what was drawn, in the order of the draw. */
export interface VerifyRow {
  readonly [column: string]: string | number | null
  readonly order: number
  readonly id: string
  readonly name: string | null
  readonly by: string
  readonly team: string
}

export function verifyRows(texts: Texts, record: DrawRecord, targets: readonly Target[]): VerifyRow[] {
  const names = new Map(targets.map(({ id, name }) => [id, name]))
  return record.drawn.visits.map(({ target, by, inspectors }, i) => ({
    order: i + 1,
    id: target,
    name: names.get(target) ?? null,
    by: texts.t(`plan.publication.by.${by}`),
    team: inspectors.length === 0 ? texts.t('plan.publication.noTeam') : listText(texts, inspectors),
  }))
}

/** As people type: full-width letters and digits are the usual ones, capitals small, spaces nothing. */
const searched = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')

/** The rows whose id or name holds the text; all of them for none. */
export function foundRows(rows: readonly VerifyRow[], text: string): readonly VerifyRow[] {
  const wanted = searched(text)
  if (wanted === '') return rows
  return rows.filter(
    ({ id, name }) => searched(id).includes(wanted) || (name !== null && searched(name).includes(wanted)),
  )
}
