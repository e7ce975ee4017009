import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { StaticRouter } from 'react-router'
import { describe, expect, it } from 'vitest'
import { type Choices, defaults } from '../../src/filters/filters'
import { type ChoicesOfUrl, changedSearch, toggled, useChoices } from '../../src/filters/useChoices'
import { sweep } from '../sweep'
import { nastyText, randomOf } from './random'

const at = (location: string): ChoicesOfUrl => {
  const found: ChoicesOfUrl[] = []
  function Probe() {
    found.push(useChoices())
    return null
  }
  renderToString(createElement(StaticRouter, { location }, createElement(Probe)))
  return found[0] as ChoicesOfUrl
}

describe('the filters of the URL', () => {
  it('are read from the search part', () => {
    expect(at('/overview?regions=8,32&window=ytd&measure=x').choices).toEqual({
      ...defaults,
      regions: ['8', '32'],
      window: 'ytd',
    })
  })

  it('go along to another page; parameters of a page stay with it', () => {
    const url = at('/overview?regions=8&measure=x')
    expect(url.href('/overview')).toBe('#/overview?regions=8&measure=x')
    expect(url.href('/rows/permits')).toBe('#/rows/permits?regions=8')
    expect(url.href('/rows/permits', defaults)).toBe('#/rows/permits')
    expect(url.href('/overview', { ...defaults, kinds: ['report'] })).toBe('#/overview?measure=x&kinds=report')
  })
})

describe('a changed search part', () => {
  const set = (partial: Partial<Choices>) => (now: Choices) => ({ ...now, ...partial })

  it('is legible, and keeps other parameters', () => {
    const area = [
      [-87.6, 41.8],
      [-87.7, 41.9],
      [-87.5, 41.9],
    ] as const
    const text = changedSearch(
      '?measure=x',
      set({ regions: ['~outside', '8'], area, window: { from: '2014-01-01', to: '2014-02-01' } }),
    )
    expect(text).toBe(
      '?measure=x&window=2014-01-01..2014-02-01&regions=~outside,8&area=-87.6,41.8;-87.7,41.9;-87.5,41.9',
    )
  })

  it('is empty for the defaults, and drops what could not be read', () => {
    expect(changedSearch('?window=never&kinds=report', () => defaults)).toBe('')
  })

  it('is read as it was meant, whatever the words are', () => {
    const random = randomOf(3)
    for (let i = 0; i < sweep(5000); i++) {
      const categories = [...new Set([nastyText(random), nastyText(random)])]
      const text = changedSearch('?p=1%2C2', set({ categories }))
      let read: Choices | undefined
      changedSearch(text, now => {
        read = now
        return now
      })
      expect(read?.categories, text).toEqual(categories)
      expect(new URLSearchParams(text).get('p')).toBe('1,2')
    }
  })
})

describe('a click on a value', () => {
  const now = { ...defaults, kinds: ['report', null] }

  it('chooses it alone, or takes it back', () => {
    expect(toggled(now, 'kinds', 'report', false).kinds).toEqual(['report'])
    expect(toggled({ ...now, kinds: ['report'] }, 'kinds', 'report', false).kinds).toEqual([])
    expect(toggled(now, 'regions', '8', false)).toEqual({ ...now, regions: ['8'] })
  })

  it('with shift adds it, or takes it away', () => {
    expect(toggled(now, 'kinds', 'inquiry', true).kinds).toEqual(['report', null, 'inquiry'])
    expect(toggled(now, 'kinds', null, true).kinds).toEqual(['report'])
  })
})
