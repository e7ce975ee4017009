import type { Choices } from '../filters/filters'
import type { ListKey } from '../filters/useChoices'
import { changedSearch } from '../filters/useChoices'
import type { Dimension } from '../queries/contributions'
import type { FigureKey } from '../schema'

/** The route of the page that takes a figure's change apart, with the filters in force or others. */
export const whyLink = (figure: FigureKey, choices: Choices, by?: Dimension): string =>
  `/why${changedSearch(`?figure=${figure}${by === undefined ? '' : `&by=${by}`}`, () => choices)}`

/** The filter that a part of a dimension is a value of; a dimension that is not listed has none. */
export const filterOf: Readonly<Partial<Record<Dimension, ListKey>>> = {
  region: 'regions',
  industry: 'industries',
  department: 'departments',
  category: 'categories',
  kind: 'kinds',
  result: 'results',
}

/** Whether a click on a part can filter: what is only known a level up is no region of this one. */
export const canFilter = (dimension: Dimension, value: string | null): boolean =>
  filterOf[dimension] !== undefined && value !== '~coarser' && !(dimension === 'region' && value === null)
