import * as z from 'zod/mini'
import { ExtractError } from './source'

// zod would try `new Function` otherwise, which the page's content policy refuses with a line in the console.
z.config({ jitless: true })

type Path = readonly PropertyKey[]

const mostShown = 10
const expectedWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object {…}',
  record: 'an object {…}',
}

/** A file name in a folder of extracts: relative, sub-folders allowed. Becomes a clean `a/b.parquet`. */
export const fileName = z.pipe(
  z
    .string()
    .check(
      holds(isInside, 'is not a file name inside the catalogue’s folder; write it as "regions/districts.geojson"'),
    ),
  z.transform((name: string) => segments(name).join('/')),
)
export const someText = z.string().check(holds((text: string) => text.trim() !== '', 'is empty'))
export const isoDay = z.iso.date('is not a day; write it as 2014-08-31')

/** A check of one value; `fault` follows the value in the message. */
export function holds<T>(test: (value: T) => boolean, fault: string) {
  return z.refine<T>(test, { error: issue => `${show(issue.input)} ${fault}` })
}

function segments(name: string): string[] {
  return name.split('/').filter(part => part !== '.')
}

/** Whether a name stays within its folder and means the same in a URL and on a disk. */
export function isInside(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\\\u0000-\u001f]/.test(name) || /^[a-z][a-z0-9+.-]*:/i.test(name)) return false
  const parts = segments(name)
  return parts.length > 0 && parts.every(part => part !== '' && part !== '..')
}

/**
 * A check over several fields that runs even where some of them are wrong, so that all faults are told at once:
 * what it is given may be incomplete or of another type.
 */
export function across<T>(find: (value: unknown) => Iterable<{ path: PropertyKey[]; message: string }>) {
  return z.check<T>(
    context => {
      for (const { path, message } of find(context.value)) {
        context.issues.push({ code: 'custom', path, message, input: context.value })
      }
    },
    { when: () => true },
  )
}

/** `extracts[1].table`; names that are no identifiers in quotes. */
export function fieldPath(path: Path): string {
  return path
    .map((part, i) => {
      if (typeof part === 'number') return `[${part}]`
      const name = String(part)
      return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? `${i === 0 ? '' : '.'}${name}` : `[${JSON.stringify(name)}]`
    })
    .join('')
}

/**
 * A JSON text read against `schema`. Throws an ExtractError of the kind `catalogue` that names `file` and the path of
 * each field at fault with its value, one a line, at most ten.
 */
export function readJson<S extends z.ZodMiniType>(schema: S, text: string, file: string): z.output<S> {
  const value = parse(text, file)
  const result = schema.safeParse(value, { jitless: true })
  if (result.success) return result.data
  const lines = result.error.issues.map(issue => line(issue, value))
  const more = lines.length - mostShown
  throw new ExtractError(
    file,
    'catalogue',
    [...lines.slice(0, mostShown), ...(more > 0 ? [`… and ${more} more`] : [])].join('\n'),
  )
}

function parse(text: string, file: string): unknown {
  if (text.trim() === '') throw new ExtractError(file, 'catalogue', 'the file is empty')
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new ExtractError(file, 'catalogue', `not valid JSON: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    })
  }
}

function line(issue: z.core.$ZodIssue, root: unknown): string {
  const at = fieldPath(issue.path)
  return at === '' ? fault(issue, root) : `${at}: ${fault(issue, issue.path.reduce(field, root))}`
}

function fault(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'custom') return issue.message
  if (value === undefined) return 'is missing'
  switch (issue.code) {
    case 'invalid_type':
      return `${show(value)} is not ${expectedWords[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `${show(value)} is not one of ${issue.values.join(', ')}`
    case 'too_small': {
      if (issue.origin === 'string' || issue.origin === 'array') return 'is empty'
      return `${show(value)} is too small: ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`
    }
    case 'too_big':
      return `${show(value)} is too large: ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`
    default:
      return `${show(value)} ${issue.message}`
  }
}

/** An own property of any value; undefined where there is none. */
export function field(value: unknown, name: PropertyKey): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined
}

/** A value as it stands in the file, cut to 60 characters. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
