import { addDays } from '../../../filters/days'
import { type HexGrid, hexCentre } from '../../../queries/hexagons'
import { daysOfStep, type StepSpan } from '../../../queries/scanCounts'
import type { Cluster, ScanFindings } from '../findings'
import { type Candidate, candidatesOf, standingApart } from './candidates'
import type { ScanColumns } from './columns'
import { Random } from './random'
import { Search } from './search'
import { type Stream, streamsOf } from './streams'

export interface ScanInput {
  readonly columns: ScanColumns
  readonly grid: HexGrid
  readonly span: StepSpan
  readonly replications: number
  /** The same seed gives the same p. */
  readonly seed: number
}
export const replications = 999

export interface ScanTools {
  /** How much is done, 0-1. */
  readonly tell?: (share: number) => void
  readonly signal?: AbortSignal
}

/** Clusters are told up to this p. */
const toldUpTo = 0.05
/** Replications from which it is learned how strong the strongest cluster is where there is none, and the share of them that is weaker than what is looked for. */
const learning = 49
const told = 0.8
/** Milliseconds after which others get their turn. */
const patience = 100

/**
 * Kulldorff's space-time permutation scan (Kulldorff, Heffernan, Hartman, Assunção and Mostashari 2005, PLoS Med 2(3):e59).
 * Cylinders are circles of hexagons (none to two rings around each hexagon with cases) over one to four steps of seven
 * days. What is expected in one follows from the cases of its place over the whole time and those of its time in all
 * places, of one category: so neither where people live nor a season of the whole city matters. In a replication the
 * cases keep their places and the days are dealt out anew, in each category of its own; the strongest cylinder of all
 * categories is remembered, and a cluster's p is the rank of its ratio among those. Therefore one p holds for all places,
 * times, sizes and categories together: the chance that a quiet city shows any cluster so strong. Rejects with AbortError
 * once `signal` fires.
 */
export async function scan(
  input: ScanInput,
  { tell = () => undefined, signal }: ScanTools = {},
): Promise<ScanFindings> {
  const { columns, grid, span, replications } = input
  const streams = streamsOf(columns, span.steps)
  const found = {
    from: span.first,
    to: addDays(span.first, span.steps * daysOfStep - 1),
    cases: streams.reduce((sum, stream) => sum + stream.cases, 0),
    hexagons: new Set(streams.flatMap(({ q, r }) => Array.from(q, (each, i) => `${each} ${r[i]}`))).size,
    categories: streams.length,
    replications,
  }
  const idle = idleBecause(found.cases, found.hexagons, span.steps)
  if (idle !== null) return { ...found, clusters: [], idle }
  const { strongest, bound } = await replicate(streams, input, tell, signal)
  const rank = (ratio: number): number => (1 + strongest.filter(each => each >= ratio).length) / (replications + 1)
  const apart = standingApart(candidatesOf(streams, span.steps, bound))
  const clusters = apart
    .map(candidate => ({ ...clusterOf(candidate, grid, span, streams.length > 1), p: rank(candidate.ratio) }))
    .filter(({ p }) => p <= toldUpTo)
  return { ...found, clusters, idle: null }
}

function idleBecause(cases: number, hexagons: number, steps: number): ScanFindings['idle'] {
  if (cases === 0) return 'no cases'
  if (hexagons === 1) return 'one hexagon'
  return steps === 1 ? 'one step' : null
}

interface Replicated {
  /** The strongest ratio of each replication; 0 where none reaches the bound. */
  readonly strongest: readonly number[]
  /** The least ratio that was looked for; weaker ones have a p of about a fifth or more. */
  readonly bound: number
}

/**
 * Weak cylinders need not be told apart: what is weaker than the strongest one of a fifth of the replications has a p of
 * about a fifth or more, which nobody wants to know exactly. The bound is learned from the first replications.
 */
async function replicate(
  streams: readonly Stream[],
  { span, replications, seed }: ScanInput,
  tell: (share: number) => void,
  signal: AbortSignal | undefined,
): Promise<Replicated> {
  let searches: readonly Search[] = []
  const lists = streams.map(stream => new Uint16Array(stream.steps.length))
  const strongestOf = (replication: number): number => {
    const random = new Random(seed, replication)
    let strongest = 0
    streams.forEach((stream, i) => {
      const list = lists[i] as Uint16Array
      list.set(stream.steps)
      random.shuffle(list)
      searches[i]?.each(list, ratio => {
        if (ratio > strongest) strongest = ratio
      })
    })
    return strongest
  }
  const lookFor = (bound: number): number => {
    searches = streams.map(stream => new Search(stream, span.steps, bound))
    return bound
  }
  const first = Math.min(learning, replications)
  let since = performance.now()
  const run = async (from: number, to: number, into: number[]): Promise<void> => {
    for (let i = from; i < to; i++) {
      into.push(strongestOf(i))
      if (performance.now() - since < patience) continue
      tell(i / replications)
      await new Promise(done => setTimeout(done))
      signal?.throwIfAborted()
      since = performance.now()
    }
  }
  signal?.throwIfAborted()
  let strongest: number[] = []
  for (let bound = lookFor(8); ; bound = lookFor(bound > 0.5 ? bound / 2 : 0)) {
    strongest = []
    await run(0, first, strongest)
    const usual = [...strongest].sort((a, b) => a - b)[Math.floor(first * told)] ?? 0
    if (usual === 0 && bound > 0) continue
    // What the first ones have above the bound stays true: the higher bound only looks for less.
    bound = lookFor(Math.max(bound, usual))
    await run(first, replications, strongest)
    return { strongest, bound }
  }
}

function clusterOf(
  { stream, m, level, length, t, cases, expected, ratio }: Candidate,
  grid: HexGrid,
  span: StepSpan,
  several: boolean,
): Omit<Cluster, 'p'> {
  const [lon, lat] = hexCentre(grid, stream.q[m] ?? 0, stream.r[m] ?? 0)
  return {
    category: stream.category,
    ...(stream.category === null && several ? { unstated: true as const } : {}),
    lon,
    lat,
    radius: radiusOf(level, grid.edge),
    from: addDays(span.first, (t - length + 1) * daysOfStep),
    to: addDays(span.first, (t + 1) * daysOfStep - 1),
    observed: cases,
    expected,
    llr: ratio,
  }
}

/** Metres from the middle of a hexagon to the farthest corner of its rings: corners of those that lie straight on. */
const radiusOf = (rings: number, edge: number): number => edge * Math.hypot(Math.sqrt(3) * (rings + 0.5), 0.5)
