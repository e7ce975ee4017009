import type { Completion } from '@codemirror/autocomplete'
import type { SQLNamespace } from '@codemirror/lang-sql'
import { lastingTables } from '../../extracts/tables'
import { columnLabel, type Language, tableLabel } from '../../i18n'
import { columns, tableNames } from '../../schema'

/** Tables and columns for completion, each with its label in the page's language and its type. */
export function schemaNames(language: Language): SQLNamespace {
  return Object.fromEntries(
    Object.entries(lastingTables).map(([name, list]) => {
      const table = tableNames.find(each => name === each || name === `rejected_${each}`)
      const label = table !== undefined && name === table ? tableLabel(table, language) : undefined
      const children = list.map(([column, type]): Completion => {
        const known = table !== undefined && columns[table].some(each => each.name === column)
        return {
          label: column,
          type: 'property',
          detail: known ? `${columnLabel(table, column, language)} · ${type}` : type,
        }
      })
      return [name, { self: { label: name, type: 'type', detail: label }, children }]
    }),
  )
}

/** Functions that questions of this kind use; DuckDB has many more, which run as well. */
export const functionNames: readonly string[] =
  `abs age any_value approx_count_distinct arg_max arg_min array_agg avg bool_and bool_or ceil coalesce concat contains
  corr count count_if date_diff date_part date_trunc day dayname dayofweek dense_rank epoch first floor format generate_series
  greatest histogram ifnull jaro_winkler_similarity lag last lead least left len length levenshtein list list_contains
  list_distinct list_sort ln log lower lpad ltrim make_date max median min mod mode month monthname nullif percent_rank
  position quantile_cont quantile_disc quarter random range rank regexp_extract regexp_matches regexp_replace repeat replace
  reverse right round row_number rpad rtrim sign split_part sqrt starts_with stddev strftime string_agg string_split strptime
  substring sum time_bucket trim try_cast typeof unnest upper variance week weekday year yearweek`
    .split(/\s+/)
    .filter(name => name !== '')
