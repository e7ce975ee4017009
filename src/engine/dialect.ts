import { join, raw, type Sql, sql } from './sql'

/*
 * Where DuckDB and ClickHouse differ. Questions use these and stay the same; where both understand one form, they write
 * that. What ClickHouse only calls by another name is in `clickhouseWords.ts`. NULL gives NULL unless it says otherwise.
 * All of DuckDB's forms work without any extension.
 */

export type Dialect = 'duckdb' | 'clickhouse'
let spoken: Dialect = 'duckdb'

/** From here on questions are written for that engine: a page has one, and chooses it before it asks anything. */
export const speak = (dialect: Dialect): void => {
  spoken = dialect
}
export const speaks = (dialect: Dialect): boolean => spoken === dialect

/** What `write` writes for that engine, whichever one is spoken otherwise. */
export function writtenFor<Written>(dialect: Dialect, write: () => Written): Written {
  const before = spoken
  spoken = dialect
  try {
    return write()
  } finally {
    spoken = before
  }
}
const either = (duckdb: Sql, clickhouse: Sql): Sql => (spoken === 'duckdb' ? duckdb : clickhouse)

/** The first day of the period of a DATE or TIMESTAMP as a DATE; weeks begin on Monday. Cheaper to group by than its text. */
export const bucketDay = (bucket: 'day' | 'week' | 'month' | 'quarter', column: Sql): Sql =>
  bucket === 'day' ? sql`CAST(${column} AS DATE)` : sql`CAST(date_trunc(${raw(`'${bucket}'`)}, ${column}) AS DATE)`

/** Days from one DATE to a later one, below 0 if it is earlier. */
export const daysBetween = (earlier: Sql, later: Sql): Sql =>
  either(sql`(${later} - ${earlier})`, sql`(toInt32(${later}) - toInt32(${earlier}))`)

/** Days since 1970-01-01 of a DATE. */
export const dayCount = (day: Sql): Sql =>
  either(sql`CAST(${day} - DATE '1970-01-01' AS INTEGER)`, sql`toInt32(${day})`)

/** The DATE that so many days after 1970-01-01 is. */
export const dayOfCount = (days: Sql): Sql =>
  either(sql`(DATE '1970-01-01' + ${days})`, sql`CAST(CAST(${days} AS INTEGER) AS Date32)`)

/** A day some months later: the same day of the month, else the last one. */
export const monthsLater = (day: Sql, months: number): Sql =>
  either(
    sql`(${day} + CAST(${months} AS INTEGER) * INTERVAL 1 MONTH)`,
    sql`addMonths(${day}, CAST(${months} AS INTEGER))`,
  )

/** Of whole numbers, both above 0: how often one goes into another. */
export const timesIn = (divisor: number, number: Sql): Sql =>
  either(sql`(${number} // ${divisor})`, sql`intDiv(${number}, ${divisor})`)

/** A number rounded to so many decimals, halves away from 0. */
export const rounded = (value: Sql, decimals = 0): Sql => {
  if (decimals > 0)
    return either(
      sql`round(${value}, ${decimals})`,
      sql`(${rounded(sql`(${value}) * ${10 ** decimals}`)} / ${10 ** decimals})`,
    )
  return either(sql`round(${value})`, sql`(sign(${value}) * floor(abs(${value}) + 0.5))`)
}

/** The bits that two whole numbers have in common. */
export const commonBits = (one: Sql, other: Sql): Sql => either(sql`(${one} & ${other})`, sql`bitAnd(${one}, ${other})`)

/**
 * Whether `column` is one of `texts`, of which there is at least one. DuckDB compares an ENUM with one word by its number,
 * but with a list word by word, for every row; what a question answers with is looked up.
 */
export const isAmong = (column: Sql, texts: readonly string[]): Sql =>
  texts.length === 1
    ? sql`${column} = ${texts[0] ?? null}`
    : either(sql`${column} IN (SELECT unnest([${join(texts)}]))`, sql`${column} IN (${join(texts)})`)

/** The same of a statement that takes a few milliseconds whatever the rows: what stands around the texts is prepared once. */
export const isAmongPrepared = (column: Sql, texts: readonly string[]): Sql =>
  either(sql`${column} IN (SELECT unnest(${{ texts }}))`, isAmong(column, texts))

/** Whether a text holds another one. */
export const holds = (text: Sql, part: Sql): Sql =>
  either(sql`contains(${text}, ${part})`, sql`(positionUTF8(${text}, ${part}) > 0)`)

/** Aggregate: the quantile `level`, 0-1, between two values where it lies between them (Hyndman and Fan's type 7). */
export const quantile = (value: Sql, level: number): Sql =>
  either(
    sql`quantile_cont(${value}, CAST(${level} AS DOUBLE))`,
    sql`quantileExactInclusive(${raw(String(level))})(CAST(${value} AS DOUBLE))`,
  )

/** Aggregate: the value below or at which at least that share, 0-1, of those lie for which `condition` holds. */
export const quantileValue = (value: Sql, level: number, condition: Sql): Sql =>
  either(
    sql`quantile_disc(${value}, ${level}) FILTER (WHERE ${condition})`,
    sql`arrayElementOrNull(arraySort(groupArrayIf(${value}, ${condition})), toUInt32(greatest(1, ceil(${level} * countIf(${value}, ${condition})))))`,
  )

/** Aggregate: what the row of the latest day says that says anything; of several on one day the text that sorts last. */
export const latestText = (text: Sql, day: Sql): Sql =>
  either(
    sql`max({'day': ${day}, 'word': ${text}}) FILTER (WHERE ${text} IS NOT NULL).word`,
    sql`argMaxIf(${text}, tuple(${day}, ${text}), ${text} IS NOT NULL)`,
  )

/** Aggregate: the same of a place, `lon` or `lat` of it; of several on one day the easternmost, then the northernmost. */
export const latestPlace = (which: 'lon' | 'lat', day: Sql): Sql =>
  either(
    sql`max({'day': ${day}, 'lon': lon, 'lat': lat}) FILTER (WHERE lon IS NOT NULL AND lat IS NOT NULL).${raw(which)}`,
    sql`argMaxIf(${raw(which)}, tuple(${day}, lon, lat), lon IS NOT NULL AND lat IS NOT NULL)`,
  )

/** Aggregate: all values in a list, in their order. */
export const sortedList = (value: Sql): Sql =>
  either(sql`list(${value} ORDER BY ${value})`, sql`arraySort(groupArray(${value}))`)

/** Aggregate: texts one after another, in the order of what else the rows hold; what is to go down is a number. */
export const joined = (
  text: Sql,
  separator: string,
  order: readonly { readonly by: Sql; readonly descending?: true }[],
): Sql =>
  either(
    sql`string_agg(${text}, ${separator} ORDER BY ${join(order.map(({ by, descending }) => sql`${by} ${raw(descending ? 'DESC' : 'ASC')}`))})`,
    sql`arrayStringConcat(arrayMap(x -> x.1, arraySort(x -> tuple(${join(
      order.map(({ descending }, i) => raw(`${descending ? '-' : ''}x.${i + 2}`)),
    )}), groupArray(tuple(${text}, ${join(order.map(({ by }) => by))})))), ${separator})`,
  )

/**
 * From `steps` (entity_id, run, place, next, final, day, begins) those that are reached from a run's first one by going from
 * each to its `next`, as long as that is in the run: entity_id, place, next, day. ClickHouse goes along lists, since its
 * recursive statements work out anew what they rest on. `keyword` stands behind WITH.
 */
export const followedSteps = (): { readonly keyword: string; readonly starts: Sql } =>
  spoken === 'duckdb'
    ? {
        keyword: 'RECURSIVE',
        starts: raw(`
    SELECT entity_id, place, next, final, day FROM steps WHERE begins
    UNION ALL SELECT t.entity_id, t.place, t.next, t.final, t.day FROM starts s JOIN steps t ON t.entity_id = s.entity_id AND t.place = s.next WHERE s.next <= s.final`),
      }
    : {
        keyword: '',
        starts: raw(`
    SELECT entity_id, step.1 AS place, step.2 AS next, step.3 AS day FROM (
      SELECT entity_id, arrayJoin(arrayFold((reached, step) -> if(step.1 = reached.1, tuple(step.2, arrayPushBack(reached.2, step)), reached),
        list, tuple(list[1].1, arrayResize(list, 0))).2) AS step
      FROM (SELECT entity_id, run, arraySort(groupArray(tuple(CAST(assumeNotNull(place) AS BIGINT), CAST(assumeNotNull(next) AS BIGINT), assumeNotNull(day)))) AS list FROM steps GROUP BY entity_id, run))`),
      }

/**
 * Names are compared in half width and upper case, without spaces. Most need no change, and one look tells: the rest takes
 * ten times as long. Whatever has a capital is a lower case or title letter, a numeral, a symbol or a mark.
 */
export const comparableName = (name: Sql): Sql => {
  const wide = '（）ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ０１２３４５６７８９　·．，'
  const half = '()ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ··,'
  const changes = `[\\p{Ll}\\p{Lt}\\p{Nl}\\p{So}\\p{Mn} ${wide}]`
  const changed = either(
    sql`replace(translate(upper(${name}), ${wide}, ${half}), ' ', '')`,
    sql`replaceAll(translateUTF8(upperUTF8(${name}), ${wide}, ${half}), ' ', '')`,
  )
  return sql`CASE WHEN regexp_matches(${name}, ${changes}) THEN ${changed} ELSE ${name} END`
}
