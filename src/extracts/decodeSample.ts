import { type Data, DataType, Vector } from 'apache-arrow'

/** A part of a row group. */
export interface SamplePiece {
  readonly group: number
  readonly offset: number
  readonly limit: number
}

/** At most `limit` rows of a file: from its beginning, middle and end, in file order. */
export function samplePieces(
  groups: readonly { readonly rows: number; readonly start: number }[],
  limit: number,
): SamplePiece[] {
  const rows = groups.reduce((sum, group) => sum + group.rows, 0)
  const wanted = Math.min(rows, Math.max(0, Math.floor(limit)))
  const windows: { start: number; end: number }[] = []
  if (wanted === rows || wanted < 3) windows.push({ start: 0, end: wanted })
  else {
    const third = Math.floor(wanted / 3)
    const middle = Math.max(wanted - 2 * third, Math.floor((rows - third) / 2))
    windows.push(
      { start: 0, end: wanted - 2 * third },
      { start: middle, end: middle + third },
      { start: rows - third, end: rows },
    )
  }
  const pieces: SamplePiece[] = []
  for (const window of windows) {
    for (const [group, { rows: count, start }] of groups.entries()) {
      const from = Math.max(window.start, start)
      const to = Math.min(window.end, start + count)
      if (from < to) pieces.push({ group, offset: from - start, limit: to - from })
    }
  }
  return pieces
}

/**
 * Values as JSON would hold them: dates `2014-08-31`, timestamps `2014-08-31T23:59:59`, integers beyond 2^53 as text,
 * null for a date outside of what JavaScript can say.
 */
export function plainValues(data: Data): unknown[] {
  const vector = new Vector([data])
  const { type } = data
  if (DataType.isTimestamp(type)) return timestamps(data, type.unit)
  const out: unknown[] = []
  for (let i = 0; i < data.length; i++) {
    const value: unknown = vector.get(i)
    if (value === null) out.push(null)
    else if (DataType.isDate(type)) out.push(iso(value, 10))
    else if (typeof value === 'bigint') out.push(Number.isSafeInteger(Number(value)) ? Number(value) : String(value))
    else out.push(value)
  }
  return out
}

/** `unit` as in Arrow: 0 seconds, 1 milliseconds, 2 microseconds, 3 nanoseconds. Arrow's own getter rounds. */
function timestamps(data: Data, unit: number): unknown[] {
  const ticks: BigInt64Array = data.values
  const perSecond = 1000n ** BigInt(unit)
  return Array.from({ length: data.length }, (_, i) => {
    if (!data.getValid(i)) return null
    const tick = ticks[i]!
    const seconds = tick / perSecond - (tick % perSecond < 0n ? 1n : 0n)
    return iso(Number(seconds) * 1000, 19)
  })
}

function iso(value: unknown, length: number): string | null {
  const date = new Date(Number(value))
  if (Number.isNaN(date.getTime())) return null
  const text = date.toISOString()
  // Years beyond 9999 and before 0 carry a sign and six digits.
  return text.slice(0, length + text.length - 24)
}
