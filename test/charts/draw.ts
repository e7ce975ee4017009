import type { Chart } from '../../src/charts/chart'
import { examples } from '../../src/charts/examples'
import { exampleTheme } from '../../src/charts/exampleTheme'

export const theme = exampleTheme(false)

export function chart(name: string): Chart {
  const example = examples.find(each => each.name === name)
  if (example === undefined) throw new Error(`There is no example "${name}"`)
  return example.draw(theme)
}

/** The chart's series as plain objects. */
export function series(drawn: Chart): Record<string, unknown>[] {
  return drawn.option.series as Record<string, unknown>[]
}
