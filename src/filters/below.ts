/** A region and the one above it. */
export interface Placed {
  readonly code: string
  readonly parent: string | null
}

/** The codes with those of all regions below them, each once; codes that are no region's stay as they are. */
export function withBelow(codes: readonly string[], regions: readonly Placed[]): readonly string[] {
  if (codes.length === 0) return codes
  const found = new Set(codes)
  // A set is walked through to the end even while it grows.
  for (const code of found) for (const region of regions) if (region.parent === code) found.add(region.code)
  return [...found]
}
