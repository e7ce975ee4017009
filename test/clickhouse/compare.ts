/** Answers whose question states no order: they are compared as sets of rows, their lists as sets of pairs. */
const unordered =
  /^(weekly counts|counts of a scan|history |moves of classes|scores$|characters of names|rows of a card|selection by class|risk mix|formula|complaints of null)/

/** Numbers that were added up in another order differ in their last digits. */
const close = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))

export function difference(name: string, duckdb: readonly unknown[], clickhouse: readonly unknown[]): string | null {
  if (duckdb.length !== clickhouse.length) return `${duckdb.length} rows and ${clickhouse.length}`
  const [a, b] = unordered.test(name) ? [sorted(duckdb), sorted(clickhouse)] : [duckdb, clickhouse]
  for (const [i, row] of a.entries()) {
    const found = differ(row, b[i])
    if (found !== null) return `row ${i}${found}`
  }
  return null
}

function differ(a: unknown, b: unknown, at = ''): string | null {
  if (typeof a === 'number' && typeof b === 'number') return close(a, b) ? null : `${at}: ${a} and ${b}`
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object')
    return a === b ? null : `${at}: ${JSON.stringify(a)} and ${JSON.stringify(b)}`
  const [x, y] = [Object.entries(a), Object.entries(b)]
  if (x.map(([key]) => key).join() !== y.map(([key]) => key).join())
    return `${at}: columns ${x.map(([key]) => key).join()} and ${y.map(([key]) => key).join()}`
  for (const [key, value] of x) {
    const found = differ(value, (b as Record<string, unknown>)[key], `${at}.${key}`)
    if (found !== null) return found
  }
  return null
}

function sorted(rows: readonly unknown[]): unknown[] {
  const key = (row: unknown): string =>
    JSON.stringify(row, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(9)) : value))
  return rows.map(inPairs).sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** Lists of a row that belong together, place by place, in one order. */
function inPairs(row: unknown): unknown {
  if (typeof row !== 'object' || row === null) return row
  const lists = Object.entries(row).filter(([, value]) => Array.isArray(value)) as [string, unknown[]][]
  if (lists.length < 2) return row
  const order = (lists[0]?.[1] ?? []).map((_, i) => i)
  order.sort((i, k) => Number(lists[0]?.[1][i]) - Number(lists[0]?.[1][k]))
  return { ...row, ...Object.fromEntries(lists.map(([name, values]) => [name, order.map(i => values[i])])) }
}
