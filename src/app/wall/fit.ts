/** The wall in its own pixels, which are scaled to the screen: 16 to 9. */
export const wallWidth = 1280
export const wallHeight = 720

/** Widths that a page is laid out in, the narrowest that it fits first: the wider, the smaller its type. */
export const layouts = [1280, 1440, 1600, 1920] as const
/** Of a part of the overview that is made of cards: its type is read from afar. */
export const partLayout = 1120

/** How much the wall is enlarged, and where it stands in a window of another shape. */
export function placed(width: number, height: number) {
  const scale = Math.min(width / wallWidth, height / wallHeight)
  return { scale, left: (width - wallWidth * scale) / 2, top: (height - wallHeight * scale) / 2 }
}

/** Of a page that no width makes fit: since it is cut into screens anyway, its type may be larger. */
const cutLayout = 1440

/** How a page is laid out. `cut`: in as many screens as it takes. */
export interface Layout {
  readonly width: number
  readonly cut: boolean
}

/** The layout to try after one in which the page is too high. */
export function afterTooHigh({ width, cut }: Layout): Layout {
  if (cut) return { width, cut }
  const wider = layouts.find(each => each > width)
  return wider === undefined ? { width: cutLayout, cut: true } : { width: wider, cut: false }
}

export interface Block {
  readonly top: number
  readonly bottom: number
}

/**
 * Where a page that is higher than the wall is cut into screens: before whatever block the lower edge would cut, and so
 * on upwards, since that edge may cut a block of the next column; but never so far that less than half a screen is left,
 * nor before a block that alone is higher than a screen, which is cut anyway. Tops of the screens, from 0.
 */
export function screensOf(total: number, height: number, blocks: readonly Block[]): number[] {
  const tops = [0]
  if (!(height > 0)) return tops
  const whole = blocks.filter(block => block.bottom - block.top <= height)
  // Some pixels of a margin are no screen of their own.
  while ((tops.at(-1) ?? 0) + height < total - 8) {
    const top = tops.at(-1) ?? 0
    const above = (edge: number): number =>
      Math.min(
        edge,
        ...whole
          .filter(block => block.top > top && block.top < edge && block.bottom > edge + 1)
          .map(block => block.top),
      )
    const first = above(top + height)
    let edge = first
    // Rows of two lists side by side may end nowhere together.
    for (let next = above(edge); next < edge; next = above(edge)) edge = next
    tops.push(edge - top >= height / 2 ? edge : first)
  }
  return tops
}
