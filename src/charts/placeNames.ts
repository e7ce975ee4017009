/** A mark in pixels; one that may be named has a name. */
export interface Mark {
  readonly x: number
  readonly y: number
  readonly radius: number
  /** Ends of the line through it. */
  readonly top: number
  readonly bottom: number
}

export interface Named extends Mark {
  readonly name: string
}

export interface PlacedName {
  readonly name: string
  /** The middle of the text. */
  readonly x: number
  readonly y: number
  readonly width: number
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const lineHeight = 14
/** Names that are written even over a mark: without these the drawing would not say whom it is about. */
const first = 3

/** Pixels of a text of 11, rather more than fewer. */
export const widthOf = (text: string): number => [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 11 : 6.4), 2)

const meets = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Names beside their marks, in order, inside `box` and never over another name or a mark; those without room are left out. */
export function placeNames(named: readonly Named[], marks: readonly Mark[], box: Box): PlacedName[] {
  const placed: { readonly at: Box; readonly name: string }[] = []
  for (const [rank, mark] of named.entries()) {
    let best: Box | null = null
    let least = Infinity
    for (const at of beside(mark)) {
      const inside =
        at.x >= box.x && at.y >= box.y && at.x + at.width <= box.x + box.width && at.y + at.height <= box.y + box.height
      if (!inside || placed.some(other => meets(other.at, at))) continue
      const cost = covered(at, marks)
      if (cost < least && (cost < 1 || rank < first)) {
        least = cost
        best = at
      }
    }
    if (best !== null) placed.push({ at: best, name: mark.name })
  }
  return placed.map(({ at, name }) => ({ name, x: at.x + at.width / 2, y: at.y + at.height / 2, width: at.width }))
}

/** Right, left, above and below, then the corners. */
function beside({ x, y, radius, name }: Named): Box[] {
  const [width, height] = [widthOf(name), lineHeight]
  const gap = radius + 2
  const [right, left, middle] = [x + gap, x - gap - width, x - width / 2]
  const [above, below, level] = [y - gap - height, y + gap, y - height / 2]
  const places = [[right, level], [left, level], [middle, above], [middle, below], [right, above], [right, below], [left, above], [left, below]] as const // biome-ignore format: places
  return places.map(([px, py]) => ({ x: px, y: py, width, height }))
}

/** How many marks a text would cover; a line through it counts little. */
function covered(at: Box, marks: readonly Mark[]): number {
  let cost = 0
  for (const { x, y, radius, top, bottom } of marks) {
    const side = 2 * radius
    if (meets(at, { x: x - radius, y: y - radius, width: side, height: side })) cost += 1
    else if (meets(at, { x: x - 0.5, y: Math.min(top, bottom), width: 1, height: Math.abs(bottom - top) })) cost += 0.01
  }
  return cost
}
