import type { Choices } from '../../filters/filters'
import { changedSearch } from '../../filters/useChoices'
import type { Subset } from '../../queries/rows'
import type { ServiceTable } from './useServices'

/** The route of the rows behind a number, with the filters in force or others. */
export const rowsOf = (table: ServiceTable, subset: Subset, choices: Choices): string =>
  `/rows/${table}${changedSearch(subset === 'all' ? '' : `?rows=${subset}`, () => choices)}`
