import { join, raw, type Sql, sql } from './sql'

/*
 * Where DuckDB and ClickHouse differ. DuckDB's form for now; questions use these and stay the same.
 * All work without any extension, on DATE and TIMESTAMP alike; NULL gives NULL.
 */

/** The first day of the period of `column` as a DATE; weeks begin on Monday. Cheaper to group by than its text. */
export const bucketDay = (bucket: 'day' | 'week' | 'month' | 'quarter', column: Sql): Sql =>
  bucket === 'day' ? sql`CAST(${column} AS DATE)` : sql`CAST(date_trunc(${raw(`'${bucket}'`)}, ${column}) AS DATE)`

/**
 * Whether `column` is one of `texts`, of which there is at least one. DuckDB compares an ENUM with one word by its number,
 * but with a list word by word, for every row; what a question answers with is looked up.
 */
export const isAmong = (column: Sql, texts: readonly string[]): Sql =>
  texts.length === 1 ? sql`${column} = ${texts[0] ?? null}` : sql`${column} IN (SELECT unnest([${join(texts)}]))`

/**
 * Names are compared in half width and upper case, without spaces. Most need no change, and one look tells: the rest takes
 * ten times as long. Whatever has a capital is a lower case or title letter, a numeral, a symbol or a mark.
 */
export const comparableName = (name: Sql): Sql => {
  const wide = '（）ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ０１２３４５６７８９　·．，'
  const half = '()ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ··,'
  const changes = `[\\p{Ll}\\p{Lt}\\p{Nl}\\p{So}\\p{Mn} ${wide}]`
  return sql`CASE WHEN regexp_matches(${name}, ${changes}) THEN replace(translate(upper(${name}), ${wide}, ${half}), ' ', '') ELSE ${name} END`
}
