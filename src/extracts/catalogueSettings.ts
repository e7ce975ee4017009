import * as z from 'zod/mini'
import { type Column, columns, mappable, rowKeys, type TableName, tableNames, vocabularies } from '../schema'
import { field, holds, show, someText } from './catalogueJson'
import { type AmountUnit, amountUnits, coordinateSystems, dateReadings, isAmount } from './settings'

interface Fault {
  readonly path: PropertyKey[]
  readonly message: string
}

/** A reference system by its usual spellings: `gcj02`, `GCJ-02`, `wgs_84`. */
export const coordinateSystem = z.pipe(
  z.string(),
  z.transform((text: string, context): (typeof coordinateSystems)[number] => {
    const alike = (name: string) => name.replace('-', '') === text.toUpperCase().replaceAll(/[-_ ]/g, '')
    const found = coordinateSystems.find(alike)
    if (found) return found
    const message = `${show(text)} is not one of ${coordinateSystems.join(', ')}`
    context.issues.push({ code: 'custom', message, input: text })
    return 'WGS-84'
  }),
)

export const timeZone = z.string().check(holds(isZone, 'is not a time zone; write it as "Asia/Shanghai"'))

const constant = z.pipe(
  z.unknown().check(holds(isPlain, 'is not a text, a number, true or false')),
  z.transform((value: unknown) => String(value)),
)

const sources = z.pipe(
  z.unknown().check(holds(isSources, 'is not a column’s name or a list of names')),
  z.transform((value: unknown) => value as string | readonly string[]),
)

const score = z.object({
  higher: z.enum(['better', 'worse']),
  minor: z.optional(z.number()),
  problem: z.optional(z.number()),
  critical: z.optional(z.number()),
})

/** The fields of `ExtractSettings` as a catalogue writes them. */
export const settingsShape = {
  columns: z._default(z.record(z.string(), sources), {}),
  constants: z._default(z.record(z.string(), constant), {}),
  id: z.optional(z.array(someText)),
  guess: z.optional(z.boolean()),
  department: z.optional(someText),
  words: z.optional(z.record(z.string(), z.record(z.string(), z.string()))),
  dates: z.optional(z.record(z.string(), z.enum(dateReadings))),
  units: z.optional(z.record(z.string(), z.enum(Object.keys(amountUnits) as AmountUnit[]))),
  timezone: z.optional(timeZone),
  point: z.optional(z.object({ column: someText, order: z.enum(['lat-lon', 'lon-lat']) })),
  coordinates: z.optional(coordinateSystem),
  swapped: z.optional(z.boolean()),
  score: z.optional(score),
  extra: z.optional(z.array(someText)),
}

/** What no field can tell alone; the value may be incomplete or of another type. */
export function* settingsFaults(value: unknown): Generator<Fault> {
  const table = tableNames.find(name => name === field(value, 'table'))
  if (table !== undefined) {
    yield* nameFaults(table, value)
    yield* idFaults(table, value)
    yield* wordFaults(table, value)
    yield* scoreFaults(table, value)
  }
  yield* repeatedSources(value)
}

const keysOf = (value: unknown, part: string): string[] => Object.keys(Object(field(value, part)))

function* nameFaults(table: TableName, value: unknown): Generator<Fault> {
  for (const part of ['columns', 'constants', 'words', 'dates', 'units']) {
    for (const name of keysOf(value, part)) {
      const message = columnFault(table, name)
      if (message !== null) yield { path: [part, name], message }
    }
  }
  const mapped = keysOf(value, 'columns')
  for (const name of keysOf(value, 'constants')) {
    if (mapped.includes(name))
      yield { path: ['constants', name], message: 'is also under columns; keep one of the two' }
  }
  for (const name of keysOf(value, 'units')) {
    if (columnFault(table, name) === null && !isAmount(name))
      yield { path: ['units', name], message: `${table}.${name} holds no amounts` }
  }
  for (const name of keysOf(value, 'dates')) {
    const kind = mappable(table).find(column => column.name === name)?.kind
    if (kind !== undefined && kind !== 'date' && kind !== 'timestamp') {
      yield { path: ['dates', name], message: `${table}.${name} holds no days or times` }
    }
  }
}

function* idFaults(table: TableName, value: unknown): Generator<Fault> {
  const sources = field(value, 'id')
  if (!Array.isArray(sources)) return
  const { id } = rowKeys[table]
  if (sources.length < 2) yield { path: ['id'], message: `needs two columns; one alone stands under columns.${id}` }
  const twice = sources.findIndex((source, i) => sources.indexOf(source) < i)
  if (twice >= 0) yield { path: ['id', twice], message: `${show(sources[twice])} stands twice` }
  for (const part of ['columns', 'constants']) {
    if (keysOf(value, part).includes(id))
      yield { path: ['id'], message: `${part}.${id} is stated too; keep one of the two` }
  }
}

function columnFault(table: TableName, name: string): string | null {
  if (mappable(table).some(column => column.name === name)) return null
  const known = columns[table].find(column => column.name === name)
  if (known?.personal) return `${table}.${name} is personal data, which is never loaded`
  return known ? `${table}.${name} is filled by the app itself` : `${table} has no column of this name`
}

/** The words that a column may be mapped to; null for a column without a vocabulary. */
export function canonicalWords(column: Column): readonly string[] | null {
  if (column.vocabulary) return Object.keys(vocabularies[column.vocabulary])
  return column.kind === 'boolean' ? ['true', 'false'] : null
}

/** How the words of a file are compared. */
export const comparedWord = (word: string): string => word.trim().toLowerCase()

function* wordFaults(table: TableName, value: unknown): Generator<Fault> {
  for (const name of keysOf(value, 'words')) {
    const column = mappable(table).find(each => each.name === name)
    if (!column) continue
    const known = canonicalWords(column)
    if (known === null) {
      yield { path: ['words', name], message: `${table}.${name} has no vocabulary: its words stay as they are` }
      continue
    }
    const seen = new Map<string, unknown>()
    for (const [word, canonical] of Object.entries(Object(field(field(value, 'words'), name)))) {
      const path = ['words', name, word]
      if (typeof canonical === 'string' && canonical !== '' && !known.includes(canonical)) {
        yield { path, message: `${show(canonical)} is not one of ${known.join(', ')}, or "" for none` }
      }
      const compared = comparedWord(word)
      if (compared === '') yield { path, message: 'is empty: rows without a word have no value' }
      if (seen.has(compared) && seen.get(compared) !== canonical) {
        yield { path, message: 'stands twice, in capitals and without, for different words' }
      }
      seen.set(compared, canonical)
    }
  }
}

function* scoreFaults(table: TableName, value: unknown): Generator<Fault> {
  const reading = field(value, 'score')
  if (reading === undefined) return
  if (table !== 'inspections') yield { path: ['score'], message: `${table} have no score` }
  const bounds = ['minor', 'problem', 'critical'].flatMap(name => {
    const bound = field(reading, name)
    return typeof bound === 'number' ? [{ name, bound }] : []
  })
  if (bounds.length === 0 && typeof reading === 'object' && reading !== null) {
    yield { path: ['score'], message: 'has no bound; give one of minor, problem, critical' }
  }
  const sign = field(reading, 'higher') === 'better' ? -1 : 1
  for (const [i, { name, bound }] of bounds.entries()) {
    const milder = bounds[i - 1]
    if (milder && sign * bound <= sign * milder.bound) {
      yield { path: ['score', name], message: `${bound} is not worse than ${milder.name}, ${milder.bound}` }
    }
  }
}

function* repeatedSources(value: unknown): Generator<Fault> {
  const seen = new Map<string, string>()
  const table = tableNames.find(name => name === field(value, 'table'))
  for (const [name, given] of Object.entries(Object(field(value, 'columns')))) {
    for (const source of Array.isArray(given) ? given : [given]) {
      if (typeof source !== 'string') continue
      const first = seen.get(source)
      if (first === undefined) seen.set(source, name)
      else if (!isLentId(table, [first, name]))
        yield { path: ['columns', name], message: `${show(source)} is also columns.${first}` }
    }
  }
  const extra = field(value, 'extra')
  if (!Array.isArray(extra)) return
  for (const [i, source] of extra.entries()) {
    if (typeof source === 'string' && source.includes('\0')) {
      yield { path: ['extra', i], message: `${show(source)} holds a NUL character` }
    } else if (extra.indexOf(source) < i) yield { path: ['extra', i], message: `${show(source)} stands twice` }
  }
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** Rows without an id of their own may go by the code of their business: it is then told as repeated. */
const isLentId = (table: TableName | undefined, names: readonly string[]): boolean =>
  table !== undefined && names.includes(rowKeys[table].id) && names.includes('entity_code')

const isName = (value: unknown): boolean => typeof value === 'string' && value.trim() !== ''

function isSources(value: unknown): boolean {
  return isName(value) || (Array.isArray(value) && value.length > 0 && value.every(isName))
}

/** Known to the browser; offsets like `+08:00`, which some know as well, have no name. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}
