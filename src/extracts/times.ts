import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import { type Staged, textOf } from './expressions'
import type { DateReading } from './settings'

const wide = '０１２３４５６７８９／－．：　，＋年月日号时時点分秒'
const half = '0123456789/-.: ,+--  ::::: '.replace(':::::', '::::')
const months =
  'JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?'
const time =
  '(?:[T ] *(?:(AM|PM) *)?([0-9]{1,2}):([0-9]{1,2})?(?::([0-9]{1,2})?(?:[.,]([0-9]{1,9}))?)? *(AM|PM)? *(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)? *'
const timeGroups = ['a', 'h', 'i', 's', 'f', 'b', 'z']

interface Form {
  readonly pattern: string
  readonly groups: readonly string[]
}
const form = (day: string, groups: readonly string[]): Form => ({
  pattern: `^${day}${time}$`,
  groups: [...groups, ...timeGroups],
})

/** Year first: `2024-1-2`, `2024/1/2`, `2024.1.2`, `2024年1月2日`. */
const yearFirst = form('([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})', ['y', 'm', 'd'])
/** The month by its name, so that no order is in doubt: `2-Jan-2024`, `Jan 2, 2024`. */
const named = [
  form(`([0-9]{1,2})[- ](${months})[-., ]+([0-9]{4}),?`, ['d', 'm', 'y']),
  form(`(${months})[. ]+([0-9]{1,2}),? +([0-9]{4}),?`, ['m', 'd', 'y']),
]
const stated = (groups: readonly string[]) => form('([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}),?', groups)

/** How times of a column are to be told. `zoned`: as a struct, `t` and whether it is an instant in UTC, `z`; else local as written. */
export interface TimeReading {
  readonly date?: DateReading | undefined
  readonly zoned?: boolean
}

const nothing = (zoned: boolean): Sql =>
  raw(zoned ? 'CAST(NULL AS STRUCT(t TIMESTAMP, z BOOLEAN))' : 'CAST(NULL AS TIMESTAMP)')

const made = (t: Sql, zoned: boolean, utc: boolean): Sql =>
  zoned ? sql`CASE WHEN ${t} IS NOT NULL THEN struct_pack(t := ${t}, z := ${utc}) END` : t

/**
 * The day and time of a source cell. The forms are told apart by their shape alone; where day and month could be
 * exchanged the catalogue must say which is which. Without `zoned` a zone behind a time is dropped. Needs `createTimes`.
 */
export function timeOf(staged: Staged, { date, zoned = false }: TimeReading = {}): Sql {
  const { column, type } = staged
  if (type === 'date') return made(sql`CAST(${column} AS TIMESTAMP)`, zoned, false)
  if (type === 'timestamp') return made(sql`CAST(${column} AS TIMESTAMP)`, zoned, staged.utc === true)
  if (type !== 'text' && type !== 'integer' && type !== 'number') return nothing(zoned)
  const counted = date === 'excel' || date === 'epoch-seconds' || date === 'epoch-milliseconds' ? date : null
  const number = counted === null ? null : made(numbered(staged, counted), zoned, counted !== 'excel')
  const written =
    type === 'text' ? textTime(staged, date, zoned) : type === 'integer' ? eightDigits(textOf(staged), zoned) : null
  if (number === null) return written ?? nothing(zoned)
  return written === null || type !== 'text' ? number : sql`coalesce(${number}, ${written})`
}

/** Serial numbers and seconds. The 1900 system has a 29 February 1900, which never was. */
function numbered(staged: Staged, reading: 'excel' | 'epoch-seconds' | 'epoch-milliseconds'): Sql {
  const n = staged.type === 'text' ? sql`TRY_CAST(${textOf(staged)} AS DOUBLE)` : sql`CAST(${staged.column} AS DOUBLE)`
  if (reading === 'excel') {
    return sql`CASE WHEN ${n} >= 1 AND ${n} < 2958466 THEN make_timestamp(
      (CAST(round((${n} + CASE WHEN ${n} < 60 THEN 1 ELSE 0 END) * 86400000) AS BIGINT) - 2209161600000) * 1000) END`
  }
  const scale = reading === 'epoch-seconds' ? 1_000_000 : 1000
  const most = reading === 'epoch-seconds' ? 100_000_000_000 : 100_000_000_000_000
  return sql`CASE WHEN abs(${n}) < ${most} THEN make_timestamp(CAST(round(${n} * ${scale}) AS BIGINT)) END`
}

// Eight digits exactly: 2014111 is no day, though it could be read as two.
const eightDigits = (text: Sql, zoned: boolean): Sql =>
  made(sql`CASE WHEN length(${text}) = 8 THEN try_strptime(${text}, '%Y%m%d') END`, zoned, false)

/** ISO days and times are cast, which takes a twentieth of the time; all else, and what is no day, is looked at closely. */
function textTime(staged: Staged, date: DateReading | undefined, zoned: boolean): Sql {
  const text = textOf(staged)
  const quick = sql`CASE WHEN ${text} LIKE '____-__-_____:__:__' OR ${text} LIKE '____-__-__' OR ${text} LIKE '____-__-_____:__:__.___'
    THEN TRY_CAST(${text} AS TIMESTAMP) END`
  const slow = sql`${closeLook(date, zoned)}(${text})`
  if (!zoned) return sql`coalesce(${quick}, CASE WHEN ${text} IS NOT NULL THEN ${slow} END)`
  return sql`coalesce(${made(quick, true, false)}, CASE WHEN ${text} IS NOT NULL THEN ${slow} END)`
}

const closeLook = (date: DateReading | undefined, zoned: boolean): Sql =>
  identifier(`time_${date === 'dmy' || date === 'mdy' ? date : 'stated'}${zoned ? '_zoned' : ''}`)

/** Makes the macros that expressions of times call: written out for every column, statements would grow too long. */
export const createTimes = (): Sql[] =>
  ([undefined, 'dmy', 'mdy'] as const).flatMap(date =>
    [false, true].map(
      zoned => sql`CREATE OR REPLACE MACRO ${closeLook(date, zoned)}(x) AS ${closely(raw('x'), date, zoned)}`,
    ),
  )

function closely(text: Sql, date: DateReading | undefined, zoned: boolean): Sql {
  const plain = sql`upper(replace(replace(translate(${text}, ${wide}, ${half}), '上午', ' AM '), '下午', ' PM '))`
  const forms = [
    yearFirst,
    ...(date === 'dmy' ? [stated(['d', 'm', 'y'])] : date === 'mdy' ? [stated(['m', 'd', 'y'])] : []),
    ...named,
  ]
  const digits = sql`translate(${text}, ${wide.slice(0, 10)}, ${half.slice(0, 10)})`
  return sql`CASE WHEN regexp_full_match(${digits}, '[0-9]*') THEN ${eightDigits(digits, zoned)}
    ELSE coalesce(${join(forms.map(each => parts(plain, each, zoned)))}) END`
}

/** A form's parts put together; a lambda, so that the expression is matched once. */
function parts(text: Sql, { pattern, groups }: Form, zoned: boolean): Sql {
  const two = (part: Sql) => sql`lpad(${part}, 2, '0')`
  const hour =
    raw(`CASE WHEN m.a || m.b = 'PM' AND TRY_CAST(m.h AS INTEGER) < 12 THEN CAST(CAST(m.h AS INTEGER) + 12 AS VARCHAR)
    WHEN m.a || m.b = 'AM' AND TRY_CAST(m.h AS INTEGER) = 12 THEN '0' ELSE m.h END`)
  const month = raw(
    `CASE WHEN m.m < 'A' THEN m.m ELSE CAST((strpos('JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC', left(m.m, 3)) + 2) // 3 AS VARCHAR) END`,
  )
  const wall = sql`TRY_CAST(m.y || '-' || ${two(month)} || '-' || ${two(raw('m.d'))} || ' ' || ${two(hour)} || ':' ||
    ${two(raw('m.i'))} || ':' || ${two(raw('m.s'))} || '.' || left(m.f || '000000', 6) AS TIMESTAMP)`
  const away = raw(`CASE WHEN m.z IN ('', 'Z') THEN 0 ELSE CASE WHEN m.z[1] = '-' THEN -60 ELSE 60 END *
    (CAST(m.z[2:3] AS INTEGER) * 60 + CASE WHEN length(m.z) > 3 THEN CAST(right(m.z, 2) AS INTEGER) ELSE 0 END) END`)
  const told = zoned
    ? sql`CASE WHEN ${wall} IS NOT NULL THEN struct_pack(t := ${wall} - to_seconds(${away}), z := m.z <> '') END`
    : wall
  return sql`list_transform([regexp_extract(${text}, ${pattern}, [${join(groups.map(name => sql`${name}`))}])],
    lambda m: CASE WHEN m.y <> '' THEN ${told} END)[1]`
}
