import { identifier, join, type Sql, sql } from '../engine/sql'
import type { FilteredTable } from '../filters/predicates'

/** `n` is the number of rows, each other key a column with the number of its rows that have a value. */
export type NullShares = Readonly<Record<string, number>> & { readonly n: number }

/** Rows of a table and, for each of `names` (columns of it, none called `n`), how many have a value; over all time. */
export const nullShares = (table: FilteredTable, names: readonly string[]): Sql<NullShares> => sql`
  SELECT CAST(count(*) AS DOUBLE) AS n, ${join(
    names.map(name => sql`CAST(count(${identifier(name)}) AS DOUBLE) AS ${identifier(name)}`),
  )}
  FROM ${identifier(table)}`
