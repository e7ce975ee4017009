import type { Clicks } from './clicks'
import type { Upload } from './csv'
import type { Memory } from './memory'
import type { Place } from './options'
import type { Round, Visit } from './visits'
import type { Act, Shown } from './watch'

/** Medians, in milliseconds. */
export interface VisitResult {
  /** Painted: the tiles alone; the tiles, the map and the trends. */
  readonly tiles: number
  readonly firstAnswers: number
  /** The tiles' answers, and every card's, are those of the running engine. */
  readonly ready: number
  readonly allLive: number
  /** The floor's `answered` of the same rounds; null where it was not measured. */
  readonly floor: number | null
  /** First answers and all live over the floor. */
  readonly firstRatio: number | null
  readonly liveRatio: number | null
}

export interface ClickResult {
  readonly clicks: number
  readonly answered: number
  readonly painted: number
  readonly slowest: number
}

export interface PlaceResult {
  readonly place: Place
  readonly cold: VisitResult
  readonly second: VisitResult
  readonly region: ClickResult
  /** A region on which the pointer rested for a quarter of a second: its answers were asked for meanwhile. */
  readonly pointed: ClickResult
  readonly window: ClickResult
  /** On the page of forecasts: a window that ends earlier, until all three are worked out and tested anew. */
  readonly outlook: ClickResult
  readonly why: ClickResult
  /** All live on a cold visit to the same folder, not published. */
  readonly plainLive: number
  /** Rows per second of each file, and of all from the open engine to the last linked row; cold visits, not published. */
  readonly rates: Readonly<Record<string, number>>
  /** Rows per second of the loaded tables of a published folder; cold visits. */
  readonly tablesRate: number
  readonly memory: Memory | null
}

/** Medians of the uploads of one CSV; `ratio` is that of reading and loading over the floor, of the same runs. */
export interface UploadResult extends Upload {
  readonly ratio: number
}

export interface Reach {
  readonly what: string
  readonly value: number
  readonly most: number
  readonly met: boolean
}

/** The middle value; of an even number, the higher of the two in the middle, as the anchors have it. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export function placeResult(
  place: Place,
  rounds: readonly Round[],
  plain: readonly Visit[],
  clicks: Clicks,
  memory: Memory | null,
): PlaceResult {
  return {
    place,
    cold: visitResult(rounds, 'cold', 'coldFloor'),
    second: visitResult(rounds, 'second', 'secondFloor'),
    region: clickResult(clicks.regions),
    pointed: clickResult(clicks.pointed),
    window: clickResult(clicks.windows),
    outlook: clickResult(clicks.outlooks),
    why: clickResult(clicks.why),
    plainLive: Math.round(median(plain.map(each => each.found.live ?? Number.NaN))),
    rates: rates(plain),
    tablesRate: rates(rounds.map(each => each.cold)).all ?? Number.NaN,
    memory,
  }
}

function visitResult(
  rounds: readonly Round[],
  which: 'cold' | 'second',
  beside: 'coldFloor' | 'secondFloor',
): VisitResult {
  const at = (kind: 'found' | 'painted', name: keyof Shown): number =>
    Math.round(median(rounds.map(each => each[which][kind][name] ?? Number.NaN)))
  const answered = rounds.flatMap(each => each[beside]?.answered ?? [])
  const floor = answered.length === 0 ? null : Math.round(median(answered))
  const over = (value: number): number | null => (floor === null ? null : Math.round((value / floor) * 1000) / 1000)
  const firstAnswers = at('painted', 'all')
  const allLive = at('found', 'live')
  return {
    tiles: at('painted', 'tiles'),
    firstAnswers,
    ready: at('found', 'ready'),
    allLive,
    floor,
    firstRatio: over(firstAnswers),
    liveRatio: over(allLive),
  }
}

const clickResult = (acts: readonly Act[]): ClickResult => ({
  clicks: acts.length,
  answered: Math.round(median(acts.map(act => act.answered))),
  painted: Math.round(median(acts.map(act => act.painted))),
  slowest: Math.round(Math.max(...acts.map(act => act.answered))),
})

/** A file's rows over the time since the engine was open or the file before it was loaded. */
function rates(visits: readonly Visit[]): Record<string, number> {
  const found = new Map<string, number[]>()
  const add = (name: string, rows: number, milliseconds: number): void => {
    found.set(name, [...(found.get(name) ?? []), (rows / milliseconds) * 1000])
  }
  for (const { marks } of visits) {
    const open = marks.find(mark => mark.name === 'engine-open')
    const prepared = marks.find(mark => mark.name === 'prepared')
    if (!open || !prepared) continue
    let [before, all] = [open.at, 0]
    for (const { name, at, rows } of marks.filter(mark => mark.name.startsWith('loaded '))) {
      add(name.slice('loaded '.length), rows ?? 0, at - before)
      before = at
      all += rows ?? 0
    }
    add('all', all, prepared.at - open.at)
  }
  return Object.fromEntries([...found].map(([name, values]) => [name, Math.round(median(values))]))
}

/** First answers and all live over the floor, at most: cold and on a second visit. */
export const overFloor = { first: { cold: 0.45, second: 0.38 }, live: 1.4 } as const

/** What the page is to reach; without a floor the ratios are left out. */
export function reachOf({ place, cold, second, region, outlook, why }: PlaceResult): Reach[] {
  const limits: readonly (readonly [string, number | null, number])[] = [
    ['first answers over the floor, cold', cold.firstRatio, overFloor.first.cold],
    ['first answers over the floor, second visit', second.firstRatio, overFloor.first.second],
    ['all live over the floor, cold', cold.liveRatio, overFloor.live],
    ['all live over the floor, second visit', second.liveRatio, overFloor.live],
    ['region click answered, ms', region.answered, place === 'chicago' ? 60 : 100],
    ['three forecasts of another window, ms', outlook.answered, 500],
    ['a change taken apart, slowest, ms', why.slowest, 500],
  ]
  return limits.flatMap(([what, value, most]) =>
    value === null ? [] : [{ what: `${place}: ${what}`, value, most, met: value <= most }],
  )
}

export function uploadResult(uploads: readonly Upload[]): UploadResult {
  const of = (value: (upload: Upload) => number): number => median(uploads.map(value))
  const peaks = uploads.flatMap(({ memory }) => memory ?? [])
  const ratio = of(({ read, load, floor }) => (read + load) / floor)
  return {
    ready: of(each => each.ready),
    read: of(each => each.read),
    load: of(each => each.load),
    report: of(each => each.report),
    floor: of(each => each.floor),
    ratio: Math.round(ratio * 100) / 100,
    // What must not be passed is the highest.
    memory: peaks.length === 0 ? null : Math.max(...peaks),
    task: Math.max(...uploads.map(each => each.task)),
  }
}

/** What bringing in a CSV is to reach. */
export function reachOfUpload({ ratio, memory, task }: UploadResult): Reach[] {
  const limits: readonly (readonly [string, number | null, number])[] = [
    ['reading and loading over the engine’s own CSV reader', ratio, 3],
    ['peak memory, MB', memory, 1500],
    ['longest task of the page, ms', task, 200],
  ]
  return limits.flatMap(([what, value, most]) =>
    value === null ? [] : [{ what: `upload: ${what}`, value, most, met: value <= most }],
  )
}
