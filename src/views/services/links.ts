import type { Choices } from '../../filters/filters'
import { changedSearch } from '../../filters/useChoices'
import type { ServiceTable } from '../../parts/leagueWords'
import type { Subset } from '../../queries/rows'

/** The route of the rows behind a number, with the filters in force or others. */
export const rowsOf = (table: ServiceTable, subset: Subset, choices: Choices): string =>
  `/rows/${table}${changedSearch(subset === 'all' ? '' : `?rows=${subset}`, () => choices)}`
