import type { AnswerTable } from '../../engine/engine'
import type { TableData, TableValue } from '../../ui/table'

const numeric = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DECIMAL\b.*|DOUBLE|FLOAT|REAL|BIGNUM)$/

export const isNumeric = (type: string): boolean => numeric.test(type)

/** A type as it stands under a name: the words of an ENUM are left out. */
export const shortType = (type: string): string => type.replace(/ENUM\((?:'(?:[^']|'')*'(?:, )?)*\)/g, 'ENUM')

export const keyOf = (column: number): string => `c${column}`

/** The answer as rows by key, for tables and exports; a text of digits becomes a number where a number is the same. */
export function tableData(answer: AnswerTable): TableData {
  const taken = new Map<string, number>()
  const columns = answer.columns.map(({ name, type }, i) => {
    const before = taken.get(name) ?? 0
    taken.set(name, before + 1)
    return {
      key: keyOf(i),
      label: before === 0 ? name : `${name}_${before}`,
      align: isNumeric(type) ? ('right' as const) : ('left' as const),
    }
  })
  const numbers = answer.columns.map(({ type }) => isNumeric(type))
  const rows = answer.rows.map(values =>
    Object.fromEntries(values.map((value, i) => [keyOf(i), numbers[i] ? numberIfSame(value) : value])),
  )
  return { columns, rows }
}

/** `1.50` is 1.5; `0.1234567890123456789` stays text. */
function numberIfSame(value: TableValue): TableValue {
  if (typeof value !== 'string' || !/^-?\d+(\.\d+)?$/.test(value)) return value
  const plain = value.includes('.') ? value.replace(/\.?0+$/, '') : value
  return String(Number(value)) === plain ? Number(value) : value
}
