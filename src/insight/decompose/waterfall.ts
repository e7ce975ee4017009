import type { Decomposition, Part } from './parts'

/** A step from the figure before to the figure now: a part, or all others together (`parts` is then their number). */
export interface Step {
  readonly part: Part | null
  readonly parts: number
  /** Where it begins and ends, as a change against before. */
  readonly from: number
  readonly to: number
}

/**
 * The steps of a waterfall: the `most` parts that move most, those that add before those that take away, and all others as
 * one step. They lead from 0 to the change of the whole.
 */
export function steps({ parts, change }: Pick<Decomposition, 'parts' | 'change'>, most: number): Step[] {
  const moving = parts.filter(part => part.change !== 0)
  // One more part takes no more room than the words for the others.
  const kept = new Set(
    moving.length <= most + 1
      ? moving
      : [...moving].sort((a, b) => Math.abs(b.change) - Math.abs(a.change)).slice(0, most),
  )
  const shown = moving.filter(part => kept.has(part))
  let at = 0
  const found = shown.map((part): Step => {
    const from = at
    at += part.change
    return { part, parts: 1, from, to: at }
  })
  const others = moving.length - shown.length
  if (others > 0) found.push({ part: null, parts: others, from: at, to: change })
  return found
}
