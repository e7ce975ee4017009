import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { field } from './catalogueJson'

/** What the answers of a file hold good for. */
export interface AnswersStamp {
  /** The `extractVersion`, first part of every answer's key. */
  readonly version: string
  readonly engine: string
  readonly prepareVersion: string
  readonly asOf: string
}

/** One answer: the key of its question and what was answered, rows or the profile. */
export interface Answer {
  readonly queryKey: QueryKey
  readonly data: unknown
}

/** answers.json. It holds no time of its own: equal answers give equal bytes. */
interface AnswersFile extends AnswersStamp {
  readonly format: typeof format
  readonly answers: readonly { readonly key: QueryKey; readonly data: unknown }[]
}

export const answersName = 'answers.json'
const format = 1

/** Longer lists are asked again: reading them back costs more than asking. */
const mostRows = 2000
/** Characters of one file, about 4 MB. */
const mostText = 4 * 1024 * 1024

/**
 * The successful answers of the stamp's version in `client` as the text of an answers file, in the order of their
 * keys. Lists of more than 2,000 rows, values that JSON does not give back, and what nobody has looked at yet (`meta`:
 * foreseen) are left out; where all are more than `most` characters, the profile stays and then the shortest.
 */
export function toAnswersFile(client: QueryClient, stamp: AnswersStamp, most = mostText): string {
  const texts = client
    .getQueryCache()
    .getAll()
    .filter(({ queryKey, state }) => queryKey[0] === stamp.version && state.status === 'success')
    .filter(({ meta }) => meta?.foreseen !== true)
    .map(({ queryKey, queryHash, state }) => answerText(queryKey, queryHash, state.data))
    .filter(answer => answer !== null)
  const { version, engine, prepareVersion, asOf } = stamp
  const head = JSON.stringify({ format, version, engine, prepareVersion, asOf } satisfies Omit<AnswersFile, 'answers'>)
  let room = most - head.length - '"answers":[]'.length
  const chosen = texts
    .sort((a, b) => a.rank - b.rank || a.text.length - b.text.length || (a.text < b.text ? -1 : 1))
    .filter(({ text }) => {
      const held = text.length + 2 <= room
      if (held) room -= text.length + 2
      return held
    })
    .map(({ text }) => text)
    .sort()
  return `${head.slice(0, -1)},"answers":[${chosen.map(text => `\n${text}`).join(',')}]}\n`
}

/**
 * The answers in a file's text; null when they are of another version, or the file is broken or of another format,
 * which goes to `warn` in words. Never throws: answers can always be asked again.
 */
export function readAnswers(
  text: string,
  version: string,
  file: string = answersName,
  warn: (message: string) => void = console.warn,
): readonly Answer[] | null {
  const refused = (why: string) => {
    warn(`${file}: ${why}; it is left aside`)
    return null
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    return refused(`not valid JSON: ${cause instanceof Error ? cause.message : cause}`)
  }
  if (field(value, 'format') !== format) return refused(`its format is not ${format}`)
  if (field(value, 'version') !== version) return null
  const entries = field(value, 'answers')
  if (!Array.isArray(entries)) return refused('answers is not a list')
  const answers = entries.map((entry): Answer | null => {
    const key = field(entry, 'key')
    const data = field(entry, 'data')
    return Array.isArray(key) && data !== undefined && data !== null ? { queryKey: [version, ...key], data } : null
  })
  return answers.every(answer => answer !== null) ? answers : refused('an answer lacks its key or its data')
}

interface AnswerText {
  readonly hash: string
  readonly text: string
  readonly rank: number
}

/** Texts by the data, which never changes: a file is written often, and most of it stays. Null: not to be kept. */
const known = new WeakMap<object, AnswerText>()

function answerText(queryKey: QueryKey, hash: string, data: unknown): AnswerText | null {
  if (typeof data !== 'object' || data === null) return null
  const found = known.get(data)
  if (found?.hash === hash) return found
  if ((Array.isArray(data) && data.length > mostRows) || !isJson(data)) return null
  const key = queryKey.slice(1)
  const made = { hash, text: JSON.stringify({ key, data }), rank: key[0] === 'profile' ? 0 : 1 }
  known.set(data, made)
  return made
}

/** Whether JSON gives the value back as it is: no NaN, dates, BigInt, undefined or functions inside. */
function isJson(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object') return false
  if (Array.isArray(value)) return value.every(isJson)
  const made = Object.getPrototypeOf(value)
  return (made === Object.prototype || made === null) && Object.values(value).every(isJson)
}
