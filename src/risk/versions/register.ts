import * as z from 'zod/mini'
import '../zodWords'
import { riskError } from '../faults'
import { parseSealedModel } from '../model/riskModel'
import { defaultScorecard, type Scorecard } from '../scorecard'
import { edited, readJson, sealOf, wrongField } from '../seal'
import { readCard } from './cardJson'

/** Characters of a version's name. */
export const mostName = 200

/** What may be done with a version. `active` with no version: the default scorecard again. */
export const deeds = ['saved', 'trained', 'imported', 'removed', 'active'] as const
export type Deed = (typeof deeds)[number]

/** Who did what, and when: each entry seals the one before it by its hash. */
export interface Entry {
  /** From 1. */
  readonly n: number
  /** ISO time in UTC. */
  readonly when: string
  /** As they typed it; may be empty. */
  readonly who: string
  readonly did: Deed
  /** Name of the version; empty for the default scorecard. */
  readonly name: string
  /** Hash of the card; null for the default scorecard. */
  readonly card: string | null
  readonly note: string
  /** Hash of the entry before; empty before the first. */
  readonly before: string
  readonly hash: string
}

/** All versions that were ever kept, by hash, and the history of what was done with them. */
export interface Register {
  readonly entries: readonly Entry[]
  readonly cards: Readonly<Record<string, Scorecard>>
  /** Cards that this release cannot read, as they were kept, and why: they are of no use here, but stay. */
  readonly unread: Readonly<Record<string, { readonly card: unknown; readonly why: string }>>
  /** Where the history was when it was last written: a chain holds without its last entries, too. Null: not known. */
  readonly end: End | null
}

/** The number of the last entry, and its hash. */
export type End = Pick<Entry, 'n' | 'hash'>

export const emptyRegister: Register = { entries: [], cards: {}, unread: {}, end: null }

/** A version that stands: a name and what it stands for. Several may hold the same card, a name only one. */
export interface Version {
  readonly name: string
  readonly hash: string
  readonly card: Scorecard
  readonly when: string
  readonly who: string
  readonly note: string
}

export const cardHash = (card: Scorecard): string => sealOf(card)

export interface Doing {
  readonly did: Deed
  readonly name: string
  /** Null: the default scorecard. */
  readonly card: Scorecard | null
  readonly who: string
  readonly note: string
  readonly when: string
}

/** The register with one more entry. The card is kept under its hash; nothing is ever taken out. */
export function entered(register: Register, { did, name, card, who, note, when }: Doing): Register {
  const { entries, cards, unread, end } = register
  const last = entries.at(-1)
  const hash = card === null ? null : cardHash(card)
  const open = { n: entries.length + 1, when, who, did, name, card: hash, note, before: last?.hash ?? '' }
  const entry: Entry = { ...open, hash: sealOf(open) }
  return {
    entries: [...entries, entry],
    cards: hash === null || card === null ? cards : { ...cards, [hash]: card },
    unread,
    // What was cut off stays told, whatever is done afterwards.
    end: lostEnd(register) === null ? { n: entry.n, hash: entry.hash } : end,
  }
}

/** The versions that stand now, the newest first. A name that is saved again stands for its newest card. */
export function versionsOf({ entries, cards }: Register): Version[] {
  const standing = new Map<string, Version>()
  for (const { did, name, card: hash, when, who, note } of entries) {
    const card = hash === null ? undefined : cards[hash]
    if (did === 'removed') standing.delete(name)
    else if (did !== 'active' && hash !== null && card !== undefined)
      standing.set(name, { name, hash, card, when, who, note })
  }
  return [...standing.values()].reverse()
}

/** What is used for the list: the version that was made active last, or null for the default scorecard. */
export function activeOf({ entries, cards }: Register): Version | null {
  const active = entries.findLast(({ did }) => did === 'active')
  if (active === undefined || active.card === null) return null
  const card = cards[active.card]
  // One that was removed since is no longer used.
  const removed = entries.some(({ n, did, name }) => did === 'removed' && n > active.n && name === active.name)
  if (card === undefined || removed) return null
  return { name: active.name, hash: active.card, card, when: active.when, who: active.who, note: active.note }
}

export const activeCard = (register: Register): Scorecard => activeOf(register)?.card ?? defaultScorecard

/** The first entry that was changed, left out or put in afterwards, or whose card is not what it says; null when the chain holds. */
export function brokenAt({ entries, cards, unread }: Register): number | null {
  let before = ''
  for (const [i, { hash, ...open }] of entries.entries()) {
    const card = open.card === null ? undefined : (cards[open.card] ?? unread[open.card]?.card)
    const kept = open.card === null || (card !== undefined && sealOf(card) === open.card)
    if (open.n !== i + 1 || open.before !== before || sealOf(open) !== hash || !kept) return i + 1
    before = hash
  }
  return null
}

/** The last entry that there was, where it is no longer in its place: entries were cut off; null where it is, or is not known. */
export const lostEnd = ({ entries, end }: Register): End | null =>
  end === null || entries[end.n - 1]?.hash === end.hash ? null : end

const hex = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'is no hash'))
const entry = z.strictObject({
  n: z.int().check(z.positive()),
  when: z.string().check(z.maxLength(40)),
  who: z.string().check(z.maxLength(200)),
  did: z.enum(deeds),
  name: z.string().check(z.maxLength(mostName)),
  card: z.nullable(hex),
  note: z.string().check(z.maxLength(2_000)),
  before: z.union([hex, z.literal('')]),
  hash: hex,
}) satisfies z.ZodMiniType<Entry>

/** Histories that were written before ends were kept have none. */
const kept = z.strictObject({
  entries: z.array(entry),
  cards: z.record(hex, z.unknown()),
  end: z.optional(z.pick(entry, { n: true, hash: true })),
})

/** As it is kept. */
export const keptRegister = ({ entries, cards, unread, end }: Register) => ({
  entries,
  // In one value with the entries: two tabs write both or neither.
  ...(end !== null && { end }),
  cards: { ...Object.fromEntries(Object.entries(unread).map(([hash, { card }]) => [hash, card])), ...cards },
})

/**
 * Reads a register that was kept. Throws a RiskError that names the entry that cannot be read; a card that cannot be is set
 * aside in `unread`. A broken chain is read: `brokenAt` tells.
 */
export function parseRegister(value: unknown): Register {
  const shape = kept.safeParse(value)
  if (!shape.success) {
    const [first] = shape.error.issues
    const field = first?.path.join('.') ?? ''
    throw riskError(
      'history_field',
      { field },
      `the history of versions: "${field}": ${first?.message}`,
      first?.message,
    )
  }
  const { entries, cards, end = null } = shape.data
  const read: Record<string, Scorecard> = {}
  const unread: Record<string, { card: unknown; why: string }> = {}
  for (const [hash, card] of Object.entries(cards)) {
    try {
      read[hash] = readCard(card, `version ${hash.slice(0, 12)}`)
    } catch (error) {
      unread[hash] = { card, why: error instanceof Error ? error.message : String(error) }
    }
  }
  return { entries, cards: read, unread, end }
}

/** Versions that would stand if their card could be read, and why it cannot. */
export function unreadVersions({ entries, unread }: Register): { readonly name: string; readonly why: string }[] {
  const found = new Map<string, string>()
  for (const { did, name, card } of entries) {
    const why = card === null ? undefined : unread[card]?.why
    if (did === 'removed' || why === undefined) found.delete(name)
    else if (did !== 'active') found.set(name, why)
  }
  return [...found].map(([name, why]) => ({ name, why }))
}

/** A version as a file. */
export interface VersionFile {
  readonly format: 1
  readonly kind: 'risk-version'
  readonly name: string
  readonly note: string
  readonly card: Scorecard
  readonly hash: string
}

export const versionFile = ({ name, note, card }: Pick<Version, 'name' | 'note' | 'card'>): string =>
  `${JSON.stringify({ format: 1, kind: 'risk-version', name, note, card, hash: cardHash(card) } satisfies VersionFile, null, 2)}\n`

const file = z.strictObject({
  format: z.literal(1, 'a version of another format'),
  kind: z.literal('risk-version'),
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(mostName)),
  note: z.string().check(z.maxLength(2_000)),
  card: z.unknown(),
  hash: hex,
})

/**
 * Reads a version that was exported, or a learned model alone, which then has the given classes. Throws a RiskError that
 * names the file and the field, also where the content is not the one that was sealed: it was edited by hand.
 */
export function parseVersionFile(text: string, source: string, classes: Pick<Scorecard, 'thresholds' | 'overrides'>): Pick<Version, 'name' | 'note' | 'card'> {
  const json = readJson(text, source)
  const kind = typeof json === 'object' && json !== null && 'kind' in json ? json.kind : null
  if (kind === 'risk-model') {
    const model = parseSealedModel(json, source)
    return { name: model.name, note: '', card: { ...defaultScorecard, ...classes, model } }
  }
  if (kind !== 'risk-version')
    throw riskError('file_kind', { file: source }, `${source}: "kind": neither a version nor a model that was exported here`)
  const found = file.safeParse(json)
  if (!found.success) {
    const [first] = found.error.issues
    throw wrongField(source, first?.path.join('.') || 'version', first?.message ?? 'cannot be read')
  }
  const { name, note, card: value, hash } = found.data
  const card = readCard(value, source)
  if (cardHash(card) !== hash) throw edited(source, hash)
  return { name, note, card }
} // biome-ignore format: one line
