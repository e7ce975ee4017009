import type { Choices } from '../filters/filters'
import { changedSearch } from '../filters/useChoices'
import { definitions } from '../queries/figures'
import type { Subset } from '../queries/rows'
import { highClasses } from '../risk/scorecard'
import type { FigureKey } from '../schema'

/** What a figure's rows are: its whole table, or those that its numerator counts. */
const subsets: Readonly<Record<Exclude<FigureKey, 'high_risk'>, Subset>> = {
  businesses: 'all',
  inspections: 'all',
  problem_rate: 'problem',
  critical_rate: 'critical',
  complaints: 'all',
  closed_on_time: 'late',
  permits_issued: 'all',
  permits_on_time: 'permit_late',
}

/** The route of the rows behind a figure, with the filters in force. */
export function rowsLink(key: FigureKey, choices: Choices): string {
  if (key === 'high_risk') return riskLink(choices)
  const subset = subsets[key]
  return `/rows/${definitions[key].table}${changedSearch(subset === 'all' ? '' : `?rows=${subset}`, () => choices)}`
}

/** The route of the risk list with the businesses of high risk; of those that the filter has chosen, if it has any. */
export function riskLink(choices: Choices, search = ''): string {
  const chosen = highClasses.filter(letter => choices.classes.includes(letter))
  return `/risk${changedSearch(search, () => ({ ...choices, classes: chosen.length > 0 ? chosen : highClasses }))}`
}

/** The route of all rows of a table under the filters in force. */
export const tableLink = (table: 'permits' | 'inspections' | 'complaints' | 'entities', choices: Choices): string =>
  `/rows/${table}${changedSearch('', () => choices)}`
