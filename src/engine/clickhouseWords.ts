/*
 * What ClickHouse calls by another name than DuckDB, but means the same. Only the source's own text is read, never a value.
 * What it writes in another way, and not only with another word, is in `dialect.ts`.
 */

const phrases: readonly (readonly [RegExp, string])[] = [
  // DATE and TIMESTAMP reach from 1900 to 2299 there only as these types.
  [/\bAS DATE\)/g, 'AS Date32)'],
  [/\bAS TIMESTAMP\)/g, "AS DateTime64(6, 'UTC'))"],
  [/\bAS NOT MATERIALIZED\b/g, 'AS'],
  // Where there is no other row, a column that is never NULL would give 0.
  [/\b(lead|lag)\(([\w.]+)\)/g, '$1(toNullable($2))'],
  [/\bstring_split\(([\w.]+), ''\)/g, "ngrams(coalesce($1, ''), 1)"],
]

const functions: Readonly<Record<string, string>> = {
  bool_or: 'max',
  bool_and: 'min',
  regexp_matches: 'match',
  chr: 'char',
  arg_max: 'argMax',
  isodow: 'toDayOfWeek',
  unnest: 'arrayJoin',
  list: 'groupArray',
  lower: 'lowerUTF8',
  upper: 'upperUTF8',
}
const names = new RegExp(`\\b(${Object.keys(functions).join('|')})\\(`, 'g')

/** The source text of a statement, piece by piece, in ClickHouse's words. */
export function inClickHouseWords(texts: readonly string[]): string[] {
  // It refuses to work out a part once where another one is recursive.
  const recursive = texts.some(text => /\bRECURSIVE\b/.test(text))
  // Where classes are asked by a filter (IN), it reads their inner parts before they are worked out, and fails: code 49.
  const ofClasses = texts.some(text => /\bclasses_\d+ AS MATERIALIZED\b/.test(text))
  return texts.map(text => {
    const phrased = phrases.reduce((all, [phrase, other]) => all.replace(phrase, other), text)
    const named = phrased.replace(names, (_, name: string) => `${functions[name]}(`)
    if (recursive) return named.replace(/\bAS MATERIALIZED\b/g, 'AS')
    return ofClasses ? named.replace(/\b(?!classes_|indicators_)(\w+) AS MATERIALIZED\b/g, '$1 AS') : named
  })
}
