import * as z from 'zod/mini'
import type { Profile } from '../../extracts/report'
import { formatChoices } from '../../filters/codecs'
import { defaults } from '../../filters/filters'
import type { SavedView } from '../saved/savedViews'
import { entries } from '../shell/entries'
import type { WallPart } from './wallPart'

export interface WallStep {
  readonly path: string
  /** Without the part. */
  readonly search: string
  readonly part: WallPart
}

/** The address of a step. */
export function addressOf({ path, search, part }: WallStep): string {
  const params = new URLSearchParams(search)
  params.set('wall', part)
  return `${path}?${params.toString()}`
}

/** The place of an address among the steps; -1 where it is none of them. */
export const placeOf = (steps: readonly WallStep[], path: string, search: string): number =>
  steps.findIndex(step => addressOf(step) === `${path}?${new URLSearchParams(search).toString()}`)

export const leastSeconds = 10
export const mostSeconds = 300

/** What takes turns, in order, by the ids of `wallOptions`, and for how many seconds each. */
export interface WallSettings {
  readonly chosen: readonly string[]
  readonly every: number
}

const settings = z.object({
  format: z.literal(1),
  chosen: z.array(z.string().check(z.maxLength(100))).check(z.maxLength(200)),
  every: z.int().check(z.minimum(leastSeconds), z.maximum(mostSeconds)),
})
const usual: WallSettings = { chosen: ['figures', 'where', 'trends'], every: 30 }

/** What is kept, or the usual where nothing is, or nothing that can be read. */
export function readSettings(kept: unknown): WallSettings {
  const found = settings.safeParse(kept)
  return found.success ? { chosen: found.data.chosen, every: found.data.every } : usual
}
export const keptSettings = (value: WallSettings) => ({ format: 1, ...value })

/** A whole number of seconds within the bounds. */
export const secondsOf = (typed: number): number =>
  Number.isFinite(typed) ? Math.min(mostSeconds, Math.max(leastSeconds, Math.round(typed))) : usual.every

export type WallOption =
  | {
      readonly kind: 'part'
      readonly id: 'figures' | 'where' | 'trends' | 'districts'
      readonly steps: readonly WallStep[]
    }
  | { readonly kind: 'page'; readonly id: string; readonly path: string; readonly steps: readonly WallStep[] }
  | { readonly kind: 'saved'; readonly id: string; readonly view: SavedView; readonly steps: readonly WallStep[] }

/** Pages to work on, and lists that nobody reads from afar. */
const notForWalls = ['/overview', '/extracts', '/model', '/sql', '/notebook']
/** Regions of the coarsest level that get a turn each. */
const mostRegions = 200

/** Everything that can stand on the wall. */
export function wallOptions(profile: Profile, views: readonly SavedView[]): WallOption[] {
  const overview = (part: WallPart, search = ''): WallStep => ({ path: '/overview', search, part })
  const level = profile.regions.levels[0]
  const regions = profile.regions.regions.filter(region => region.level === level).slice(0, mostRegions)
  const byRegion = regions.map(({ code }) =>
    overview('figures', `?${formatChoices({ ...defaults, regions: [code] }).toString()}`),
  )
  const pages = entries
    .flatMap(entry => entry.pages ?? [entry])
    .filter(page => !notForWalls.includes(page.path))
    .map(
      ({ path }) => ({ kind: 'page', id: `page ${path}`, path, steps: [{ path, search: '', part: 'page' }] }) as const,
    )
  return [
    { kind: 'part', id: 'figures', steps: [overview('figures')] },
    ...(byRegion.length > 1 ? [{ kind: 'part', id: 'districts', steps: byRegion } as const] : []),
    { kind: 'part', id: 'where', steps: [overview('where')] },
    { kind: 'part', id: 'trends', steps: [overview('trends')] },
    ...pages,
    ...views.map(
      view =>
        ({
          kind: 'saved',
          id: `saved ${view.id}`,
          view,
          steps: [{ path: view.path, search: view.search, part: 'page' }],
        }) as const,
    ),
  ]
}

/** What takes turns; a saved view that was removed, or a page that is no more, is passed over. */
export const stepsOf = ({ chosen }: WallSettings, options: readonly WallOption[]): readonly WallStep[] =>
  chosen.flatMap(id => options.find(option => option.id === id)?.steps ?? [])
