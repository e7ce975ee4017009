export type Pixel = readonly [number, number]

/** The four corners of the box between two opposite ones. */
export function boxRing([x1, y1]: Pixel, [x2, y2]: Pixel): readonly Pixel[] {
  return [
    [x1, y1],
    [x2, y1],
    [x2, y2],
    [x1, y2],
  ]
}

/** The outline with few enough points for a link; nothing where it encloses less than a fingertip. */
export function thinned(outline: readonly Pixel[], most = 60): readonly Pixel[] {
  if (outline.length < 3 || surface(outline) < 100) return []
  for (let apart = 3; ; apart *= 1.5) {
    const kept: Pixel[] = []
    for (const pixel of outline) {
      const last = kept.at(-1)
      if (last === undefined || Math.hypot(pixel[0] - last[0], pixel[1] - last[1]) >= apart) kept.push(pixel)
    }
    if (kept.length <= most) return kept.length < 3 ? outline.slice(0, 3) : kept
  }
}

/** Square pixels within, by the shoelace formula. */
export function surface(outline: readonly Pixel[]): number {
  const twice = outline.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = outline[(i + 1) % outline.length] ?? [x, y]
    return sum + x * nextY - nextX * y
  }, 0)
  return Math.abs(twice) / 2
}
