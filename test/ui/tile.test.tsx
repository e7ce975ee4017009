import { describe, expect, it } from 'vitest'
import { KpiTile, type KpiTileProps } from '../../src/ui/KpiTile'
import { html } from './render'

const tile: KpiTileProps = {
  id: 'critical_rate',
  label: 'Critical rate',
  value: 0.14901,
  text: '14.9%',
  spark: [1, null, 2],
  onOpen: () => {},
}

describe('a tile', () => {
  it('holds the exact value beside the written one', () => {
    const markup = html(<KpiTile {...tile} />)
    expect(markup).toContain('data-kpi="critical_rate"')
    expect(markup).toContain('data-value="0.14901"')
    expect(markup).toContain('14.9%')
    expect(markup).not.toContain('data-missing')
  })

  it('is a button to its rows, and plain where there are none', () => {
    expect(html(<KpiTile {...tile} />)).toMatch(/<button type="button" class="ui-tile-main"[^>]*(?<!disabled="")>/)
    expect(html(<KpiTile {...tile} onOpen={undefined} />)).toContain('disabled=""')
  })

  it('says how many alerts are open, in a link beside the button', () => {
    const alerts = { text: '2', label: 'Critical rate · open alerts: 2', href: '#/alerts?figure=critical_rate' }
    const markup = html(<KpiTile {...tile} alerts={alerts} />)
    expect(markup).toMatch(/<\/button><a class="ui-tile-alerts" href="#\/alerts\?figure=critical_rate"/)
    expect(markup).toContain('<span class="ui-hidden">Critical rate · open alerts: 2</span>')
    expect(html(<KpiTile {...tile} />)).not.toContain('ui-tile-alerts')
  })

  it('gives the reason in place of a number', () => {
    const markup = html(
      <KpiTile {...tile} value={null} text="" missing="No promise in the extract" missingKey="no_due" />,
    )
    expect(markup).toContain('data-value=""')
    expect(markup).toContain('data-missing="no_due"')
    expect(markup).toContain('No promise in the extract')
    expect(markup).not.toContain('<svg')
  })

  it('says a change in a word, a sign and a number', () => {
    const delta = { text: '1.9 pp', direction: 'up', tone: 'bad', against: 'on a year ago' } as const
    const markup = html(<KpiTile {...tile} delta={delta} />)
    expect(markup).toContain('▲')
    expect(markup).toMatch(/<span class="ui-hidden">up <\/span>1\.9 pp/)
    expect(markup).toContain('on a year ago')
  })

  it('leads from its change to what explains it, where it has one', () => {
    const delta = { text: '1.9 pp', direction: 'up', tone: 'bad', against: 'on a year ago' } as const
    const markup = html(<KpiTile {...tile} delta={delta} onWhy={() => {}} />)
    expect(markup).toMatch(/<button type="button" class="ui-tile-why" aria-label="Why it changed · Critical rate"/)
    expect(html(<KpiTile {...tile} onWhy={() => {}} />)).not.toContain('ui-tile-why')
    expect(html(<KpiTile {...tile} delta={delta} />)).not.toContain('ui-tile-why')
  })

  it('says whether a target is met in words', () => {
    expect(html(<KpiTile {...tile} target={{ text: '≤ 12%', met: false }} />)).toContain('target ≤ 12% · missed')
    expect(html(<KpiTile {...tile} target={{ text: '≤ 15%', met: true }} />)).toContain('target ≤ 15% · met')
  })

  it('describes itself by its limit', () => {
    const markup = html(<KpiTile {...tile} note="not filtered by industry" />)
    const [, id] = /aria-describedby="([^"]+)"/.exec(markup) ?? []
    expect(markup).toContain(`id="${id}"`)
  })

  it('keeps its size while it loads', () => {
    const markup = html(<KpiTile {...tile} value={null} text="" loading />)
    expect(markup).toContain('aria-busy="true"')
    expect(markup).toContain('ui-tile-skeleton')
  })

  it('keeps what looks like HTML as text', () => {
    expect(html(<KpiTile {...tile} label="<img src=x>" />)).not.toContain('<img')
  })
})
