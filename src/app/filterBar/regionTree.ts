import type { Region } from '../../extracts/source'
import { compareNames } from '../../i18n'

export interface RegionNode {
  readonly code: string
  readonly name: string
  readonly level: string
  readonly children: readonly RegionNode[]
}

/** Regions under their parents, each level by name; a parent that is not there (or above itself) makes a root. */
export function regionTree(regions: readonly Region[]): RegionNode[] {
  const known = new Map(regions.map(region => [region.code, region]))
  const below = new Map<string | null, Region[]>()
  for (const region of regions) {
    const parent = region.parent !== null && rooted(region, known) ? region.parent : null
    below.set(parent, [...(below.get(parent) ?? []), region])
  }
  const nodes = (parent: string | null): RegionNode[] =>
    [...(below.get(parent) ?? [])]
      .sort((a, b) => compareNames(a.name, b.name))
      .map(({ code, name, level }) => ({ code, name, level, children: nodes(code) }))
  return nodes(null)
}

/** Its parent is known, and the parents above end somewhere. */
function rooted(region: Region, known: ReadonlyMap<string, Region>): boolean {
  const seen = new Set([region.code])
  for (let parent = region.parent; parent !== null; ) {
    if (seen.has(parent)) return false
    const above = known.get(parent)
    if (above === undefined) return parent !== region.parent
    seen.add(parent)
    parent = above.parent
  }
  return true
}

/** Nodes whose name or code holds `text`, with all above and below them. */
export function matchingNodes(nodes: readonly RegionNode[], text: string): RegionNode[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return [...nodes]
  return nodes.flatMap(node => {
    if (node.name.toLowerCase().includes(wanted) || node.code.toLowerCase() === wanted) return [node]
    const children = matchingNodes(node.children, wanted)
    return children.length === 0 ? [] : [{ ...node, children }]
  })
}

/** The codes from a root down to `code`, both included; empty where it is not in the tree. */
export function pathTo(nodes: readonly RegionNode[], code: string): RegionNode[] {
  for (const node of nodes) {
    if (node.code === code) return [node]
    const below = pathTo(node.children, code)
    if (below.length > 0) return [node, ...below]
  }
  return []
}

export const codesBelow = (node: RegionNode): string[] =>
  node.children.flatMap(child => [child.code, ...codesBelow(child)])

/**
 * A tick in the tree. A region stands for all below it, so choosing it drops those below, and taking one away from a
 * chosen region leaves the others of that region.
 */
export function tickRegion(nodes: readonly RegionNode[], chosen: readonly string[], code: string): string[] {
  if (chosen.includes(code)) return chosen.filter(each => each !== code)
  const path = pathTo(nodes, code)
  const covering = path.findIndex(node => chosen.includes(node.code))
  if (covering >= 0) {
    const others = path.slice(covering, -1).flatMap((node, i) => {
      const next = path[covering + i + 1]
      return node.children.filter(child => child !== next).map(child => child.code)
    })
    return [...chosen.filter(each => each !== path[covering]?.code), ...others]
  }
  const node = path.at(-1)
  const below = new Set(node ? codesBelow(node) : [])
  return [...chosen.filter(each => !below.has(each)), code]
}

/** What the tree shows ticked (chosen regions with all below) and half ticked (those above). */
export function tickedRegions(
  nodes: readonly RegionNode[],
  chosen: readonly string[],
): { checked: string[]; halfChecked: string[] } {
  const paths = chosen.map(code => pathTo(nodes, code))
  const checked = chosen.flatMap((code, i) => {
    const node = paths[i]?.at(-1)
    return node ? [code, ...codesBelow(node)] : [code]
  })
  const halfChecked = paths.flatMap(path => path.slice(0, -1).map(node => node.code))
  return {
    checked: [...new Set(checked)],
    halfChecked: [...new Set(halfChecked)].filter(code => !checked.includes(code)),
  }
}
