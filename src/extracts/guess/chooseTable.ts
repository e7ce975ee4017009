import { rowKeys, type TableName } from '../../schema'
import type { MappedValues, TableMapping } from './mapTable'
import { needsOfMapping } from './needsOf'
import { knownShare } from './vocabulary'

export interface TableScore {
  readonly table: TableName
  readonly score: number
}

/** Words in the names of files that say what they hold. */
const hints: Readonly<Record<TableName, RegExp>> = {
  permits: /许可|证照|licen[cs]e|permit/i,
  inspections: /检查|抽查|双随机|处罚|inspect|violation/i,
  complaints: /投诉|举报|诉求|工单|热线|12345|12315|complaint|311|service.?request/i,
}

/** Tables by what of them a file fills, best first. */
export function scoreTables(mappings: readonly TableMapping[], path: readonly string[]): TableScore[] {
  const named = usersOf(mappings, why => why !== 'values')
  const all = usersOf(mappings, () => true)
  return mappings
    .map(({ table, mapped }) => {
      const filled = mapped.map(({ column, of, confidence, why }) => {
        if (!of) return 0
        const isKey = column.need === 'required' || rowKeys[table].dates.includes(column.name)
        const words = column.vocabulary ? 2 * knownShare(column.vocabulary, of) : 0
        // A source that every table has a place for says nothing of which one it is; a name says more than a value.
        const users = (why === 'values' ? all : named).get(of.source) ?? 1
        return (confidence * ((isKey ? 3 : 1) + words)) / users
      })
      const missing = needsOfMapping(table, mapped).length
      const hint = hints[table].test(path.join(' ')) ? 2 : 0
      return {
        table,
        score:
          filled.reduce((sum, each) => sum + each, 0) -
          1.5 * missing +
          hint +
          (table === 'inspections' && tellsFindings(mapped) ? 3 : 0),
      }
    })
    .sort((a, b) => b.score - a.score)
}

/** What was found and when: files of inspections carry the licences of the businesses along, never the other way round. */
const tellsFindings = (mapped: readonly MappedValues[]): boolean =>
  mapped.some(({ column, why }) => column.name === 'inspected_on' && why !== 'values') &&
  mapped.some(({ column, of }) => column.name === 'result' && of !== null && knownShare('result', of) >= 0.5)

/** In how many tables each source has a place. */
function usersOf(
  mappings: readonly TableMapping[],
  counts: (why: MappedValues['why']) => boolean,
): Map<string, number> {
  const users = new Map<string, number>()
  for (const { of, why } of mappings.flatMap(({ mapped }) => mapped)) {
    if (of && counts(why)) users.set(of.source, (users.get(of.source) ?? 0) + 1)
  }
  return users
}

/** 0 to 1: how far the best table is ahead of the second. */
export function confidenceOf([best, second]: readonly TableScore[]): number {
  if (!best || best.score <= 0) return 0
  return Math.min(1, Math.max(0, (best.score - Math.max(0, second?.score ?? 0)) / best.score))
}
