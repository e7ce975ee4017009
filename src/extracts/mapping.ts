import { type Column, columns, mappable, rowKeys, type TableName, tableNames } from '../schema'
import { likeness, normaliseHeader } from './headers'
import type { MappedColumn, Mapping } from './report'
import { type ExtractSettings, headerUnit } from './settings'
import { ExtractError, type Region, type Sample, type SourceColumn } from './source'

/** What the catalogue states of a file; it wins over every guess. */
export type Stated = Partial<
  Pick<ExtractSettings, 'columns' | 'constants' | 'id' | 'units' | 'guess' | 'point' | 'score'>
>

interface Candidate {
  readonly source: string
  readonly confidence: number
  /** Place in the list of synonyms, 0 for the column's own names: several sources, the first fills the column. */
  readonly rank: number
}

/** Likeness from which two headers count as the same word (schema.md). */
const alike = 0.8
const usable = (column: SourceColumn): boolean => column.type !== 'nested' && column.type !== 'binary'

function candidates(column: Column, sources: readonly SourceColumn[]): Candidate[] {
  const names = [column.name, column.zh, column.en, ...column.synonyms]
  const found = sources.filter(usable).flatMap((source): Candidate[] => {
    const exact = names.findIndex(name => normaliseHeader(name) === normaliseHeader(source.name))
    if (exact >= 0) return [{ source: source.name, confidence: exact < 3 ? 1 : 0.95, rank: Math.max(0, exact - 2) }]
    const best = Math.max(...names.map(name => likeness(name, source.name)))
    return best >= alike ? [{ source: source.name, confidence: best * 0.8, rank: names.length }] : []
  })
  return found.sort((a, b) => b.confidence - a.confidence || a.rank - b.rank)
}

/**
 * Guesses which source column fills which canonical one: by name first (own names, synonyms in their order, then
 * likeness), then by values (`fits`). A source column fills one canonical column; the better claim wins.
 */
export function mapColumns(
  table: TableName,
  sources: readonly SourceColumn[],
  stated: Stated = {},
  fits: (column: Column, source: string) => boolean = () => true,
): Mapping {
  const mapping: Record<string, MappedColumn> = {}
  const taken = new Set<string>()
  for (const [name, constant] of Object.entries(stated.constants ?? {})) {
    mapping[name] = { source: null, fallbacks: [], constant, confidence: 1 }
  }
  for (const [name, given] of Object.entries(stated.columns ?? {})) {
    const [source = '', ...fallbacks] = typeof given === 'string' ? [given] : given
    mapping[name] = { source, fallbacks, constant: null, confidence: 1 }
    for (const each of [source, ...fallbacks]) taken.add(each)
  }
  // They may fill columns of their own as well.
  if (stated.id) {
    const [source = '', ...fallbacks] = stated.id
    mapping[rowKeys[table].id] = { source, fallbacks, constant: null, together: true, confidence: 1 }
  }
  if (stated.point) {
    const both = { source: stated.point.column, fallbacks: [], constant: null, confidence: 1 }
    Object.assign(mapping, { lon: both, lat: both })
    taken.add(stated.point.column)
  }
  if (stated.guess !== false) guessRest(table, sources, fits, mapping, taken)
  for (const [name, mapped] of Object.entries(mapping)) {
    // A column that is stated is in the unit that is stated with it; of one that is guessed the header says it.
    const guessed = mapped.source !== null && !(name in (stated.columns ?? {}))
    const unit = stated.units?.[name] ?? (guessed ? headerUnit(name, mapped.source) : null)
    if (unit !== null) mapping[name] = { ...mapped, unit }
  }
  // What a score says has no source of its own.
  if (stated.score && 'score' in mapping && !('result' in mapping)) {
    mapping.result = { source: null, fallbacks: [], constant: null, confidence: 1 }
  }
  return mapping
}

/** Adds guesses to `mapping` for columns that it lacks, from sources that are not `taken`. */
function guessRest(
  table: TableName,
  sources: readonly SourceColumn[],
  fits: (column: Column, source: string) => boolean,
  mapping: Record<string, MappedColumn>,
  taken: Set<string>,
): void {
  const claims = mappable(table)
    .filter(column => !(column.name in mapping))
    .flatMap(column => candidates(column, sources).map(claim => ({ column, ...claim })))
    .sort((a, b) => b.confidence - a.confidence || isNeeded(b.column) - isNeeded(a.column) || a.rank - b.rank)
  for (const { column, source, confidence } of claims) {
    if (taken.has(source) || !fits(column, source)) continue
    const earlier = mapping[column.name]
    if (earlier === undefined) mapping[column.name] = { source, fallbacks: [], constant: null, confidence }
    else if (column.fallback && confidence >= 0.95 && earlier.source !== null) {
      mapping[column.name] = { ...earlier, fallbacks: [...earlier.fallbacks, source] }
    } else continue
    taken.add(source)
  }
}

/**
 * Of two claims that are as good, a column without which the file is refused comes first; an account is the business's
 * key before it is its owner's.
 */
const isNeeded = (column: Column): number =>
  column.need === 'required' ? 2 : column.need === 'entity' && column.kind === 'code' ? 1 : 0

/** Tests a claim by the values of a sample; region codes must be codes of the catalogue and agree with the places. */
export function valueTest(sample: Sample, regions: readonly Region[]) {
  const parents = new Map(regions.map(region => [region.code, region.parent]))
  const names = new Set(regions.map(region => region.name))
  const isAbove = (code: string, place: string): boolean => {
    for (let at: string | null | undefined = place; at; at = parents.get(at)) if (at === code) return true
    return false
  }
  const share = (source: string, test: (value: unknown, row: number) => boolean | null): number => {
    const results = (sample.values[source] ?? [])
      .map((value, row) => (value === null || value === '' ? null : test(value, row)))
      .filter(result => result !== null)
    return results.length === 0 ? 1 : results.filter(Boolean).length / results.length
  }
  return (column: Column, source: string): boolean => {
    if (column.kind === 'degrees') {
      const bound = column.name === 'lat' ? 90 : 180
      return share(source, value => Math.abs(Number(value)) <= bound) >= 0.9
    }
    if (regions.length === 0) return true
    if (column.name === 'region_name') return share(source, value => names.has(String(value))) >= 0.5
    if (column.name !== 'region_code') return true
    const known = share(source, value => parents.has(codeText(value)))
    const agree = share(source, (value, row) => {
      const place = sample.regions[row]
      return place && parents.has(codeText(value)) ? isAbove(codeText(value), place) : null
    })
    return known >= 0.8 && agree >= 0.9
  }
}

/** A code read as a number is written without decimals. */
export const codeText = (value: unknown): string => String(value).trim().replace(/\.0+$/, '')

/** Throws for the first need of `table` that the mapping leaves open, naming the columns of the file. */
export function requireColumns(
  file: string,
  table: TableName,
  mapping: Mapping,
  sources: readonly SourceColumn[],
): void {
  const has = (name: string): boolean => (name === place ? 'lon' in mapping && 'lat' in mapping : name in mapping)
  const group = (need: Column['need']): string[] => columns[table].filter(c => c.need === need).map(c => c.name)
  const lacks = columns[table].filter(c => c.need === 'required' && !has(c.name)).map(c => `${c.name} (${c.zh})`)
  const oneOf = (names: string[], more: string[] = []): void => {
    if (![...names, ...more].some(has)) lacks.push(`one of ${[...names, ...more].join(', ')}`)
  }
  if (table !== 'complaints') oneOf(group('entity'))
  oneOf(group('region'), [place])
  if (table === 'permits') oneOf(group('time'))
  for (const [name, m] of Object.entries(mapping)) {
    const absent = [m.source, ...m.fallbacks].find(source => source !== null && !sources.some(s => s.name === source))
    if (absent == null) continue
    throw new ExtractError(
      file,
      'mapping',
      `the catalogue maps ${name} to "${absent}", a column that the file does not have; it has ${columnNames(sources)}`,
    )
  }
  if (lacks.length > 0) {
    throw new ExtractError(
      file,
      'mapping',
      `no column found for ${lacks.join('; ')} of ${table}. The file has ${columnNames(sources)}. Name the columns in the catalogue ("columns": {"${lacks[0]?.replace('one of ', '').split(/[ ,]/)[0]}": "…"}) or give a constant`,
    )
  }
}

/** Stands for both coordinates among the needs of a table. */
const place = 'lon and lat'

export const columnNames = (sources: readonly SourceColumn[]): string => {
  const shown = sources
    .slice(0, 30)
    .map(s => `"${s.name}"`)
    .join(', ')
  return sources.length > 30 ? `${shown} and ${sources.length - 30} more` : shown
}

/** The table that a file most likely is: most required columns found, then most columns. */
export function guessTable(sources: readonly SourceColumn[]): TableName {
  const scored = tableNames.map(table => {
    const found = Object.keys(mapColumns(table, sources))
    const needed = columns[table].filter(c => c.need === 'required' && found.includes(c.name)).length
    return { table, score: needed * 100 + found.length }
  })
  return scored.sort((a, b) => b.score - a.score)[0]?.table ?? 'permits'
}
