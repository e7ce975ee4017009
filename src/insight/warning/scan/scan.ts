import { addDays } from '../../../filters/days'
import { type HexGrid, hexCentre, ringsOutline } from '../../../queries/hexagons'
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
/**
 * Replications from which it is learned how strong the strongest cylinder is where there is no cluster, and the share of
 * them that is weaker than what is then looked for.
 */
const learning = 49
const weaker = 0.8
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
export async function scan(input: ScanInput, tools: ScanTools = {}): Promise<ScanFindings> {
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
  const chance = new Chance(streams, input, tools)
  const usual = await chance.learn()
  const apart = standingApart(candidatesOf(streams, span.steps, usual))
  // The weakest of those that may be told: how much weaker the strongest of a replication is makes no difference.
  const strongest = await chance.reach(apart.at(-1)?.ratio ?? null)
  const rank = (ratio: number): number => (1 + strongest.filter(each => each >= ratio).length) / (replications + 1)
  const clusters = apart
    .map(candidate => ({ ...clusterOf(candidate, grid, span, streams.length > 1), p: rank(candidate.ratio) }))
    .filter(({ p }) => p <= toldUpTo)
  return { ...found, replications: strongest.length, clusters, idle: null }
}

function idleBecause(cases: number, hexagons: number, steps: number): ScanFindings['idle'] {
  if (cases === 0) return 'no cases'
  if (hexagons === 1) return 'one hexagon'
  return steps === 1 ? 'one step' : null
}

/** The strongest cylinder of each replication, in which cases keep their places and days are dealt out anew. */
class Chance {
  readonly #streams: readonly Stream[]
  readonly #input: ScanInput
  readonly #tools: ScanTools
  readonly #lists: readonly Uint16Array[]
  #searches: readonly Search[] = []
  #since = performance.now()
  /** 0 where none reaches the bound that was looked for. */
  #strongest: number[] = []

  constructor(streams: readonly Stream[], input: ScanInput, tools: ScanTools) {
    this.#streams = streams
    this.#input = input
    this.#tools = tools
    this.#lists = streams.map(stream => new Uint16Array(stream.steps.length))
  }

  /**
   * The first replications, and a ratio that most of them do not reach: a cylinder that is weaker has a p of about a fifth or
   * more, which nobody wants to know exactly.
   */
  async learn(): Promise<number> {
    this.#tools.signal?.throwIfAborted()
    const first = Math.min(learning, this.#input.replications)
    for (let bound = 8; ; bound = bound > 0.5 ? bound / 2 : 0) {
      this.#lookFor(bound)
      this.#strongest = []
      await this.#run(first)
      const usual = [...this.#strongest].sort((a, b) => a - b)[Math.floor(first * weaker)] ?? 0
      if (usual > 0 || bound === 0) return Math.max(bound, usual)
    }
  }

  /** All replications, exact from `bound` on; without a bound there is nothing to compare with, and no more of them. */
  async reach(bound: number | null): Promise<readonly number[]> {
    if (bound === null) return this.#strongest
    this.#lookFor(bound)
    await this.#run(this.#input.replications)
    return this.#strongest
  }

  #lookFor(bound: number): void {
    this.#searches = this.#streams.map(stream => new Search(stream, this.#input.span.steps, bound))
  }

  async #run(to: number): Promise<void> {
    const { signal, tell = () => undefined } = this.#tools
    while (this.#strongest.length < to) {
      this.#strongest.push(this.#replicate(this.#strongest.length))
      if (performance.now() - this.#since < patience) continue
      tell(this.#strongest.length / this.#input.replications)
      await new Promise(done => setTimeout(done))
      signal?.throwIfAborted()
      this.#since = performance.now()
    }
  }

  #replicate(replication: number): number {
    let strongest = 0
    this.#searches.forEach((search, i) => {
      // No arrangement of these cases reaches the bound.
      if (search.idle) return
      const [stream, list] = [this.#streams[i] as Stream, this.#lists[i] as Uint16Array]
      list.set(stream.steps)
      new Random(this.#input.seed, replication * this.#streams.length + i).shuffle(list)
      search.each(list, ratio => {
        if (ratio > strongest) strongest = ratio
      })
    })
    return strongest
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
    outline: ringsOutline(grid, stream.q[m] ?? 0, stream.r[m] ?? 0, level),
    from: addDays(span.first, (t - length + 1) * daysOfStep),
    to: addDays(span.first, (t + 1) * daysOfStep - 1),
    observed: cases,
    expected,
    llr: ratio,
  }
}

/** Metres from the middle of a hexagon to the farthest corner of its rings: corners of those that lie straight on. */
const radiusOf = (rings: number, edge: number): number => edge * Math.hypot(Math.sqrt(3) * (rings + 0.5), 0.5)
