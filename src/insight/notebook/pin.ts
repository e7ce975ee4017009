import * as z from 'zod'
import { parseChoices } from '../../filters/codecs'
import { isDay } from '../../filters/days'
import type { Choices, Window } from '../../filters/filters'
import { figureKeys } from '../../schema'

/** Characters of a note or a decision, and of a name. */
export const mostNote = 2_000
export const mostWho = 200

/** What somebody thinks the figure will do, by a day of the data. */
export const ways = ['rise', 'fall', 'stay'] as const
export type Way = (typeof ways)[number]

const day = z.string().refine(isDay, 'is not a day; write it as 2014-08-31')
const when = z.iso.datetime('is not a time; write it as 2014-08-31T08:00:00Z')
const window = z.strictObject({ from: day.nullable(), to: day })
const number = z.number()

/** What was written at one time. An edit is another one after it: nothing that was written is ever changed. */
const entry = z.strictObject({
  /** ISO time in UTC. */
  when,
  who: z.string().min(1).max(mostWho),
  note: z.string().max(mostNote),
  /** What was decided. */
  decision: z.string().max(mostNote),
  expects: z.strictObject({ way: z.enum(ways), by: day }).nullable(),
})
export type Entry = Readonly<z.infer<typeof entry>>

/** A figure as it stood, with all that is needed to ask it again. */
export const pinSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-z-]{8,40}$/, 'is no name of an entry'),
  figure: z.enum(figureKeys),
  /** The page it was pinned on, and the search part of its address: the filters as they were chosen. */
  path: z.string().max(200).regex(/^\//, 'is no page'),
  search: z.string().max(20_000),
  /** The days that the filters meant. */
  window,
  compare: window.nullable(),
  /** Null where there was none, with the reason. Rates are fractions. */
  value: number.nullable(),
  numerator: number,
  denominator: number.nullable(),
  before: number.nullable(),
  missing: z.string().max(200).nullable(),
  /** Last day of the data, and which data. */
  asOf: day,
  version: z.string().min(1).max(200),
  /** The scorecard, where the figure or a filter is of scores. The name is null for the default one. */
  card: z.strictObject({ name: z.string().max(200).nullable(), hash: z.string().max(100) }).nullable(),
  entries: z.array(entry).min(1).max(1_000),
  removed: z.strictObject({ when, who: z.string().max(mostWho) }).nullable(),
})
export type Pin = Readonly<z.infer<typeof pinSchema>>

/** What it says now: the entry that was written last. */
export const latest = (pin: Pin): Entry => {
  const last = pin.entries.at(-1)
  if (last === undefined) throw new RangeError(`the pin ${pin.id} has no entry`)
  return last
}

export const firstEntry = (pin: Pin): Entry => pin.entries[0] ?? latest(pin)

/** The filters as they were chosen. */
export const choicesOf = (pin: Pick<Pin, 'search'>): Choices => parseChoices(new URLSearchParams(pin.search))

/** Whether the figure or a filter is of scores, and so needs a scorecard. */
export const needsCard = (figure: Pin['figure'], choices: Choices): boolean =>
  figure === 'high_risk' || choices.classes.length > 0

export const sameWindow = (a: Window, b: Window): boolean => a.from === b.from && a.to === b.to

export const pinned = (pins: readonly Pin[], pin: Pin): Pin[] => [pin, ...pins.filter(each => each.id !== pin.id)]

const changed = (pins: readonly Pin[], id: string, change: (pin: Pin) => Pin): Pin[] =>
  pins.map(pin => (pin.id === id ? change(pin) : pin))

/** One more entry; one that says the same as the last is none. */
export const written = (pins: readonly Pin[], id: string, entry: Entry): Pin[] =>
  changed(pins, id, pin => (saysSame(latest(pin), entry) ? pin : { ...pin, entries: [...pin.entries, entry] }))

export const saysSame = (a: Entry, b: Entry): boolean =>
  a.note === b.note && a.decision === b.decision && a.expects?.way === b.expects?.way && a.expects?.by === b.expects?.by

export const takenOut = (pins: readonly Pin[], id: string, by: { when: string; who: string }): Pin[] =>
  changed(pins, id, pin => ({ ...pin, removed: by }))

export const putBack = (pins: readonly Pin[], id: string): Pin[] =>
  changed(pins, id, pin => ({ ...pin, removed: null }))

export const forgotten = (pins: readonly Pin[], id: string): Pin[] =>
  pins.filter(pin => pin.id !== id || pin.removed === null)

/** A name for something new, on plain HTTP too: the time, and chance. */
export function newId(now: Date = new Date()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6))
  return `${now.getTime().toString(36)}-${Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')}`
}
