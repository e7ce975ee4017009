import { addDays, type Day, windowLength } from '../../filters/days'
import { type Choices, type Window, windowOf } from '../../filters/filters'

/** The same kind of window at another day: a preset as it means there, fixed days as the same number of days up to it. */
export function windowAgain(choice: Choices['window'], asOf: Day): Window {
  if (typeof choice === 'string') return windowOf(choice, asOf)
  return { from: addDays(asOf, 1 - windowLength(choice.from, choice.to)), to: asOf }
}

/** Whether a whole week from its Monday on lies in one of two windows. */
export function isWhole(week: Day, windows: readonly Window[]): boolean {
  const last = addDays(week, 6)
  return windows.some(({ from, to }) => (from === null || from <= week) && last <= to)
}
