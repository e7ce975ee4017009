import { describe, expect, it } from 'vitest'
import { chart, series } from './draw'

const of = (name: string, id: string): (number | null)[] =>
  (series(chart(name)).find(each => each.id === id)?.data ?? []) as (number | null)[]

describe('what comes next, drawn', () => {
  it('opens its fan where the past ends, and each band is the difference of its bounds', () => {
    const actual = of('outlook', 'actual')
    const low = of('outlook', 'within80-low')
    const high = of('outlook', 'within80-high')
    expect([low[22], low[23], high[23]]).toEqual([null, actual[23], 0])
    expect(high[24]).toBe(120)
    expect(of('outlook', 'within95-high')[24]).toBe(190)
    expect(of('outlook', 'expected')[23]).toBe(actual[23])
    expect(of('outlook', 'so-far').filter(value => value !== null)).toEqual([310])
  })

  it('leaves a gap where a month is missing', () => expect(of('outlook', 'actual')[5]).toBeNull())

  it('lets an enormous interval run out of the drawing', () => {
    const max = (name: string) => (chart(name).option.yAxis as { max?: number }).max
    expect(max('outlook')).toBeUndefined()
    expect(max('outlook-wide')).toBe(8000)
    expect(max('outlook-empty')).toBe(1)
  })

  it('tells the past as it was and as it was foretold, the future with its intervals', () => {
    const tip = (item: number) => chart('outlook').tip(0, item)
    expect(tip(3)?.rows.map(row => row.label)).toEqual(['Complaints'])
    expect(tip(15)?.rows.map(row => row.label)).toEqual(['Complaints', 'Foretold a month before'])
    expect(tip(24)).toMatchObject({ note: 'Not whole yet' })
    expect(tip(25)?.rows).toEqual([
      { label: 'Forecast', value: '1,700' },
      { label: '80% interval', value: '1,580 – 1,820' },
      { label: '95% interval', value: '1,510 – 1,890' },
      { label: 'Repeating the year before', value: '1,820' },
    ])
    expect(tip(99)).toBeNull()
  })

  it('names only what is drawn', () => {
    expect(chart('outlook').legend.map(entry => entry.label)).toEqual(['Complaints', 'Forecast', '80% interval', '95% interval', 'Foretold a month before', 'Repeating the year before']) // biome-ignore format: a list
    expect(chart('outlook-empty').legend.map(entry => entry.label)).toEqual(['Complaints'])
  })
})
