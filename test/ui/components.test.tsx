import { describe, expect, it } from 'vitest'
import { Card } from '../../src/ui/Card'
import { ChartFrame } from '../../src/ui/ChartFrame'
import { DataTable, destination, useColumnLook } from '../../src/ui/DataTable'
import { EmptyState } from '../../src/ui/EmptyState'
import { ErrorNote } from '../../src/ui/ErrorNote'
import { Legend } from '../../src/ui/Legend'
import { LiveBadge } from '../../src/ui/LiveBadge'
import { Menu, moved } from '../../src/ui/Menu'
import { PlainTable } from '../../src/ui/PlainTable'
import { Segmented } from '../../src/ui/Segmented'
import { cellText } from '../../src/ui/table'
import { chart } from '../charts/draw'
import { html } from './render'

describe('a card', () => {
  const card = { id: 'regions', title: 'Which areas stand out?', subtitle: 'Critical rate', children: 'content' }

  it('is a section named by its question', () => {
    const markup = html(<Card {...card} state="ready" />)
    const [, id] = /aria-labelledby="([^"]+)"/.exec(markup) ?? []
    expect(markup).toContain(`<h2 id="${id}"`)
    expect(markup).toContain('data-chart="regions"')
    expect(markup).toContain('content')
  })

  it('shows its state in place of its content', () => {
    expect(html(<Card {...card} state="loading" />)).toContain('ui-skeleton')
    expect(html(<Card {...card} state="updating" />)).toMatch(/aria-busy="true".*content/s)
    expect(html(<Card {...card} state="empty" empty={<EmptyState />} />)).toContain('Nothing matches the filters')
    const failed = html(<Card {...card} state={{ error: { what: 'The question failed' } }} />)
    expect(failed).toContain('role="alert"')
    expect(failed).toContain('data-state="error"')
    expect(failed).not.toContain('content')
  })

  it('has a menu only where there is something to show', () => {
    expect(html(<Card {...card} state="ready" />)).not.toContain('aria-haspopup')
    const origin = { sql: 'SELECT 1', rows: 1, milliseconds: 2, live: true }
    expect(html(<Card {...card} state="ready" origin={origin} />)).toContain('aria-haspopup="menu"')
  })
})

describe('a chart', () => {
  const frame = { id: 'map', title: 'Where?', state: 'ready' as const }

  it('is a picture with its summary for a name', () => {
    const drawn = chart('region-map')
    const markup = html(<ChartFrame {...frame} chart={drawn} />)
    expect(markup).toContain('role="img"')
    expect(markup).toContain(`aria-label="${drawn.summary}"`)
    expect(markup).toContain('few (n &lt; 20)')
  })

  it('without an answer is a skeleton', () => {
    expect(html(<ChartFrame {...frame} chart={null} />)).toContain('ui-skeleton')
  })

  it('without classes has no legend', () => {
    expect(html(<Legend entries={[]} />)).toBe('')
  })
})

describe('small parts', () => {
  it('empty: names the filters that did it', () => {
    const markup = html(<EmptyState causes={[{ label: 'Uptown', onRemove: () => {} }]} onRemoveAll={() => {}} />)
    expect(markup).toContain('Remove “Uptown”')
    expect(markup).toContain('Remove all filters')
  })

  it('error: what, where, the machine’s words and what to do', () => {
    const markup = html(
      <ErrorNote what="Failed" where="a.parquet" detail="<b>x</b>" advice="Check it" onRetry={() => {}} />,
    )
    for (const text of ['Failed', 'a.parquet', '&lt;b&gt;x&lt;/b&gt;', 'Check it', 'Try again'])
      expect(markup).toContain(text)
  })

  it('segmented: radio buttons with a name', () => {
    const options = [
      { value: 'a', label: 'A' },
      { value: 'b', label: 'B' },
    ]
    const markup = html(<Segmented label="Form" value="b" options={options} onChange={() => {}} />)
    expect(markup).toContain('<legend class="ui-hidden">Form</legend>')
    expect(markup.match(/type="radio"/g)).toHaveLength(2)
    expect(markup.match(/checked=""/g)).toHaveLength(1)
  })

  it('live badge: says what a figure is', () => {
    expect(html(<LiveBadge live />)).toContain('live')
    expect(html(<LiveBadge live={false} when="31 Aug" />)).toContain('published answer · 31 Aug')
  })

  it('menu: a button that says that it has one', () => {
    expect(html(<Menu label="More" items={[]} />)).toMatch(/aria-label="More".*aria-expanded="false"/)
  })
})

describe('tables', () => {
  it('plain: cut where they are long, and say so', () => {
    const rows = Array.from({ length: 1001 }, (_, i) => ({ n: i }))
    const markup = html(<PlainTable caption="N" data={{ columns: [{ key: 'n', label: 'N' }], rows }} />)
    expect(markup.match(/<tr>/g)).toHaveLength(1001)
    expect(markup).toContain('The first 1,000 of 1,001 rows')
  })

  it('a missing value is a dash, zero is zero', () => {
    expect([null, undefined, 0, ''].map(value => cellText({}, value))).toEqual(['–', '–', '0', ''])
    expect(cellText({ text: value => `${value}!` }, 3)).toBe('3!')
  })

  it('of data: a grid that knows its size and its order', () => {
    const columns = [
      { key: 'score', label: 'Score', align: 'right' as const },
      { key: 'why', label: 'Why', unsorted: true },
    ]
    const sort = { key: 'score', descending: true }
    const List = () => {
      const look = useColumnLook()
      const list = { label: 'Businesses', count: 50_000, columns, look, sort }
      return <DataTable {...list} row={() => undefined} onSort={() => {}} />
    }
    const markup = html(<List />)
    expect(markup).toContain('role="grid"')
    expect(markup).toContain('aria-rowcount="50001"')
    expect(markup.match(/aria-sort="descending"/g)).toHaveLength(1)
    expect(markup.match(/title="Sort by/g)).toHaveLength(1)
    expect(markup.match(/role="separator"/g)).toHaveLength(2)
    expect(markup).toContain('50,000 rows')
  })
})

describe('keys', () => {
  it('go round in a menu', () => {
    expect(moved('ArrowDown', 2, 3)).toBe(0)
    expect(moved('ArrowUp', 0, 3)).toBe(2)
    expect(moved('ArrowUp', -1, 3)).toBe(2)
    expect(moved('End', 0, 3)).toBe(2)
    expect(moved('x', 0, 3)).toBeNull()
    expect(moved('ArrowDown', 0, 0)).toBeNull()
  })

  it('stop at the ends of a table', () => {
    expect(destination('ArrowUp', 0, 20, 100)).toBe(0)
    expect(destination('PageDown', 90, 20, 100)).toBe(99)
    expect(destination('PageUp', 10, 20, 100)).toBe(0)
    expect(destination('End', 0, 20, 100)).toBe(99)
    expect(destination('a', 0, 20, 100)).toBeNull()
  })
})
