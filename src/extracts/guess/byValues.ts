import { type Column, columnOf, rowKeys, columns as tableColumns } from '../../schema'
import { codeText } from '../mapping'
import type { RegionSet } from '../source'
import { type ColumnValues, distinctShare, fillShare, shareOf } from './columnValues'
import { dateShare, type Evidence } from './fits'
import { isKeyLike } from './keys'
import type { MappedValues } from './mapTable'
import { knownShare } from './vocabulary'

/** Sampled rows without which values alone say nothing. */
const enough = 3

/** What no name claims but the values show: keys, places, regions, words of a vocabulary, the row's date and id. */
export function addByValues(
  columns: readonly ColumnValues[],
  named: readonly MappedValues[],
  evidence: Evidence,
  regions: RegionSet | null,
): MappedValues[] {
  const { table, place, key } = evidence
  const mapped = [...named]
  const has = (name: string): boolean => mapped.some(({ column }) => column.name === name)
  const free = (): ColumnValues[] => {
    const taken = new Set(mapped.flatMap(({ of, fallbacks }) => [of, ...fallbacks]))
    return columns.filter(
      of =>
        !taken.has(of) &&
        !of.masked &&
        of.filled.length >= enough &&
        of !== place.point?.of &&
        of.type !== 'nested' &&
        of.type !== 'binary',
    )
  }
  const add = (name: string, of: ColumnValues | null | undefined, confidence: number): void => {
    if (!of || has(name)) return
    mapped.push({ column: columnOf(table, name), of, fallbacks: [], constant: null, confidence, why: 'values' })
  }
  add('entity_code', key?.of, key?.confidence ?? 0)
  if (!has('lon') && !has('lat') && place.lon && place.lat) {
    add('lon', place.lon, place.confidence)
    add('lat', place.lat, place.confidence)
  }
  if (regions && !has('region_code') && !has('region_name')) {
    const code = first(free().filter(of => isRegionCode(of, regions, evidence)))
    if (code) add('region_code', code, 0.7)
    else add('region_name', first(free().filter(of => isRegionName(of, regions))), 0.7)
  }
  for (const column of tableColumns[table].filter(each => each.vocabulary !== undefined)) {
    add(
      column.name,
      first(
        free().filter(of => speaks(column, of)),
        of => knownShare(column.vocabulary ?? 'result', of),
      ),
      0.6,
    )
  }
  const { id, dates } = rowKeys[table]
  if (!dates.some(has)) add(dates[0] ?? '', earliest(free().filter(of => dateShare(of) >= 0.9)), 0.5)
  if (!has(id))
    add(
      id,
      first(
        free().filter(of => isUnique(of) && isKeyLike(of)),
        of => -averageLength(of),
      ),
      0.5,
    )
  return mapped
}

/** The best by `score`, then by name: never by the order of the file. */
function first(
  found: readonly ColumnValues[],
  score: (of: ColumnValues) => number = () => 0,
): ColumnValues | undefined {
  return [...found].sort((a, b) => score(b) - score(a))[0]
}

/** In fewer rows anything is unique. */
const isUnique = (of: ColumnValues): boolean =>
  of.filled.length >= 20 && distinctShare(of) === 1 && fillShare(of) >= 0.99
const averageLength = (of: ColumnValues): number =>
  of.filled.reduce((sum, text) => sum + text.length, 0) / of.filled.length

/** Codes of a catalogue's regions. Short numbers stand for many things: they must agree with the places. */
function isRegionCode(of: ColumnValues, { regions }: RegionSet, { place, regionFits, table }: Evidence): boolean {
  const codes = new Set(regions.map(region => region.code))
  if (shareOf(of, text => codes.has(codeText(text))) < 0.8) return false
  const placed = place.regions.filter(region => region !== null).length >= 20
  const long = shareOf(of, text => text.length >= 6) >= 0.8
  return (placed || long) && regionFits(columnOf(table, 'region_code'), of.name)
}

function isRegionName(of: ColumnValues, { regions }: RegionSet): boolean {
  const names = new Set(regions.map(region => region.name))
  return shareOf(of, text => names.has(text)) >= 0.8
}

/** Few words, nearly all of which the column's vocabulary knows. Single letters and numbers are in too many columns. */
function speaks(column: Column, of: ColumnValues): boolean {
  const few = of.distinct.size <= 50 && (of.filled.length < 20 || distinctShare(of) <= 0.5)
  if (!column.vocabulary || !few || of.distinct.size < 2) return false
  return shareOf(of, text => text.length > 1) >= 0.8 && knownShare(column.vocabulary, of) >= 0.8
}

/** Of several dates, the one that begins the others: received before it is closed. */
function earliest(found: readonly ColumnValues[]): ColumnValues | undefined {
  const before = (a: ColumnValues, b: ColumnValues): number => {
    const pairs = a.values.flatMap((value, row) => {
      const other = b.values[row] ?? null
      return value === null || other === null ? [] : [value <= other]
    })
    return pairs.length === 0 ? 0.5 : pairs.filter(Boolean).length / pairs.length
  }
  const wins = (a: ColumnValues): number => found.filter(b => b !== a && before(a, b) >= before(b, a)).length
  return first(found, of => fillShare(of) * 10 + wins(of))
}
