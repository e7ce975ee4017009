import { join, raw, type Sql, sql } from '../engine/sql'

/**
 * One named part of a long computation; later ones ask it by its name. `kept`: it is worked out once and its rows are
 * held; else it is worked out wherever it is asked, column by column.
 */
export interface Step {
  readonly name: string
  readonly query: Sql
  readonly kept: boolean
}

export const kept = (name: string, query: Sql): Step => ({ name, query, kept: true })
export const passing = (name: string, query: Sql): Step => ({ name, query, kept: false })

/** The steps and what is asked of them in one statement. */
export const inOneStatement = (steps: readonly Step[], last: Sql): Sql => sql`
  WITH ${join(steps.map(step => sql`${raw(step.name)} AS ${raw(step.kept ? 'MATERIALIZED' : 'NOT MATERIALIZED')} (${step.query})`))}
  ${last}`

/**
 * The same for a script, a statement a step: no more is held than the rows of those that are kept, while in one
 * statement the engine holds all that it may still need at once. Temporary tables and views belong to the connection
 * of the script and end with it, however it ends.
 */
export const inStatements = (steps: readonly Step[]): Sql[] =>
  steps.map(step => sql`CREATE TEMP ${raw(step.kept ? 'TABLE' : 'VIEW')} ${raw(step.name)} AS ${step.query}`)
