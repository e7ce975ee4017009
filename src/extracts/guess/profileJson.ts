import * as z from 'zod/mini'
import { mappable, tableNames, vocabularies } from '../../schema'
import { across, field, readJson, someText } from '../catalogueJson'
import { coordinateSystems, dateReadings } from '../settings'
import { profileFormat, type SavedProfile } from './profiles'

const number = z.optional(z.number())
const settings = z.object({
  columns: z._default(z.record(z.string(), z.union([someText, z.array(someText).check(z.minLength(1))])), {}),
  constants: z._default(z.record(z.string(), someText), {}),
  guess: z.optional(z.boolean()),
  department: z.optional(someText),
  words: z.optional(z.record(z.string(), z.record(z.string(), z.string()))),
  dates: z.optional(z.record(z.string(), z.enum(dateReadings))),
  timezone: z.optional(someText),
  point: z.optional(z.object({ column: someText, order: z.enum(['lat-lon', 'lon-lat']) })),
  coordinates: z.optional(z.enum(coordinateSystems)),
  swapped: z.optional(z.boolean()),
  score: z.optional(
    z.object({ higher: z.enum(['better', 'worse']), minor: number, problem: number, critical: number }),
  ),
  extra: z.optional(z.array(someText)),
})

const schema = z
  .object({
    format: z.literal(profileFormat),
    version: z.literal(1),
    name: someText,
    table: z.enum(tableNames),
    header: z.array(z.string()).check(z.minLength(1)),
    settings,
    read: z.optional(
      z.object({
        header: z.optional(z.array(z.int().check(z.minimum(1)))),
        encoding: z.optional(someText),
        separator: z.optional(someText),
      }),
    ),
    saved: z.optional(someText),
  })
  .check(across(faults))

/** A profile as a file. */
export const toProfileJson = (profile: SavedProfile): string => `${JSON.stringify(profile, null, 2)}\n`

/** Reads a profile's file. Throws an ExtractError of the kind `catalogue` that names `file` and every field at fault. */
export function parseProfile(text: string, file = 'profile.json'): SavedProfile {
  return readJson(schema, text, file)
}

/** Whether a text is meant to be a profile, so that a dropped JSON can be told from regions. */
export function isProfile(text: string): boolean {
  try {
    return field(JSON.parse(text), 'format') === profileFormat
  } catch {
    return false
  }
}

function* faults(value: unknown): Generator<{ path: PropertyKey[]; message: string }> {
  const table = tableNames.find(name => name === field(value, 'table'))
  const stated = field(value, 'settings')
  if (table === undefined) return
  const known = new Map(mappable(table).map(column => [column.name, column]))
  for (const part of ['columns', 'constants', 'words', 'dates'] as const) {
    for (const name of Object.keys(Object(field(stated, part)))) {
      const column = known.get(name)
      const path = ['settings', part, name]
      if (!column) yield { path, message: `${table} has no column of this name that a file may fill` }
      else if (part === 'dates' && column.kind !== 'date' && column.kind !== 'timestamp') {
        yield { path, message: 'holds neither days nor times' }
      } else if (part === 'words' && column.vocabulary) {
        const words = Object.keys(vocabularies[column.vocabulary])
        for (const [word, meaning] of Object.entries(Object(field(field(stated, 'words'), name)))) {
          if (meaning !== '' && !words.some(each => each === meaning)) {
            yield { path: [...path, word], message: `${JSON.stringify(meaning)} is not one of ${words.join(', ')}` }
          }
        }
      }
    }
  }
}
