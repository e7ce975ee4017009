import type { ParsedRegion } from './regionParse'

export interface ParsedLevel {
  readonly level: string
  readonly regions: readonly ParsedRegion[]
}

/** Coarsest first: a level comes after the one that most of its parents' codes belong to; else in the order given. */
export function coarseToFine<Level extends ParsedLevel>(levels: readonly Level[]): Level[] {
  const above = new Map(levels.map(level => [level, parentLevel(level, levels)]))
  const depth = (level: Level): number => {
    let count = 0
    let at = above.get(level)
    // Levels that name each other as parents would go round for ever.
    while (at && count < levels.length) {
      count++
      at = above.get(at)
    }
    return count
  }
  return [...levels].sort((a, b) => depth(a) - depth(b))
}

function parentLevel<Level extends ParsedLevel>(level: Level, levels: readonly Level[]): Level | undefined {
  const parents = new Set(level.regions.map(region => region.parent))
  let best: Level | undefined
  let most = 0
  for (const candidate of levels) {
    if (candidate === level) continue
    const hits = candidate.regions.filter(region => parents.has(region.code)).length
    if (hits > most) {
      best = candidate
      most = hits
    }
  }
  return best
}
