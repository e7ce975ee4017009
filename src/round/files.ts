import '../risk/zodWords'
import * as z from 'zod/mini'
import { readJson, wrongField } from '../risk/seal'
import { type Result, vocabularies } from '../schema'
import { resultsFormat } from '../schema/results'
import {
  mostFindings,
  mostPhotos,
  mostStops,
  mostText,
  type RoundFile,
  roundFormat,
  type VisitEntry,
  type VisitRecord,
} from './round'

const text = z.string().check(z.maxLength(mostText))
const filled = text.check(z.minLength(1))
const orNull = <T extends z.ZodMiniType>(of: T) => z.nullable(of)
const day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/, 'must be a day, 2026-11-29'))
const clock = z.string().check(z.regex(/^\d\d:\d\d$/, 'must be a time of day, 09:30'))
const time = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/, 'must be a local time, 2026-11-29T20:00:00'))
const count = z.int().check(z.minimum(0))
const results = Object.keys(vocabularies.result) as [Result, ...Result[]]
const newest = <T extends z.ZodMiniType>(row: T) =>
  z.strictObject({ all: count, rows: z.array(row).check(z.maxLength(50)) })

const inspector = z.strictObject({ id: filled, name: text, department: text })
const plan = z.strictObject({ id: filled, name: text, office: text, seal: text })
const stop = z.strictObject({
  id: filled,
  day: orNull(day),
  place: count,
  team: z.array(inspector).check(z.maxLength(20)),
  business: z.strictObject({
    name: text,
    code: orNull(text),
    address: orNull(text),
    region: orNull(text),
    regionName: orNull(text),
    industry: orNull(text),
    lon: orNull(z.number()),
    lat: orNull(z.number()),
    class: orNull(text),
    score: orNull(z.number()),
    why: orNull(text),
  }),
  permits: newest(z.strictObject({ id: text, name: orNull(text), status: orNull(text), validTo: orNull(day) })),
  inspections: newest(
    z.strictObject({
      day,
      type: orNull(text),
      result: orNull(text),
      item: orNull(text),
      dueOn: orNull(day),
      rectifiedOn: orNull(day),
    }),
  ),
  complaints: newest(z.strictObject({ day, category: orNull(text), status: orNull(text) })),
})

export const roundSchema = z.strictObject({
  format: z.literal(roundFormat),
  plan,
  extracts: text,
  asOf: day,
  made: time,
  inspector: orNull(inspector),
  stops: z.array(stop).check(z.maxLength(mostStops)),
}) satisfies z.ZodMiniType<RoundFile>

const entry = z.strictObject({
  result: orNull(z.enum(results)),
  day: orNull(day),
  started: orNull(clock),
  finished: orNull(clock),
  findings: z.array(z.strictObject({ text, critical: z.boolean() })).check(z.maxLength(mostFindings)),
  photos: z.array(text).check(z.maxLength(mostPhotos)),
  rectifyBy: orNull(day),
  note: text,
  done: z.boolean(),
}) satisfies z.ZodMiniType<VisitEntry>

export const recordSchema = z.strictObject({
  entry,
  revision: count,
  changed: time,
  writer: text,
}) satisfies z.ZodMiniType<VisitRecord>

/** Results as they are sent: for people and phones by visit, for `#/extracts` as rows of inspections. */
export interface ResultsFile {
  readonly format: typeof resultsFormat
  readonly plan: RoundFile['plan']
  readonly made: string
  readonly visits: Readonly<Record<string, VisitRecord>>
}

// The rows are read where extracts are brought in: here they may be anything.
const resultsSchema = z.strictObject({
  format: z.literal(resultsFormat),
  plan,
  made: time,
  visits: z.record(z.string(), recordSchema),
  rows: z.array(z.unknown()),
})

export type RoundOrResults =
  | { readonly kind: 'round'; readonly value: RoundFile }
  | { readonly kind: 'results'; readonly value: ResultsFile }

/** Reads a file that a phone may be given; its format says which one it is. Throws a RiskError that names `name` and the field. */
export function readRoundOrResults(content: string, name: string): RoundOrResults {
  const value = readJson(content, name)
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined
  if (format !== roundFormat && format !== resultsFormat)
    throw wrongField(name, 'format', `${JSON.stringify(format)} is neither ${roundFormat} nor ${resultsFormat}`)
  const found = (format === roundFormat ? roundSchema : resultsSchema).safeParse(value)
  if (!found.success) {
    const [first] = found.error.issues
    throw wrongField(name, first?.path.join('.') || 'content', first?.message ?? 'cannot be read')
  }
  return format === roundFormat
    ? { kind: 'round', value: uniqueStops(found.data as RoundFile, name) }
    : { kind: 'results', value: found.data as ResultsFile }
}

function uniqueStops(file: RoundFile, name: string): RoundFile {
  const seen = new Set<string>()
  for (const { id } of file.stops) {
    if (seen.has(id)) throw wrongField(name, 'stops', `the visit ${JSON.stringify(id)} stands there twice`)
    seen.add(id)
  }
  return file
}
