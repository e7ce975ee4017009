import type { CoordinateSystem } from '../settings'
import type { RegionSet } from '../source'
import { type Coordinates, isAbove, isInChina, regionsOf, type TestedSystem, testedSystems } from './coordinates'
import type { Question } from './guess'

export interface SystemGuess {
  /** Null: the places do not tell, or no shifted system is in use where they lie. */
  readonly system: TestedSystem | null
  /** Region by row under the best system. */
  readonly regions: readonly (string | null)[]
  readonly question: Question | null
}

/** Rows that state a known region from which their agreement is the better measure. */
const fewStated = 20

/**
 * Reads places as WGS-84, GCJ-02 and BD-09. Where rows also state a region, the best system is the one in which most
 * of these places lie in it, else the one in which most lie in any. It is suggested where the rows that two systems
 * tell apart favour it beyond chance (McNemar, two standard errors).
 */
export function guessSystem(
  places: Coordinates,
  stated: readonly (string | null)[],
  set: RegionSet | null,
  locate: (lon: number, lat: number) => string | null,
  catalogue: CoordinateSystem | undefined,
): SystemGuess {
  const plain = regionsOf(places, 'WGS-84', locate)
  const rows = places.filter(place => place !== null)
  const chinese = rows.filter(isInChina).length * 2 > rows.length
  if (!chinese) return { system: null, regions: plain, question: null }
  const question = (suggested: CoordinateSystem | null, evidence: Question['evidence']): Question => ({
    kind: 'coordinates',
    column: 'lon',
    choices: ['WGS-84', 'CGCS2000', 'GCJ-02', 'BD-09'],
    suggested,
    evidence,
  })
  if (!set?.extent) {
    return { system: null, regions: plain, question: question(catalogue ?? null, { rows: rows.length }) }
  }
  const above = isAbove(set)
  const tried = testedSystems.map(system => {
    const regions = system === 'WGS-84' ? plain : regionsOf(places, system, locate)
    return { system, regions, inside: outcomes(places, regions, () => true) }
  })
  const agreeing = tried.map(({ system, regions }) => ({
    system,
    regions,
    hits: outcomes(
      places,
      regions,
      (region, row) => {
        const code = stated[row] ?? null
        return code === null ? null : above(code, region)
      },
      row => (stated[row] ?? null) !== null,
    ),
  }))
  const known = agreeing[0]?.hits.filter(hit => hit !== null).length ?? 0
  const agrees = known >= fewStated && Math.max(...agreeing.map(({ hits }) => share(hits))) >= 0.5
  const measured = (agrees ? agreeing : tried.map(({ inside, ...rest }) => ({ ...rest, hits: inside })))
    .map(each => ({ ...each, share: share(each.hits) }))
    .sort((a, b) => b.share - a.share)
  const [best, second] = measured
  if (!best || !second) return { system: null, regions: plain, question: null }
  const sure = best.share > 0 && isBetter(best.hits, second.hits)
  const evidence = {
    rows: best.hits.filter(hit => hit !== null).length,
    measure: agrees ? 'agreement' : 'inside',
    ...Object.fromEntries(measured.map(each => [each.system, each.share])),
  }
  const suggested = sure ? best.system : null
  // CGCS2000 is told apart from WGS-84 by nobody: what the catalogue says stays.
  const same = suggested === 'WGS-84' && catalogue === 'CGCS2000'
  return {
    system: suggested,
    regions: sure ? best.regions : plain,
    question: question(same ? 'CGCS2000' : (suggested ?? catalogue ?? null), evidence),
  }
}

type Hits = readonly (boolean | null)[]

function outcomes(
  places: Coordinates,
  regions: readonly (string | null)[],
  test: (region: string, row: number) => boolean | null,
  counts: (row: number) => boolean = () => true,
): Hits {
  return places.map((place, row) => {
    if (place === null || !counts(row)) return null
    const region = regions[row] ?? null
    return region === null ? false : test(region, row)
  })
}

const share = (hits: Hits): number => {
  const counted = hits.filter(hit => hit !== null)
  return counted.length === 0 ? 0 : counted.filter(Boolean).length / counted.length
}

function isBetter(a: Hits, b: Hits): boolean {
  let [more, less] = [0, 0]
  for (const [row, hit] of a.entries()) {
    if (hit === true && b[row] === false) more++
    if (hit === false && b[row] === true) less++
  }
  return more - less > 2 * Math.sqrt(more + less)
}
