import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { examples } from '../../src/charts/examples'
import { exampleTheme } from '../../src/charts/exampleTheme'
import { register } from '../../src/ui/echartsRuntime'
import { svgPicture } from '../../src/ui/svgRuntime'

const colours = { surface: '#fff', text: '#111', muted: '#666' }

function parsed(svg: string): { names: string[]; texts: string } {
  const names: string[] = []
  let texts = ''
  const parser = new SaxesParser()
  parser.on('error', error => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    names.push(name)
    for (const attribute of Object.keys(attributes)) expect(attribute).not.toMatch(/^on/i)
  })
  parser.on('text', text => {
    texts += `${text}\n`
  })
  parser.write(svg).close()
  return { names, texts }
}

describe.each(examples.map(example => [example.name, example] as const))('%s as SVG', (_, example) => {
  it('is well-formed, under its title, and runs nothing', () => {
    const chart = example.draw(exampleTheme(false))
    for (const map of chart.maps) register(map.name, map.geojson)
    const { option } = chart
    const svg = svgPicture({
      option,
      legend: [...chart.legend, { label: '<b>bold</b> & \u0000', colour: '#123456', hatched: true }],
      width: 420,
      height: 260,
      title: 'Complaints <b>by</b> "area"',
      subtitle: '2024 & before',
      foot: 'As of: 2024-06-30',
      colours,
      font: '"Noto Sans", sans-serif',
    })
    const { names, texts } = parsed(svg)
    expect(names).not.toContain('script')
    expect(svg).not.toMatch(/<script|<b>|javascript:|https?:\/\/(?!www\.w3\.org)/i)
    for (const text of ['Complaints <b>by</b> "area"', '2024 & before', 'As of: 2024-06-30', '<b>bold</b> & \uFFFD'])
      expect(texts).toContain(text)
    expect(names.filter(name => name === 'svg')).toHaveLength(2)
  })
})
