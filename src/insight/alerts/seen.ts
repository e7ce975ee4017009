import { type Alert, type AlertKind, alertKinds, type Severity, severities } from './alert'

/** Of an alert, what whoever acknowledged it had before them. */
export interface Seen {
  readonly kind: AlertKind
  readonly severity: Severity
  readonly size: number
  /** The sentence in their language. */
  readonly text: string
}

export const deeds = ['acknowledged', 'reopened'] as const
export type Deed = (typeof deeds)[number]

/** Who said what about an alert, and when. Entries are only ever added. */
export interface Entry {
  readonly id: string
  readonly did: Deed
  /** As they typed it. */
  readonly who: string
  /** ISO time in UTC. */
  readonly when: string
  readonly note: string
  readonly seen: Seen
}

export type AlertState = 'open' | 'worse' | 'acknowledged'

/** An alert with what was said about it. */
export interface Judged {
  readonly alert: Alert
  /** `worse`: it was acknowledged and came back. */
  readonly state: AlertState
  /** The latest entry about it; null without any. */
  readonly entry: Entry | null
}

/** An alert that is larger by half than what was acknowledged, or of a higher severity, is told again. */
export const worseBy = 1.5

const isWorse = (alert: Alert, seen: Seen): boolean =>
  alert.size >= worseBy * seen.size || severities.indexOf(alert.severity) < severities.indexOf(seen.severity)

/** Each alert with its state, in the order in which they came. */
export function judged(alerts: readonly Alert[], entries: readonly Entry[]): Judged[] {
  const latest = new Map(entries.map(entry => [entry.id, entry]))
  return alerts.map(alert => {
    const entry = latest.get(alert.id) ?? null
    if (entry === null || entry.did === 'reopened') return { alert, state: 'open', entry }
    return { alert, state: isWorse(alert, entry.seen) ? 'worse' : 'acknowledged', entry }
  })
}

export const isOpen = ({ state }: Judged): boolean => state !== 'acknowledged'

/** The latest entries of alerts that are no longer there, the newest first: they were acknowledged, and then ended. */
export function ended(alerts: readonly Alert[], entries: readonly Entry[]): Entry[] {
  const now = new Set(alerts.map(alert => alert.id))
  const latest = new Map(entries.filter(({ id }) => !now.has(id)).map(entry => [entry.id, entry]))
  return [...latest.values()].filter(({ did }) => did === 'acknowledged').sort((a, b) => (a.when < b.when ? 1 : -1))
}

/** Longest name, note and sentence that are kept. */
export const mostWho = 200
export const mostNote = 2_000
export const mostText = 1_000

/** Reads what is kept. Throws a TypeError that names the first entry that cannot be read. */
export function parseEntries(value: unknown): Entry[] {
  if (!Array.isArray(value)) throw new TypeError('acknowledged alerts: what is kept is no list')
  return value.map((each: unknown, i) => {
    const entry = readEntry(each)
    if (entry === null) throw new TypeError(`acknowledged alerts: entry ${i + 1} cannot be read`)
    return entry
  })
}

const text = (value: unknown, most: number): string | null =>
  typeof value === 'string' && value.length <= most ? value : null
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const among = <T extends string>(all: readonly T[], value: unknown): T | null =>
  all.find(each => each === value) ?? null

function readEntry(value: unknown): Entry | null {
  if (!isRecord(value) || !isRecord(value.seen)) return null
  const id = text(value.id, mostText)
  const did = among(deeds, value.did)
  const who = text(value.who, mostWho)
  const when = text(value.when, 40)
  const note = text(value.note, mostNote)
  const { kind, severity, size, text: said } = value.seen
  const seen = {
    kind: among(alertKinds, kind),
    severity: among(severities, severity),
    size: typeof size === 'number' && Number.isFinite(size) ? size : null,
    text: text(said, mostText),
  }
  if (id === null || did === null || who === null || when === null || note === null) return null
  if (seen.kind === null || seen.severity === null || seen.size === null || seen.text === null) return null
  return {
    id,
    did,
    who,
    when,
    note,
    seen: { kind: seen.kind, severity: seen.severity, size: seen.size, text: seen.text },
  }
}
