import type { Place } from './route'

/** Squares of the curve's finest grid on a side: 15 m where all places lie in 1,000 km. */
const side = 2 ** 16

/**
 * How far along a Hilbert curve each place stands that fills the square around all of them: places that follow each other
 * are near each other (Hilbert, Über die stetige Abbildung einer Linie auf ein Flächenstück, Mathematische Annalen 38,
 * 1891; for rounds: Bartholdi and Platzman, Heuristics based on spacefilling curves for combinatorial problems in
 * Euclidean space, Management Science 34, 1988). Degrees of longitude are as short as in the middle of the square.
 */
export function alongCurve(places: readonly Place[]): number[] {
  const [west, east] = ends(places.map(({ lon }) => lon))
  const [south, north] = ends(places.map(({ lat }) => lat))
  const shrunk = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const width = Math.max((east - west) * shrunk, north - south)
  const square = (degrees: number): number => (width > 0 ? Math.min(side - 1, Math.floor((degrees / width) * side)) : 0)
  return places.map(({ lon, lat }) => hilbert(square((lon - west) * shrunk), square(lat - south)))
}

function ends(values: readonly number[]): [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return [low, high]
}

/** Which square of the curve x, y is, the first being 0: from the largest quarters down, each turned as its curve is. */
function hilbert(x: number, y: number): number {
  let along = 0
  for (let half = side / 2; half >= 1; half /= 2) {
    const [right, up] = [x >= half, y >= half]
    along += half * half * (right ? (up ? 2 : 3) : up ? 1 : 0)
    if (right) x -= half
    if (up) y -= half
    if (up) continue
    if (right) [x, y] = [half - 1 - x, half - 1 - y]
    ;[x, y] = [y, x]
  }
  return along
}
