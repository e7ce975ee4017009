import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { type RiskError, riskError } from './faults'

/** JSON with the keys of every object in order: the same content is the same text, whoever wrote it. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )

/** SHA-256 of the content, lower-case hex. */
export const sealOf = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(canonical(value))))

/** The content of a file is not the one that its seal was made of. */
export const edited = (file: string, seal: string): RiskError =>
  riskError(
    'file_edited',
    { file, seal: seal.slice(0, 12) },
    `${file}: its content is not the one that was exported (${seal.slice(0, 12)}): it was edited; export it again`,
  )

/** JSON of a file, with or without a byte order mark. */
export function readJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw riskError('file_json', { file }, `${file}: not JSON: ${detail}`, detail)
  }
}

/** A field of a file that cannot be read, and why. */
export const wrongField = (file: string, field: string, why: string): RiskError =>
  field === 'format'
    ? riskError('file_format', { file }, `${file}: "format": ${why}`)
    : riskError('file_field', { file, field }, `${file}: "${field}": ${why}`, why)
