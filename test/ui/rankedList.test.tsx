import { describe, expect, it } from 'vitest'
import { RankedList, type RankedListProps } from '../../src/ui/RankedList'
import { html } from './render'

const list: RankedListProps = {
  label: 'Areas',
  nameLabel: 'Area',
  columns: [{ label: 'Rate' }, { label: 'Critical / inspected', quiet: true }],
  items: [
    { key: '3', name: 'Uptown', value: 0.39, cells: ['39.0%', '73 / 187'], colour: '#a8431a' },
    { key: '77', name: '<b>Edgewater</b>', value: 0.195, cells: ['19.5%', '57 / 212'] },
    { key: '9', name: 'Edison Park', value: 0.1, cells: ['10.0%', '1 / 10'], few: true },
    { key: '~none', name: 'No place', value: null, cells: ['–', '0 / 0'] },
  ],
}

describe('a ranked list', () => {
  const markup = html(<RankedList {...list} selected={['77']} onSelect={() => {}} />)
  const rows = markup.match(/<tr[^>]*data-key[^>]*>/g) ?? []

  it('is a table with headings of columns and rows', () => {
    expect(markup).toMatch(/<table[^>]*role="grid"/)
    expect(markup).toContain('<th scope="col">Area</th>')
    expect(markup).toContain('<th scope="row" title="Uptown">Uptown</th>')
    expect(markup).toContain('73 / 187')
  })

  it('has one row that the Tab key reaches', () => {
    expect(rows.map(row => /tabindex="(-?\d)"/.exec(row)?.[1])).toEqual(['0', '-1', '-1', '-1'])
  })

  it('marks what is chosen', () => {
    expect(rows.map(row => /aria-selected="(\w+)"/.exec(row)?.[1])).toEqual(['false', 'true', 'false', 'false'])
  })

  it('draws bars from zero and none for no value', () => {
    expect(markup.match(/width:[\d.]+%/g)).toEqual(['width:100%', 'width:50%', expect.stringMatching(/^width:25\.6/)])
  })

  it('says that a row rests on few cases', () => {
    expect(rows.map(row => row.includes('data-few'))).toEqual([false, false, true, false])
    expect(markup).toContain('Hatched: too few cases to rely on')
  })

  it('keeps names as text', () => {
    expect(markup).toContain('&lt;b&gt;Edgewater&lt;/b&gt;')
  })

  it('is a plain table where nothing can be chosen, which the keyboard can still scroll', () => {
    const plain = html(<RankedList {...list} />)
    expect(plain).not.toContain('role="grid"')
    expect(plain).toContain('role="group"')
    expect(plain).not.toContain('aria-selected')
  })
})
