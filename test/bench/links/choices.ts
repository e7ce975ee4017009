import type { Profile } from '../../../src/extracts/report'
import { addDays } from '../../../src/filters/days'
import { type Choices, defaults } from '../../../src/filters/filters'
import { bucketStart } from '../../../src/queries/buckets'
import { riskClasses } from '../../../src/risk/scorecard'
import type { LinkKind } from './kinds'

/** Choices of each kind; the first one is told apart from the others. */
export const choicesEach = 9

/** The `i`-th choice of a kind among the extracts of a profile, of which none is asked twice. */
export function choicesOf(kind: LinkKind, i: number, { asOf, regions, choices }: Profile): Choices {
  switch (kind) {
    case 'region': {
      const all = regions.regions.filter(({ level }) => level === regions.levels[0])
      return { ...defaults, regions: [all[i % all.length]?.code ?? ''] }
    }
    case 'months': {
      const to = addDays(bucketStart('month', addDays(bucketStart('month', asOf), -31 * i)), -1)
      return { ...defaults, window: { from: bucketStart('month', addDays(to, -340)), to } }
    }
    case 'days':
      return { ...defaults, window: { from: addDays(asOf, -371 - 13 * i), to: addDays(asOf, -5 - 7 * i) } }
    case 'category':
      return { ...defaults, categories: [choices.categories[i % choices.categories.length]?.value ?? null] }
    case 'class':
      // Fifteen ways to choose some of four.
      return { ...defaults, classes: riskClasses.filter((_, bit) => ((i % 15) + 1) & (1 << bit)) }
    case 'area': {
      const [west, south, east, north] = regions.extent ?? [0, 0, 1, 1]
      const at = (x: number, y: number) => [west + (east - west) * x, south + (north - south) * y] as const
      const shift = i / 40
      return {
        ...defaults,
        area: [at(0.3 + shift, 0.3), at(0.6 + shift, 0.35), at(0.55 + shift, 0.6), at(0.35 + shift, 0.65)],
      }
    }
  }
}
