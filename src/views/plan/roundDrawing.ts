import { metresPerDegree } from '../../charts/plane'
import { placeOf } from '../../plan/rounds'
import type { NumberedRound } from './roundWords'

/** One place, or several that would hide each other. */
export interface RoundSpot {
  readonly x: number
  readonly y: number
  /** Numbers of its visits: "3", "3–5", "3, 7". */
  readonly label: string
  /** The same with names, one a line. */
  readonly title: string
}

export interface RoundDrawing {
  /** The way of each round that has two places: the number of its first visit, and `points` of a polyline. */
  readonly lines: readonly { readonly first: number; readonly points: string }[]
  readonly spots: readonly RoundSpot[]
  /** Places that are drawn. */
  readonly places: number
  /** Too many places are dots without numbers. */
  readonly numbered: boolean
  /** Kilometres of the scale's bar, and its length. */
  readonly bar: { readonly kilometres: number; readonly length: number }
}

/** A side of the square in which it is drawn. */
export const drawingSide = 400
const margin = 24
/** More numbers would hide each other. */
const mostNumbered = 60
/** Closer spots are one. */
const leastApart = 15
const longestBar = 100
/** A drawing shows this many degrees at least: about 200 m. */
const leastWidth = 0.002

/** Visits with a place, north up and in true proportions in the middle; null where no place is known. */
export function drawingOf(rounds: readonly NumberedRound[]): RoundDrawing | null {
  const ways = rounds.map(({ round, first }) =>
    round.visits.flatMap((visit, i) => {
      const place = placeOf(visit)
      return place === null ? [] : [{ ...place, number: first + i, name: visit.name || visit.id }]
    }),
  )
  const all = ways.flat()
  if (all.length === 0) return null
  const [west, east] = ends(all.map(({ lon }) => lon))
  const [south, north] = ends(all.map(({ lat }) => lat))
  const shrunk = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const degree = (drawingSide - 2 * margin) / Math.max((east - west) * shrunk, north - south, leastWidth)
  const at = ({ lon, lat }: { lon: number; lat: number }): [x: number, y: number] => [
    tenth(drawingSide / 2 + (lon - (west + east) / 2) * shrunk * degree),
    tenth(drawingSide / 2 - (lat - (south + north) / 2) * degree),
  ]
  const apart = all.length > mostNumbered ? 0 : leastApart
  const groups: { x: number; y: number; visits: (typeof all)[number][] }[] = []
  for (const visit of all) {
    const [x, y] = at(visit)
    const near = apart === 0 ? undefined : groups.find(group => Math.hypot(group.x - x, group.y - y) < apart)
    if (near === undefined) groups.push({ x, y, visits: [visit] })
    else near.visits.push(visit)
  }
  return {
    lines: ways.flatMap((way, i) =>
      way.length < 2 ? [] : [{ first: rounds[i]?.first ?? 0, points: way.map(visit => at(visit).join()).join(' ') }],
    ),
    spots: groups.map(({ x, y, visits }) => ({
      x,
      y,
      label: runs(visits.map(({ number }) => number)),
      title: visits.map(({ number, name }) => `${number} ${name}`).join('\n'),
    })),
    places: all.length,
    numbered: apart > 0,
    bar: barOf((1000 / metresPerDegree) * degree),
  }
}

const tenth = (value: number): number => Math.round(value * 10) / 10

const ends = (values: readonly number[]): [low: number, high: number] => [
  values.reduce((a, b) => Math.min(a, b)),
  values.reduce((a, b) => Math.max(a, b)),
]

/** Rising numbers with runs drawn together; of more than three parts the first two. */
function runs(numbers: readonly number[]): string {
  const parts: [first: number, last: number][] = []
  for (const number of numbers) {
    const part = parts.at(-1)
    if (part?.[1] === number - 1) part[1] = number
    else parts.push([number, number])
  }
  const words = parts.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`))
  return words.length > 3 ? `${words.slice(0, 2).join(', ')}…` : words.join(', ')
}

/** The longest bar of 1, 2 or 5 times a power of ten that has room; `kilometre` is its length of 1. */
function barOf(kilometre: number): RoundDrawing['bar'] {
  const most = longestBar / kilometre
  const power = 10 ** Math.floor(Math.log10(most))
  const kilometres = [5, 2, 1].map(times => times * power).find(each => each <= most) ?? power
  return { kilometres, length: tenth(kilometres * kilometre) }
}
