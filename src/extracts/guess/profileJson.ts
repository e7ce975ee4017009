import * as z from 'zod/mini'
import { tableNames } from '../../schema'
import { across, field, readJson, someText } from '../catalogueJson'
import { settingsFaults, settingsShape } from '../catalogueSettings'
import { profileFormat, type SavedProfile } from './profiles'

const schema = z
  .object({
    format: z.literal(profileFormat),
    version: z.literal(1),
    name: someText,
    table: z.enum(tableNames),
    header: z.array(z.string()).check(z.minLength(1)),
    settings: z.object(settingsShape),
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

/** A profile's settings are those of a catalogue's extract. */
function* faults(value: unknown): Generator<{ path: PropertyKey[]; message: string }> {
  const stated = { ...Object(field(value, 'settings')), table: field(value, 'table') }
  for (const { path, message } of settingsFaults(stated)) yield { path: ['settings', ...path], message }
}
