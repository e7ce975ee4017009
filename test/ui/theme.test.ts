import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { darkColours, lightColours } from '../../src/charts/theme'

const css = readFileSync(new URL('../../src/ui/theme.css', import.meta.url), 'utf8')

function tokens(selector: string): Record<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? ''
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]))
}

const light = tokens(':root')
const dark = tokens(':root[data-theme="dark"]')

/** Relative luminance of #rrggbb (WCAG 2.1). */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string | undefined, b: string | undefined): number {
  const [high = 0, low = 0] = [luminance(a ?? ''), luminance(b ?? '')].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

describe.each([
  ['light', light, lightColours],
  ['dark', dark, darkColours],
] as const)('the %s theme', (_name, css, charts) => {
  it('has the colours of the charts', () => {
    const { text, muted, line, surface, accent, compare, noData, hatch, classes } = charts
    expect(classes).toEqual(['a', 'b', 'c', 'd'].map(letter => css[`class-${letter}`]))
    expect({ text, muted, line, surface, accent, compare, noData, hatch }).toEqual({
      text: css.text,
      muted: css.muted,
      line: css.line,
      surface: css.surface,
      accent: css.accent,
      compare: css.compare,
      noData: css['no-data'],
      hatch: css.hatch,
    })
  })

  it.each([
    ...['page', 'surface', 'raised', 'hover', 'accent-soft'].flatMap(ground => [
      ['text', ground],
      ['muted', ground],
    ]),
    ['accent', 'surface'],
    ['accent', 'accent-soft'],
    ['accent', 'page'],
    ['good', 'surface'],
    ['good', 'hover'],
    ['good', 'good-soft'],
    ['bad', 'surface'],
    ['bad', 'hover'],
    ['bad', 'bad-soft'],
    ['text', 'bad-soft'],
    ['warn', 'warn-soft'],
    ['warn', 'surface'],
    ['on-accent', 'accent'],
    ...['a', 'b', 'c', 'd'].map(each => ['on-class', `class-${each}`]),
  ])('writes %s on %s legibly', (ink = '', ground = '') => {
    expect(contrast(css[ink], css[ground])).toBeGreaterThanOrEqual(4.5)
  })

  it.each(['accent', 'compare', 'bar', 'magnitude', 'hatch', 'line-strong'])('draws %s visibly', mark => {
    expect(contrast(css[mark], css.surface)).toBeGreaterThanOrEqual(3)
  })

  it('goes one way from less to more, so that it prints in grey', () => {
    const steps = charts.sequential.map(luminance)
    const ordered = [...steps].sort((a, b) => a - b)
    expect(steps).toEqual(charts === darkColours ? ordered : ordered.reverse())
    steps.slice(1).forEach((_, i) => {
      expect(contrast(charts.sequential[i], charts.sequential[i + 1])).toBeGreaterThan(1.2)
    })
  })
})

it('has every colour in both themes', () => {
  const colours = Object.keys(light).filter(name => /^(#|rgb)/.test(light[name] ?? ''))
  expect(colours.filter(name => dark[name] === undefined && !['shadow', 'backdrop'].includes(name))).toEqual([])
})
