import type { QueryEngine } from '../engine/engine'
import { join, raw, type Sql, sql } from '../engine/sql'
import { derivedIn } from '../risk/derived'
import { spelledOut } from '../risk/kept'
import { type RiskClass, riskClasses } from '../risk/scorecard'

/*
 * Every business's class on a day that the server has no table of. Worked out in place it takes seconds, most of them for
 * resolving the statement, and each of a click's dozen questions would do it again: it is asked once, and goes with the
 * questions as text, half a byte a business.
 */

export interface ClassRow {
  readonly entity_id: number
  readonly class: RiskClass
}

/** Days and cards whose classes are held; the one asked for last stays longest. */
const most = 8

/** Characters of a parameter: a server takes 131,072 bytes unless it is set otherwise. */
const piece = 100_000

/** Of the numbers of businesses at least one in so many has a class, or the text would be mostly of those that have none. */
const sparse = 8

const [base, first] = [riskClasses.length + 1, 'A'.charCodeAt(0)]

/**
 * The rows as a subquery in ClickHouse's words, with `entity_id` and `class`; null where numbers are too sparse. A
 * character stands for two businesses: 'A' plus 5 times the first one's place in `riskClasses`, from 1, plus the second one's.
 */
export function classesAsText(rows: readonly ClassRow[]): Sql | null {
  const last = rows.reduce((highest, { entity_id }) => Math.max(highest, entity_id), -1)
  if (last + 1 > sparse * rows.length + 1000) return null
  const codes = new Uint8Array((last >> 1) + 1).fill(first)
  for (const row of rows) {
    const at = row.entity_id >> 1
    const place = riskClasses.indexOf(row.class) + 1
    codes[at] = (codes[at] ?? first) + (row.entity_id % 2 === 0 ? base * place : place)
  }
  const decoder = new TextDecoder('latin1')
  const pieces: string[] = []
  for (let from = 0; from < codes.length; from += piece) pieces.push(decoder.decode(codes.subarray(from, from + piece)))
  const [only = ''] = pieces
  const text = pieces.length > 1 ? sql`concat(${join(pieces.map(each => sql`${each}`))})` : sql`${only}`
  return sql`SELECT CAST(i AS Nullable(Int32)) AS entity_id, substring(${riskClasses.join('')}, place, 1) AS class
    FROM (SELECT i, if(i % 2 = 0, intDiv(code, ${base}), code % ${base}) AS place
      FROM (SELECT i, ascii(substring(letters, intDiv(i, 2) + 1, 1)) - ${first} AS code
        FROM (SELECT arrayJoin(range(${raw(String(last + 1))})) AS i, ${text} AS letters)))
    WHERE place > 0`
}

/** What is known of classes that questions name and the server has not: each is asked once, whoever waits for it. */
export class ServerClasses {
  readonly #known = new Map<string, Promise<Sql | null>>()

  constructor(
    private readonly engine: Pick<QueryEngine, 'rows'>,
    private readonly isThere: (name: string) => boolean,
  ) {}

  /** Of those that `query` names, by name. Rejects as the engine does; the next question tries again. */
  async of(query: Sql): Promise<Map<string, Sql>> {
    const rows = [...derivedIn(query.strings, this.isThere)].flatMap(([name, table]) =>
      table.kind === 'classes' && !this.isThere(name)
        ? [this.#rows(name, table.select).then(own => ({ name, own }))]
        : [],
    )
    return new Map((await Promise.all(rows)).flatMap(({ name, own }) => (own === null ? [] : [[name, own]])))
  }

  #rows(name: string, select: Sql): Promise<Sql | null> {
    const known = this.#known.get(name) ?? this.#ask(name, select)
    this.#known.delete(name)
    this.#known.set(name, known)
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= most) break
      this.#known.delete(oldest)
    }
    return known
  }

  #ask(name: string, select: Sql): Promise<Sql | null> {
    const rows = spelledOut(sql<ClassRow>`SELECT entity_id, class FROM (${select})`, this.isThere)
    const asked = this.engine.rows(rows).then(classesAsText)
    asked.catch(() => {
      if (this.#known.get(name) === asked) this.#known.delete(name)
    })
    return asked
  }
}
