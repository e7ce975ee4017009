import type { ScoreReading } from '../settings'
import { type ColumnValues, numberIn } from './columnValues'
import type { Question } from './guess'

/**
 * Scales that publishers explain. New York: points of violations, A to 13, B to 27, C from 28. San Francisco: of 100,
 * above 90 good, to 86 adequate, to 71 needs improvement, else poor. Los Angeles County: A from 90, B from 80, C from
 * 70. King County: points of violations, closed from 120.
 */
export const knownScales = {
  new_york: { higher: 'worse', minor: 14, problem: 28 },
  san_francisco: { higher: 'better', minor: 90, problem: 85, critical: 70 },
  los_angeles: { higher: 'better', minor: 89, problem: 79, critical: 69 },
  king_county: { higher: 'worse', critical: 120 },
} as const satisfies Record<string, ScoreReading>
type Scale = keyof typeof knownScales

/** Asks what a score says. Its direction is suggested by the scale whose columns the file has, else by its values. */
export function scoreQuestion(score: ColumnValues, columns: readonly ColumnValues[]): Question | null {
  const numbers = score.filled.map(numberIn).filter(number => number !== null)
  if (numbers.length === 0) return null
  const [lowest, highest] = numbers.reduce(([a, b], n) => [Math.min(a, n), Math.max(b, n)], [Infinity, -Infinity])
  const scale = scaleOf(columns)
  const better = highest <= 100 && numbers.filter(number => number >= 60).length * 2 > numbers.length
  const worse = numbers.filter(number => number <= 30).length * 2 > numbers.length
  const direction = scale ? knownScales[scale].higher : better ? 'better' : worse ? 'worse' : null
  const scales = Object.keys(knownScales).filter((name): name is Scale => name in knownScales)
  return {
    kind: 'score',
    column: 'score',
    choices: ['better', 'worse'],
    suggested: direction,
    evidence: { values: numbers.length, lowest, highest, ...(scale ? { scale } : {}) },
    readings: scales
      .filter(name => direction === null || knownScales[name].higher === direction)
      .sort((a, b) => Number(b === scale) - Number(a === scale))
      .map(name => ({ scale: name, reading: knownScales[name] })),
  }
}

function scaleOf(columns: readonly ColumnValues[]): Scale | null {
  const names = new Set(columns.map(({ name }) => name.toLowerCase().replace(/[^a-z]/g, '')))
  if (names.has('camis')) return 'new_york'
  if (names.has('inspectionserialnum') || names.has('programidentifier')) return 'king_county'
  if (names.has('pedescription') || names.has('programelementpe')) return 'los_angeles'
  return names.has('businessid') ? 'san_francisco' : null
}
