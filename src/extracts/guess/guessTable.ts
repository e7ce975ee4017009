import { columns as tableColumns, tableNames } from '../../schema'
import { type AmountUnit, type ExtractSettings, headerUnit } from '../settings'
import { businessesIn, findJoin } from './businesses'
import { confidenceOf, scoreTables } from './chooseTable'
import { claimsOn } from './claims'
import { type ColumnValues, columnValues, samplesOf } from './columnValues'
import { support } from './fits'
import { fromProfile } from './fromProfile'
import type { ColumnGuess, Guess, GuessInput, JoinGuess } from './guess'
import { type MappedValues, mapTable, round, type TableMapping } from './mapTable'
import { guessPlace, type PlaceGuess } from './place'
import { recogniseProfile } from './profiles'
import { guessDates, mappingQuestions, tableQuestion } from './questions'
import { guessRowId } from './rowIds'
import { compact } from './settingsOf'
import { statedRegions } from './statedRegions'
import { wordsOf } from './vocabulary'

/**
 * What a file nobody has seen before holds, and how it fills a canonical table. Names propose and values decide. A
 * profile that fits the header wins. Neither the order of the columns nor columns that mean nothing change the guess.
 */
export function guessTable(input: GuessInput): Guess {
  const columns = columnValues(input)
  const headers = input.read.columns.map(({ name }) => name)
  const fit = recogniseProfile(headers, input.profiles ?? [])
  if (fit && fit.fit !== 'broken' && (input.table ?? fit.profile.table) === fit.profile.table) {
    return fromProfile(fit, columns, headers)
  }
  const businesses = (input.others ?? []).map(businessesIn).filter(each => each !== null)
  const join = findJoin(columns, businesses)
  const place = placeOf(columns, input)
  const tables = tableNames.filter(
    table => input.table === undefined || input.table === 'businesses' || table === input.table,
  )
  const mappings = tables.map(table => mapTable(table, columns, place, input.regions, input))
  const scores = scoreTables(mappings, input.read.path)
  const best = mappings.find(({ table }) => table === scores[0]?.table)
  if (!best) throw new Error(`guess: no table "${input.table}"`)
  const own = input.table === undefined || input.table === 'businesses' ? businessesConfidence(input) : 0
  if (input.table === 'businesses' || own > 0) {
    return businessesGuess(headers, input.table === 'businesses' ? 1 : own, fit)
  }
  const confidence = input.table === undefined ? confidenceOf(scores) : 1
  return tableGuess(best, columns, place, input, {
    confidence,
    questions: tableQuestion(scores, confidence),
    join: needsJoin(best) ? join : null,
    fit,
  })
}

function placeOf(columns: readonly ColumnValues[], input: GuessInput): PlaceGuess {
  const claims = claimsOn('permits', columns)
  return guessPlace({
    columns,
    claims: claims.filter(({ column }) => column.kind === 'degrees'),
    stated: statedRegions(columns, claims, input.regions),
    regions: input.regions,
    locate: input.locate,
    coordinates: input.coordinates,
  })
}

/** Whether it is a file of businesses: surer where another file refers to it. */
function businessesConfidence(input: GuessInput): number {
  const own = businessesIn(input)
  if (!own) return 0
  const referred = (input.others ?? []).some(
    other => businessesIn(other) === null && findJoin(columnValues(other), [own]) !== null,
  )
  return referred ? 0.95 : 0.5
}

function businessesGuess(headers: readonly string[], tableConfidence: number, fit: Guess['fit']): Guess {
  return {
    table: 'businesses',
    tableConfidence,
    columns: [],
    words: {},
    questions: [],
    unmapped: headers,
    profile: null,
    fit,
    join: null,
    settings: { columns: {}, constants: {}, guess: false },
  }
}

/** A file that says who and where by itself needs no other. */
function needsJoin({ mapped, evidence: { place } }: TableMapping): boolean {
  const has = (name: string): boolean => mapped.some(({ column }) => column.name === name)
  return !(has('entity_name') && (has('lon') || has('region_code') || has('region_name') || place.point !== null))
}

interface More {
  readonly confidence: number
  readonly questions: Guess['questions']
  readonly join: JoinGuess | null
  readonly fit: Guess['fit']
}

function tableGuess(
  best: TableMapping,
  columns: readonly ColumnValues[],
  place: PlaceGuess,
  input: GuessInput,
  more: More,
): Guess {
  const { table } = best
  const rowId = guessRowId(table, best.mapped, columns)
  const mapped = rowId ? [...best.mapped, rowId.mapped] : best.mapped
  const dates = guessDates(mapped, columns, input)
  const ordered = tableColumns[table].flatMap(column => mapped.filter(each => each.column === column))
  const used = new Set(ordered.flatMap(({ of, fallbacks }) => [of, ...fallbacks].map(each => each?.source)))
  if (place.point) used.add(place.point.of.source)
  return {
    table,
    tableConfidence: round(more.confidence),
    columns: ordered.map(each => columnGuess(each, best)),
    words: Object.fromEntries(
      ordered.flatMap(({ column, of }) =>
        of && column.vocabulary ? [[column.name, wordsOf(column.vocabulary, of)]] : [],
      ),
    ),
    questions: [
      ...more.questions,
      ...(rowId ? [rowId.question] : []),
      ...dates.questions,
      ...place.questions,
      ...mappingQuestions(best, columns, input.regions),
    ],
    unmapped: input.read.columns.map(({ name }) => name).filter(name => !used.has(name)),
    profile: null,
    fit: more.fit,
    join: more.join,
    settings: guessedSettings(rowId?.together ? best.mapped : ordered, place, dates, rowId?.together ?? null),
  }
}

function columnGuess(
  { column, of, fallbacks, constant, confidence, why }: MappedValues,
  { evidence }: TableMapping,
): ColumnGuess {
  const open = { ...evidence, key: null }
  return {
    column: column.name,
    source: of?.source ?? null,
    fallbacks: fallbacks.map(({ source }) => source),
    constant,
    confidence,
    why,
    samples: of ? samplesOf(of) : [],
    alternatives: evidence.claims
      .filter(claim => claim.column === column && claim.of !== of && !fallbacks.includes(claim.of))
      .flatMap(claim => {
        const held = support(open, column, claim.of)
        return held === null
          ? []
          : [{ source: claim.of.source, confidence: round(claim.confidence * (0.5 + 0.5 * held)) }]
      })
      .sort((a, b) => b.confidence - a.confidence || (a.source < b.source ? -1 : 1)),
  }
}

function guessedSettings(
  mapped: readonly MappedValues[],
  place: PlaceGuess,
  dates: ReturnType<typeof guessDates>,
  together: readonly ColumnValues[] | null,
): ExtractSettings {
  const sources = mapped.flatMap(({ column, of, fallbacks }): [string, string | readonly string[]][] => {
    if (!of) return []
    return [[column.name, fallbacks.length > 0 ? [of, ...fallbacks].map(each => each.source) : of.source]]
  })
  const units = Object.fromEntries(
    mapped.flatMap(({ column, of }): [string, AmountUnit][] => {
      const unit = of && headerUnit(column.name, of.source)
      return unit ? [[column.name, unit]] : []
    }),
  )
  const suggested = place.questions.find(({ kind }) => kind === 'coordinates')?.suggested
  const system = suggested === 'CGCS2000' ? suggested : place.system
  return compact({
    columns: Object.fromEntries(sources),
    constants: Object.fromEntries(
      mapped.flatMap(({ column, constant }) => (constant === null ? [] : [[column.name, constant]])),
    ),
    id: together?.map(({ source }) => source),
    guess: false,
    department: undefined,
    words: undefined,
    dates: Object.keys(dates.dates).length > 0 ? dates.dates : undefined,
    units: Object.keys(units).length > 0 ? units : undefined,
    timezone: dates.timezone,
    point: place.point ? { column: place.point.of.source, order: place.point.order } : undefined,
    coordinates: system ?? undefined,
    swapped: place.swapped || undefined,
    score: undefined,
    extra: undefined,
  })
}
