import type { FirstResult } from './first'
import { linkKinds } from './links/kinds'
import type { LinksResult } from './links/measure'
import type { LoadResult } from './load/measure'

/** Something that was measured at several numbers of complaints. */
export interface Course {
  readonly what: string
  readonly unit: 'ms' | 'MB'
  readonly points: readonly (readonly [complaints: number, value: number])[]
  /** The slope of the line through the points on paper with logarithms on both sides; null with fewer than two. */
  readonly exponent: number | null
}

/** Everything that was measured at more than one number of complaints. */
export function growthOf(
  first: readonly FirstResult[],
  links: readonly LinksResult[],
  load: readonly LoadResult[],
): Course[] {
  const twelve = load.filter(({ kind }) => kind === 'twelve')
  const city = load.filter(({ kind }) => kind === 'city')
  const of = <Each extends { readonly complaints: number }>(
    what: string,
    unit: Course['unit'],
    all: readonly Each[],
    value: (each: Each) => number | null,
  ): Course[] => {
    const points = all.flatMap(each => {
      const found = value(each)
      return found === null || !(found > 0) ? [] : [[each.complaints, found] as const]
    })
    return points.length < 2 ? [] : [{ what, unit, points, exponent: slopeOf(points) }]
  }
  return [
    ...of('first answers on screen', 'ms', first, each => each.firstAnswers),
    ...of('all live', 'ms', first, each => each.allLive),
    ...of('complaints loaded, twelve columns', 'ms', twelve, each => each.load.live),
    ...of('the city loaded', 'ms', city, each => each.load.live),
    ...of('memory, twelve columns', 'MB', twelve, each => each.memory),
    ...of('memory, the city', 'MB', city, each => each.memory),
    ...linkKinds.flatMap(kind => of(`selection: ${kind}`, 'ms', links, each => each.kinds[kind].later)),
    ...of('Mosaic: a point', 'ms', links, each => each.mosaic?.point.later ?? null),
    ...of('Mosaic: an interval', 'ms', links, each => each.mosaic?.interval.later ?? null),
  ]
}

/** Least squares on logarithms; null where all numbers of complaints are one. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number | null {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const)
  const mean = (at: 0 | 1): number => logs.reduce((sum, point) => sum + point[at], 0) / logs.length
  const [x0, y0] = [mean(0), mean(1)]
  const across = logs.reduce((sum, [x]) => sum + (x - x0) ** 2, 0)
  return across === 0 ? null : logs.reduce((sum, [x, y]) => sum + (x - x0) * (y - y0), 0) / across
}
