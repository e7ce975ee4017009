import * as z from 'zod/mini'
import { tableNames } from '../../schema'
import { fileName, readJson, someText } from '../catalogueJson'
import { maskKinds } from '../intake/intake'
import { ExtractError } from '../source'
import { type KeptVersion, repeatedChoices } from './workspace'

/** All versions that this browser keeps, newest first, and the one on screen; null: the server's extracts alone. */
export interface KeptState {
  readonly versions: readonly KeptVersion[]
  readonly current: string | null
}

export const nothingKept: KeptState = { versions: [], current: null }

/** Changes with the form of what is kept; a state of another form is set aside. */
const form = 1

const count = z.int().check(z.gte(0))
const masked = z.object({
  column: z.string(),
  kind: z.enum(maskKinds),
  found: z.enum(['name', 'value', 'asked']),
  count,
})
const file = z.object({
  // What else an entry states is judged where all entries are: in the catalogue that they make.
  entry: z.looseObject({
    table: z.enum(tableNames),
    file: fileName,
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  }),
  path: z.array(z.string()),
  bytes: count,
  rows: count,
  masked: z.array(masked),
})
const choice = z.optional(z.enum(repeatedChoices))
const version = z.object({
  id: someText,
  time: someText,
  by: z.nullable(z.string()),
  what: z.enum(['append', 'replace', 'remove', 'restore', 'calendar']),
  replaced: z.array(z.enum(tableNames)),
  files: z.array(file),
  regions: z.optional(z.array(z.object({ entry: z.unknown(), text: z.string() }))),
  repeated: z.optional(z.object({ permits: choice, inspections: choice, complaints: choice })),
  calendar: z.optional(z.string()),
  asOf: z.optional(z.nullable(z.iso.date())),
  version: someText,
  rows: z.record(z.enum(tableNames), count),
})
const schema = z.object({ form: z.literal(form), versions: z.array(version), current: z.nullable(someText) })

/** The state as it is written. */
export const formatKept = (state: KeptState): object => ({ form, ...state })

/**
 * Reads what `formatKept` wrote. Throws an ExtractError that names each field at fault; also where the current version
 * is none of those listed, or an id stands twice.
 */
export function parseKept(value: unknown, name = 'versions.json'): KeptState {
  const { versions, current } = readJson(schema, JSON.stringify(value) ?? '', name)
  const ids = versions.map(each => each.id)
  const twice = ids.find((id, i) => ids.indexOf(id) !== i)
  if (twice !== undefined) throw new TypeError(`${name}: two versions are called ${JSON.stringify(twice)}`)
  if (current !== null && !ids.includes(current))
    throw new ExtractError(
      name,
      'catalogue',
      `the current version ${JSON.stringify(current)} is not among the versions`,
    )
  return { versions: versions as unknown as KeptVersion[], current }
}
