import { and, identifier, join, list, raw, type Sql, sql } from '../engine/sql'
import { type Column, duckTypes, type VocabularyName, vocabularies } from '../schema'
import type { TimeForm } from './decodeTexts'
import type { DateReading } from './settings'
import type { SourceType } from './source'
import { timeOf } from './times'

/** A source column as the staging table holds it. */
export interface Staged {
  readonly column: Sql
  readonly type: SourceType
  /** Times of a typed column are instants in UTC. */
  readonly utc?: boolean
  /** No cell needs trimming, none is empty: the decoder saw them all. */
  readonly trimmed?: boolean
  /** A text that the decoder read as local times, all of them written like this. */
  readonly written?: TimeForm
}

const formats: Readonly<Record<TimeForm, string>> = {
  day: '%Y-%m-%d',
  space: '%Y-%m-%d %H:%M:%S',
  T: '%Y-%m-%dT%H:%M:%S',
  'space-ms': '%Y-%m-%d %H:%M:%S.%g',
  'T-ms': '%Y-%m-%dT%H:%M:%S.%g',
}

/** What stands around a value by mistake: spaces of all widths, tabs, line ends, byte order marks. */
const blanks = ' \t\r\n\u00a0\u3000\ufeff'

const cellText = identifier('cell_text')

/** Makes the macro that `textOf` calls: written out for every column, statements would grow too long. */
export function createTexts(): Sql {
  // Trimming takes three times as long as seeing that there is nothing to trim.
  const clean = and([
    raw('unicode(x) > 32'),
    raw('unicode(x) NOT IN (160, 12288, 65279)'),
    ...[...blanks].map(blank => sql`NOT ends_with(x, ${blank})`),
  ])
  return sql`CREATE OR REPLACE MACRO ${cellText}(x) AS CASE WHEN ${clean} THEN x ELSE nullif(trim(x, ${blanks}), '') END`
}

/** Text of a source cell: trimmed, '' as NULL, whole numbers without decimals; NaN is what some writers put for null. */
export function textOf({ column, type, trimmed, written }: Staged): Sql {
  if (written) return sql`strftime(${column}, ${formats[written]})`
  if (type === 'text') {
    if (trimmed) return column
    return sql`${cellText}(${column})`
  }
  if (type !== 'number') return sql`CAST(${column} AS VARCHAR)`
  return sql`CASE WHEN NOT isfinite(${column}) THEN NULL
    WHEN ${column} = floor(${column}) AND abs(${column}) < 9007199254740992 THEN CAST(CAST(${column} AS BIGINT) AS VARCHAR)
    ELSE CAST(${column} AS VARCHAR) END`
}

/** The day and time of a cell, as written. */
export const timestampOf = (staged: Staged, date?: DateReading): Sql => timeOf(staged, { date })

export const dateOf = (staged: Staged, date?: DateReading): Sql =>
  staged.type === 'date' ? staged.column : sql`CAST(${timestampOf(staged, date)} AS DATE)`

const yes = [
  '是',
  '真',
  '有',
  'true',
  't',
  'yes',
  'y',
  '1',
  '属实',
  '满意',
  '已公示',
  '已立案',
  'critical',
  '网上',
  '网办',
]
const no = [
  '否',
  '假',
  '无',
  'false',
  'f',
  'no',
  'n',
  '0',
  '不属实',
  '不满意',
  '未公示',
  '未立案',
  'not critical',
  '窗口',
]

export function booleanOf(staged: Staged): Sql {
  if (staged.type === 'boolean') return staged.column
  const word = sql`lower(${textOf(staged)})`
  return sql`CASE WHEN ${word} IN ${list(yes)} THEN TRUE WHEN ${word} IN ${list(no)} THEN FALSE END`
}

/**
 * Words of a source translated by a vocabulary; an unknown word gives NULL. Whole words come before patterns, and what
 * a word ends with before what it begins with: "Canvass Re-Inspection" is a re-inspection.
 */
export function wordOf(text: Sql, vocabulary: VocabularyName): Sql {
  const word = sql`lower(${text})`
  const entries: [string, readonly string[]][] = Object.entries(vocabularies[vocabulary])
  const plain = entries.map(([canonical, words]) => {
    return sql`WHEN ${word} IN ${list([canonical, ...words.filter(w => !w.includes('*'))])} THEN ${canonical}`
  })
  const patterns = (ends: boolean) =>
    entries.flatMap(([canonical, words]) =>
      words
        .filter(w => w.includes('*') && w.startsWith('*') === ends)
        .map(w => sql`WHEN ${word} LIKE ${w.replace('*', '%')} THEN ${canonical}`),
    )
  return sql`CASE ${join([...plain, ...patterns(true), ...patterns(false)], ' ')} END`
}

/** A business code as it is compared: upper case, half width, without spaces and hyphens. */
export function businessCode(text: Sql): Sql {
  const wide = '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ－　'
  const half = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ- '
  return sql`CASE WHEN regexp_full_match(${text}, '[0-9A-Z]+') THEN ${text}
    ELSE nullif(replace(replace(translate(upper(${text}), ${wide}, ${half}), '-', ''), ' ', ''), '') END`
}

const wideNumber = '０１２３４５６７８９，．－＋（）￥＄'
const halfNumber = '0123456789,.-+()¥$'
/** Thousands in threes, or none; a currency before or behind; what stands in parentheses is negative. */
const moneyLike =
  '(?:[(] *[¥$€£]? *|[-+]? *[¥$€£]? *[-+]?)(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:[.][0-9]+)? *(?:元|CNY|RMB|USD)? *[)]?'

function numberOf(staged: Staged, type: string): Sql {
  if (staged.type === 'date' || staged.type === 'timestamp') return raw(`CAST(NULL AS ${type})`)
  const plain = staged.type === 'text' ? textOf(staged) : staged.column
  const value = sql`TRY_CAST(${plain} AS ${raw(type)})`
  const finite = type === 'DOUBLE' ? sql`CASE WHEN isfinite(${value}) THEN ${value} END` : value
  if (staged.type !== 'text') return finite
  const half = sql`translate(${plain}, ${wideNumber}, ${halfNumber})`
  const digits = sql`regexp_replace(${half}, '[^0-9.+-]', '', 'g')`
  const bracketed = sql`starts_with(${half}, '(')`
  const closed = sql`${bracketed} = ends_with(${half}, ')')`
  return sql`coalesce(${finite}, CASE WHEN ${plain} IS NOT NULL AND regexp_full_match(${half}, ${moneyLike}) AND ${closed}
    THEN TRY_CAST(CASE WHEN ${bracketed} THEN '-' || ${digits} ELSE ${digits} END AS ${raw(type)}) END)`
}

/** The canonical value of one source column. */
export function canonicalValue(column: Column, staged: Staged, date?: DateReading): Sql {
  switch (column.kind) {
    case 'date':
      return dateOf(staged, date)
    case 'timestamp':
      return timestampOf(staged, date)
    case 'boolean':
      return booleanOf(staged)
    case 'degrees':
    case 'number':
      return numberOf(staged, 'DOUBLE')
    case 'integer':
      return numberOf(staged, 'INTEGER')
    case 'code':
      return column.name === 'entity_code' ? businessCode(textOf(staged)) : textOf(staged)
    case 'text':
    case 'word':
      return column.vocabulary ? wordOf(textOf(staged), column.vocabulary) : textOf(staged)
    default:
      return column.kind satisfies never
  }
}

export const nullOf = (column: Column): Sql => raw(`CAST(NULL AS ${duckTypes[column.kind]})`)

/** The source has a value, but nothing could be read from it. */
export const unreadable = (staged: Staged, value: Sql): Sql =>
  and([sql`${textOf(staged)} IS NOT NULL`, sql`${value} IS NULL`])

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const innerAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const innerWeights = [3, 7, 9, 10, 5, 8, 4, 2]

/** Has the form of a unified social credit code: 18 characters, digits in places 3 to 8. */
export const looksLikeCreditCode = (code: Sql): Sql =>
  sql`regexp_full_match(${code}, '[0-9A-Z]{2}[0-9]{6}[0-9A-Z]{10}')`

/** Both check characters of GB 32100-2015 hold (the organisation code in places 9 to 17 and the whole). */
export function isCreditCode(code: Sql): Sql {
  const outer = join(
    weights.map((weight, i) => term(alphabet, code, weight, i + 1)),
    ' + ',
  )
  return and([
    sql`regexp_full_match(${code}, ${`[${alphabet}]{2}[0-9]{6}[${alphabet}]{10}`})`,
    sql`substr(${code}, 18, 1) = substr(${alphabet}, CAST((31 - (${outer}) % 31) % 31 AS INTEGER) + 1, 1)`,
    hasOrganisationCode(code),
  ])
}

/** The check character of the organisation code (GB 11714) in places 9 to 17 of a credit code holds. */
export function hasOrganisationCode(code: Sql): Sql {
  const inner = join(
    innerWeights.map((weight, i) => term(innerAlphabet, code, weight, i + 9)),
    ' + ',
  )
  return sql`(substr(${code}, 17, 1) = substr('0X987654321', CAST((${inner}) % 11 AS INTEGER) + 1, 1))`
}

const term = (letters: string, code: Sql, weight: number, place: number): Sql =>
  sql`${weight} * (strpos(${letters}, substr(${code}, ${place}, 1)) - 1)`

export const col = (name: string): Sql => identifier(name)
