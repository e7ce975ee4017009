import { describe, expect, it } from 'vitest'
import { codecs, formatChoices, parseChoices } from '../../src/filters/codecs'
import { dayOf } from '../../src/filters/days'
import { type Area, type Choices, defaults, windowPresets } from '../../src/filters/filters'
import { sweep } from '../sweep'
import { nastyText, pick, randomOf } from './random'

const search = (text: string): URLSearchParams => new URLSearchParams(text)

function randomDays(random: () => number): { from: string; to: string } {
  const from = Math.floor(random() * 40_000) - 20_000
  return { from: dayOf(from), to: dayOf(from + Math.floor(random() * 5000)) }
}

function randomList<T extends string | null>(random: () => number, orNull: boolean): T[] {
  const values = Array.from({ length: Math.floor(random() * 5) }, () =>
    orNull && random() < 0.2 ? null : nastyText(random),
  )
  return [...new Set(values)] as T[]
}

function randomArea(random: () => number): Area | null {
  if (random() < 0.3) return null
  const degree = (limit: number): number => Number(((random() * 2 - 1) * limit).toFixed(5)) + 0
  return Array.from({ length: 3 + Math.floor(random() * 20) }, () => [degree(180), degree(90)] as const)
}

function randomChoices(random: () => number): Choices {
  return {
    window: random() < 0.5 ? pick(random, windowPresets) : randomDays(random),
    compare: random() < 0.5 ? pick(random, ['previous', 'lastYear', 'none'] as const) : randomDays(random),
    regions: randomList<string>(random, false),
    area: randomArea(random),
    industries: randomList(random, true),
    departments: randomList(random, true),
    kinds: randomList(random, true),
    categories: randomList(random, true),
    results: randomList(random, true),
    classes: (['A', 'B', 'C', 'D'] as const).filter(() => random() < 0.3),
  }
}

describe('choices in a URL', () => {
  it.each([1, 2, 3, 4, 5])('are read as they were written (seed %i)', seed => {
    const random = randomOf(seed)
    for (let i = 0; i < sweep(4000); i++) {
      const choices = randomChoices(random)
      const text = formatChoices(choices).toString()
      expect(parseChoices(search(text)), text).toEqual(choices)
      expect(formatChoices(parseChoices(search(text))).toString()).toBe(text)
    }
  })

  it('are read key by key, whatever the other texts are', () => {
    const random = randomOf(7)
    for (let i = 0; i < sweep(4000); i++) {
      const choices = randomChoices(random)
      for (const key of Object.keys(codecs) as (keyof Choices)[]) same(key, choices)
    }
  })

  it('are the empty text where they are the defaults', () => {
    expect(formatChoices(defaults).toString()).toBe('')
    expect(parseChoices(search(''))).toEqual(defaults)
  })

  it('keep what else the URL holds, and nothing of the defaults', () => {
    const base = search('measure=complaints&regions=8&window=all')
    expect(formatChoices({ ...defaults, kinds: ['report'] }, base).toString()).toBe('measure=complaints&kinds=report')
    expect(base.get('regions')).toBe('8')
  })

  it('keep "not stated" apart from an empty text and from a tilde', () => {
    const industries = [null, '', '~', '%', '%7e', 'a,b']
    expect(parseChoices(formatChoices({ ...defaults, industries })).industries).toEqual(industries)
  })
})

function same<K extends keyof Choices>(key: K, choices: Choices): void {
  const text = codecs[key].format(choices[key])
  if (text !== '') expect(codecs[key].parse(text), `${key}=${text}`).toEqual(choices[key])
}

describe('a URL that cannot be read', () => {
  it.each([
    ['window', ['', 'week', '2014', '2014-08-31', '2014-08-31..2014-08-30', '2014-02-30..2014-03-01']],
    ['window', ['2014-01-01..2014-01-02..2014-01-03', '..', '0001-01-01..2014-01-01', '2014-01-01..9999-12-31']],
    ['compare', ['', 'year', '1899-12-31..1900-01-01', '2013-02-29..2013-03-01', 'Previous']],
    ['area', ['', '1,2', '1,2;3,4', '1,2;3,4;5', '1,2;3,4;5,91', '181,0;1,1;2,2', '1,2;3,4;5,x', '1,2;3,4;,']],
    ['area', ['NaN,1;2,3;4,5', 'Infinity,1;2,3;4,5', '0x1,1;2,3;4,5', '1e1,1;2,3;4,5', '1,2;3,4;5,6;', ' 1,2;3,4;5,6']],
    ['area', [Array.from({ length: 201 }, (_, i) => `${i / 10},1`).join(';')]],
  ] as const)('gives the default of %s', (key, texts) => {
    for (const text of texts) {
      expect(parseChoices(new URLSearchParams({ [key]: text }))[key], text).toEqual(defaults[key])
    }
  })

  it('leaves the other filters as they are', () => {
    expect(parseChoices(search('window=never&regions=8,32'))).toEqual({ ...defaults, regions: ['8', '32'] })
  })

  it.each([11, 12, 13])('never throws, and what is read can be written (seed %i)', seed => {
    const random = randomOf(seed)
    const keys = Object.keys(codecs)
    for (let i = 0; i < sweep(10_000); i++) {
      const text = Array.from({ length: 4 }, () => `${pick(random, keys)}=${nastyText(random)}`).join('&')
      const read = parseChoices(search(text))
      expect(parseChoices(formatChoices(read)), text).toEqual(read)
    }
  })

  it('drops empty items, repeated items and "not stated" regions', () => {
    expect(parseChoices(search('regions=8,,8,~,32')).regions).toEqual(['8', '32'])
    expect(parseChoices(search('kinds=~,report,~')).kinds).toEqual([null, 'report'])
  })
})
