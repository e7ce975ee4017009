import * as z from 'zod/mini'
import { canonical } from '../../risk/seal'
import { type Entry, type Pin, pinSchema } from './pin'

export const notebookFormat = 1

/** The name of a city in both languages, as its catalogue has it. */
export interface CityName {
  readonly zh: string
  readonly en: string
}

/** Why a file, or what is kept, is none of ours; `detail` is what a parser said, which has no translation. */
export class NotebookError extends Error {
  override readonly name = 'NotebookError'
  constructor(
    readonly code: 'json' | 'kind' | 'newer' | 'field',
    message: string,
    readonly detail?: string,
  ) {
    super(message)
  }
}

/** As it is kept in the browser. */
export const keptNotebook = (pins: readonly Pin[]) => ({ format: notebookFormat, pins })

/** Reads what the browser keeps. Throws a NotebookError: it is then left as it is. */
export function readNotebook(value: unknown): readonly Pin[] {
  return pinsIn(value, 'the notebook')
}

/** The notebook as a file. */
export const notebookFile = (pins: readonly Pin[], catalogue: CityName, now: Date = new Date()): string =>
  `${JSON.stringify({ kind: 'decision-notebook', format: notebookFormat, catalogue, written: now.toISOString(), pins }, null, 2)}\n`

const head = z.object({
  kind: z.literal('decision-notebook'),
  catalogue: z.object({ zh: z.string().check(z.maxLength(500)), en: z.string().check(z.maxLength(500)) }),
})

/** Reads a file of `notebookFile`. Throws a NotebookError that names the file and the field. */
export function parseNotebookFile(text: string, file: string): { pins: readonly Pin[]; catalogue: CityName } {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new NotebookError('json', `${file}: not JSON: ${detail}`, detail)
  }
  const found = head.safeParse(json)
  if (!found.success) throw new NotebookError('kind', `${file}: "kind": not a notebook that was exported here`)
  return { pins: pinsIn(json, file), catalogue: found.data.catalogue }
}

function pinsIn(value: unknown, source: string): readonly Pin[] {
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined
  if (typeof format === 'number' && format > notebookFormat)
    throw new NotebookError('newer', `${source}: "format": ${format}: written by a newer release`)
  const found = z.object({ format: z.literal(notebookFormat), pins: z.array(pinSchema) }).safeParse(value)
  if (!found.success) {
    const [first] = found.error.issues
    const detail = `"${first?.path.join('.') ?? ''}": ${first?.message ?? 'cannot be read'}`
    throw new NotebookError('field', `${source}: ${detail}`, detail)
  }
  return found.data.pins
}

export interface Joined {
  readonly pins: readonly Pin[]
  /** How many came in, how many got further entries, how many were there already. */
  readonly added: number
  readonly extended: number
  readonly same: number
  /** Under the id of one that is there stands another figure: left out. */
  readonly refused: number
}

/** What is here with what a file brings. Nothing is overwritten: entries are added to those that are there. */
export function joined(here: readonly Pin[], brought: readonly Pin[]): Joined {
  const pins = [...here]
  let [added, extended, same, refused] = [0, 0, 0, 0]
  for (const pin of brought) {
    const at = pins.findIndex(each => each.id === pin.id)
    const own = pins[at]
    if (own === undefined) {
      pins.push(pin)
      added += 1
    } else if (factsOf(own) !== factsOf(pin)) refused += 1
    else {
      const entries = allEntries(own.entries, pin.entries)
      if (entries.length === own.entries.length) same += 1
      else {
        pins[at] = { ...own, entries }
        extended += 1
      }
    }
  }
  const newest = (pin: Pin): string => pin.entries[0]?.when ?? ''
  return { pins: pins.sort((a, b) => (newest(a) < newest(b) ? 1 : -1)), added, extended, same, refused }
}

const factsOf = ({ entries: _, removed: __, ...facts }: Pin): string => canonical(facts)

function allEntries(a: readonly Entry[], b: readonly Entry[]): Entry[] {
  const known = new Set(a.map(each => JSON.stringify(each)))
  const further = b.filter(each => !known.has(JSON.stringify(each)))
  return [...a, ...further].sort((x, y) => (x.when < y.when ? -1 : x.when > y.when ? 1 : 0))
}
