import { describe, expect, it } from 'vitest'
import { afterTooHigh, type Layout, layouts, placed, screensOf, wallHeight, wallWidth } from '../../../src/app/wall/fit'
import {
  addressOf,
  keptSettings,
  placeOf,
  readSettings,
  secondsOf,
  stepsOf,
  wallOptions,
} from '../../../src/app/wall/steps'
import { wallPart } from '../../../src/app/wall/wallPart'
import type { Profile } from '../../../src/extracts/report'

const region = (code: string, level: string) => ({ code, name: code, level, parent: null })
const profile = {
  regions: {
    levels: ['district', 'street'],
    regions: [region('1', 'district'), region('2', 'district'), region('11', 'street')],
  },
} as unknown as Profile
const saved = { id: 's', name: 'Noise', path: '/overview', search: '?categories=噪声', saved: '' }

describe('the wall on a screen', () => {
  it('keeps 16 to 9, as large as it may be, in the middle', () => {
    expect(placed(1920, 1080)).toEqual({ scale: 1.5, left: 0, top: 0 })
    expect(placed(3840, 2160)).toEqual({ scale: 3, left: 0, top: 0 })
    const { scale, left, top } = placed(1440, 900)
    expect([scale, left, top]).toEqual([1.125, 0, 45])
    expect(placed(900, 360)).toEqual({ scale: 0.5, left: 130, top: 0 })
    expect(wallWidth / wallHeight).toBeCloseTo(16 / 9, 9)
  })

  it('lays a page out wider until there is no wider, then cuts it in larger type, and stays there', () => {
    const tried: Layout[] = [{ width: layouts[0], cut: false }]
    for (let i = 0; i < 6; i++) tried.push(afterTooHigh(tried.at(-1) as Layout))
    expect(tried.slice(0, layouts.length).map(each => each.width)).toEqual([...layouts])
    expect(tried.slice(layouts.length)).toEqual(Array(3).fill({ width: 1440, cut: true }))
  })
})

describe('the screens of a page that is higher than the wall', () => {
  const card = (top: number, height: number) => ({ top, bottom: top + height })

  it('cut between blocks, and through one only where it is higher than a screen', () => {
    expect(screensOf(700, 720, [])).toEqual([0])
    expect(screensOf(725, 720, [])).toEqual([0])
    expect(screensOf(1500, 720, [])).toEqual([0, 720, 1440])
    expect(screensOf(1200, 720, [card(0, 300), card(310, 300), card(620, 300), card(930, 270)])).toEqual([0, 620])
    expect(screensOf(2000, 720, [card(0, 2000)])).toEqual([0, 720, 1440])
    // The outer card is cut anyway, its rows are not.
    expect(screensOf(1000, 700, [card(0, 1000), card(690, 40), card(730, 40)])).toEqual([0, 690])
  })

  it('leave a card of the next column whole too', () => {
    // The second card goes to the next screen; the edge before it would cut the short one beside it.
    expect(screensOf(1200, 720, [card(0, 500), card(510, 300), card(0, 480), card(490, 60)])).toEqual([0, 490])
    // A card that begins below the first pixel and is higher than a screen leaves no screen of a few pixels.
    expect(screensOf(1400, 720, [card(12, 1388)])).toEqual([0, 720])
    // Rows of two lists that end nowhere together: no row of the first list is cut, and the screen is not given up.
    const rows = (from: number) => Array.from({ length: 40 }, (_, i) => card(from + i * 26, 26))
    expect(screensOf(1040, 720, [...rows(0), ...rows(13)])).toEqual([0, 702])
  })

  it('end, whatever they are given', () => {
    expect(screensOf(1000, 0, [])).toEqual([0])
    expect(screensOf(0, 720, [])).toEqual([0])
    expect(screensOf(Number.NaN, 720, [])).toEqual([0])
  })
})

describe('what takes turns', () => {
  const options = wallOptions(profile, [saved])

  it('are parts of the overview, each district, pages and saved views', () => {
    expect(options.map(option => option.id)).toEqual(
      expect.arrayContaining(['figures', 'districts', 'where', 'trends', 'page /risk', 'saved s']),
    )
    expect(options.find(option => option.id === 'districts')?.steps.map(addressOf)).toEqual([
      '/overview?regions=1&wall=figures',
      '/overview?regions=2&wall=figures',
    ])
    const none = { regions: { levels: [], regions: [] } } as unknown as Profile
    expect(wallOptions(none, []).some(option => option.id === 'districts')).toBe(false)
    // Nobody works on a wall.
    expect(
      options.some(option => option.kind === 'page' && ['/sql', '/model', '/extracts'].includes(option.path)),
    ).toBe(false)
  })

  it('in the order that was chosen; what is gone is passed over', () => {
    const steps = stepsOf({ chosen: ['saved s', 'saved gone', 'figures'], every: 30 }, options)
    expect(steps.map(addressOf)).toEqual([
      '/overview?categories=%E5%99%AA%E5%A3%B0&wall=page',
      '/overview?wall=figures',
    ])
    expect(placeOf(steps, '/overview', '?wall=figures')).toBe(1)
    expect(placeOf(steps, '/overview', '?categories=噪声&wall=page')).toBe(0)
    expect(placeOf(steps, '/risk', '?wall=page')).toBe(-1)
  })

  it('is told by the address', () => {
    expect(wallPart('')).toBeNull()
    expect(wallPart('?window=ytd')).toBeNull()
    expect(wallPart('?wall=trends')).toBe('trends')
    expect(wallPart('?wall=1')).toBe('page')
  })

  it('is kept, and what cannot be read is the usual', () => {
    const settings = { chosen: ['where'], every: 10 }
    expect(readSettings(structuredClone(keptSettings(settings)))).toEqual(settings)
    const usual = readSettings(undefined)
    expect(usual.chosen.length).toBeGreaterThan(1)
    for (const kept of [null, 'x', { format: 2, chosen: [], every: 30 }, { format: 1, chosen: ['a'], every: 9 }])
      expect(readSettings(kept)).toEqual(usual)
  })

  it('stays for 10 to 300 whole seconds', () => {
    expect([0, 9.6, 12.4, 1000, Number.NaN].map(secondsOf)).toEqual([10, 10, 12, 300, 30])
  })
})
