import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { type Extra, passingTables, tablesWith } from './tables'

type Columns = readonly (readonly [name: string, type: string])[]

/** The tables that questions ask, with their columns; the calendar too. */
export const askedTables = (extra: Extra = {}): Readonly<Record<string, Columns>> => ({
  ...tablesWith(extra),
  calendar: passingTables.calendar ?? [],
})

/** Names what a server must hold for this page to ask it: another set of columns has another hash. */
export const schemaHash = (): string => bytesToHex(sha256(utf8ToBytes(JSON.stringify(askedTables())))).slice(0, 16)
