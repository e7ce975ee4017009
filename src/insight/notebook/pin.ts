import * as z from 'zod/mini'
import '../../risk/zodWords'
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

const day = z.string().check(z.refine(isDay, 'is not a day; write it as 2014-08-31'))
const when = z.iso.datetime('is not a time; write it as 2014-08-31T08:00:00Z')
const window = z.strictObject({ from: z.nullable(day), to: day })
const number = z.number()
const text = (least: number, most: number) => z.string().check(z.minLength(least), z.maxLength(most))

/** What was written at one time. An edit is another one after it: nothing that was written is ever changed. */
const entry = z.strictObject({
  /** ISO time in UTC. */
  when,
  who: text(1, mostWho),
  note: text(0, mostNote),
  /** What was decided. */
  decision: text(0, mostNote),
  expects: z.nullable(z.strictObject({ way: z.enum(ways), by: day })),
})
export type Entry = Readonly<z.infer<typeof entry>>

/** A figure as it stood, with all that is needed to ask it again. */
export const pinSchema = z.strictObject({
  id: z.string().check(z.regex(/^[0-9a-z-]{8,40}$/, 'is no name of an entry')),
  figure: z.enum(figureKeys),
  /** The page it was pinned on, and the search part of its address: the filters as they were chosen. */
  path: z.string().check(z.maxLength(200), z.regex(/^\//, 'is no page')),
  search: text(0, 20_000),
  /** The days that the filters meant. */
  window,
  compare: z.nullable(window),
  /** Null where there was none, with the reason. Rates are fractions. */
  value: z.nullable(number),
  numerator: number,
  denominator: z.nullable(number),
  before: z.nullable(number),
  missing: z.nullable(text(0, 200)),
  /** Last day of the data, and which data. */
  asOf: day,
  version: text(1, 200),
  /** The scorecard, where the figure or a filter is of scores. The name is null for the default one. */
  card: z.nullable(z.strictObject({ name: z.nullable(text(0, 200)), hash: text(0, 100) })),
  entries: z.array(entry).check(z.minLength(1), z.maxLength(1_000)),
  removed: z.nullable(z.strictObject({ when, who: text(0, mostWho) })),
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
