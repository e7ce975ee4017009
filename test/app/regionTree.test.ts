import { describe, expect, it } from 'vitest'
import { codesBelow, matchingNodes, regionTree, tickedRegions, tickRegion } from '../../src/app/filterBar/regionTree'
import type { Region } from '../../src/extracts/source'

const region = (code: string, name: string, parent: string | null): Region => ({
  code,
  name,
  parent,
  level: 'district',
})
const regions = [
  region('x', '西城区', 'bj'),
  region('c1', '建外街道', 'c'),
  region('c2', '呼家楼街道', 'c'),
  region('c', '朝阳区', 'bj'),
  region('bj', '北京市', null),
  region('c3', '八里庄街道', 'c'),
]
const tree = regionTree(regions)

describe('the tree of regions', () => {
  it('has each region under its parent, by pinyin', () => {
    expect(tree.map(node => node.code)).toEqual(['bj'])
    expect(codesBelow(tree[0]!)).toEqual(['c', 'c3', 'c2', 'c1', 'x'])
  })

  it('loses nobody to a parent that is missing or above itself', () => {
    const odd = regionTree([
      region('a', 'A', 'gone'),
      region('b', 'B', 'c'),
      region('c', 'C', 'b'),
      region('d', 'D', 'a'),
    ])
    expect(odd.map(node => [node.code, ...codesBelow(node)])).toEqual([['a', 'd'], ['b'], ['c']])
  })

  it('is searched by a part of a name or a whole code, with what lies above and below', () => {
    const codes = (text: string) => matchingNodes(tree, text).flatMap(node => [node.code, ...codesBelow(node)])
    expect(codes('朝阳')).toEqual(['bj', 'c', 'c3', 'c2', 'c1'])
    expect(codes('C2')).toEqual(['bj', 'c', 'c2'])
    expect(codes(' ')).toHaveLength(6)
    expect(codes('nothing')).toEqual([])
  })
})

describe('a tick', () => {
  it('chooses a region in place of those below it', () => {
    expect(tickRegion(tree, ['c1', 'x'], 'c')).toEqual(['x', 'c'])
    expect(tickRegion(tree, ['c'], 'c')).toEqual([])
  })

  it('takes one away from a chosen region and leaves the others', () => {
    expect(tickRegion(tree, ['c'], 'c2').sort()).toEqual(['c1', 'c3'])
    expect(tickRegion(tree, ['bj'], 'c2').sort()).toEqual(['c1', 'c3', 'x'])
  })

  it('chooses what is not in the tree too', () => {
    expect(tickRegion(tree, ['c'], '~outside')).toEqual(['c', '~outside'])
    expect(tickRegion(tree, ['gone'], 'gone')).toEqual([])
  })

  it('shows what is chosen with all below it, and half of what is above', () => {
    const { checked, halfChecked } = tickedRegions(tree, ['c'])
    expect(checked.sort()).toEqual(['c', 'c1', 'c2', 'c3'])
    expect(halfChecked).toEqual(['bj'])
  })

  it('covers the same regions as were ticked, whatever the order', () => {
    const leaves = ['c1', 'c2', 'c3', 'x']
    let chosen: string[] = []
    let ticked = new Set<string>()
    for (const code of ['c1', 'bj', 'c2', 'x', 'c', 'c3', 'bj', 'c', 'c1', 'x', 'bj', 'bj']) {
      const below = code === 'bj' ? leaves : code === 'c' ? ['c1', 'c2', 'c3'] : [code]
      const had = tickedRegions(tree, chosen).checked.includes(code)
      ticked = new Set([...ticked].filter(leaf => !below.includes(leaf)))
      if (!had) for (const leaf of below) ticked.add(leaf)
      chosen = tickRegion(tree, chosen, code)
      expect(
        tickedRegions(tree, chosen)
          .checked.filter(each => leaves.includes(each))
          .sort(),
      ).toEqual([...ticked].sort())
    }
  })
})
