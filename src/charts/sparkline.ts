export interface Sparkline {
  /** SVG path of the line; a gap starts a new piece; a lone point is a dot of no length (draw with round caps). */
  readonly path: string
  /** The last present point, for its dot; null where nothing is present. */
  readonly end: { readonly x: number; readonly y: number } | null
}

/** A line through `values` in a box; null and non-finite values are gaps. All equal lies in the middle. */
export function sparkline(values: readonly (number | null)[], width: number, height: number, margin = 3): Sparkline {
  const present = values.filter((value): value is number => value !== null && Number.isFinite(value))
  if (present.length === 0) return { path: '', end: null }
  const low = Math.min(...present)
  const high = Math.max(...present)
  const x = (i: number): number =>
    round(values.length === 1 ? width / 2 : margin + (i * (width - 2 * margin)) / (values.length - 1))
  const y = (value: number): number =>
    round(high === low ? height / 2 : margin + ((high - value) * (height - 2 * margin)) / (high - low))
  let path = ''
  let end: Sparkline['end'] = null
  let open = false
  values.forEach((value, i) => {
    if (value === null || !Number.isFinite(value)) {
      open = false
      return
    }
    end = { x: x(i), y: y(value) }
    const next = values[i + 1]
    const alone = !open && (next === undefined || next === null || !Number.isFinite(next))
    path += `${open ? 'L' : 'M'}${end.x} ${end.y}${alone ? `L${end.x} ${end.y}` : ''}`
    open = true
  })
  return { path, end }
}

const round = (value: number): number => Math.round(value * 10) / 10
