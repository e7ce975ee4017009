import { describe, expect, it } from 'vitest'
import { KeptAlerts } from '../../src/app/alerts/keptAlerts'
import { RiskVersions } from '../../src/app/riskVersions'
import type { Alert } from '../../src/insight/alerts/alert'
import { type Disk, openStorage } from '../../src/storage/kept'
import { sharedDisk } from '../storage/sharedDisk'

const url = 'https://city.example/catalog.json'
const key = `alerts of ${url}`
const alert = (id: string, size = 10): Alert => ({
  id,
  kind: 'overdue',
  severity: 'medium',
  figure: 'closed_on_time',
  place: null,
  since: null,
  size,
  facts: { kind: 'visits', overdue: size, of: null, daysOver: 3 },
})
const findings = (...alerts: Alert[]) => ({ alerts, unjudged: [] })

/** One tab on the disk, with somebody at work. */
async function tab(shared: Disk, who = 'Wang'): Promise<KeptAlerts> {
  const storage = openStorage(shared)
  const versions = new RiskVersions(storage)
  const board = new KeptAlerts(storage, versions)
  await versions.open(url)
  await board.open(url)
  if (who !== '') await board.sayWho(who)
  return board
}

describe('acknowledged alerts', () => {
  it('are acknowledged in the next visit, with who and why, of the same catalogue alone', async () => {
    const shared = sharedDisk()
    const first = await tab(shared)
    first.found(findings(alert('a'), alert('b')), [])
    await first.enter('acknowledged', alert('a'), 'Ten are late', ' seen to ')
    const second = await tab(shared, '')
    second.found(findings(alert('a'), alert('b')), [])
    expect(second.state().who).toBe('Wang')
    expect(second.state().judged).toMatchObject([
      { state: 'acknowledged', entry: { who: 'Wang', note: 'seen to', seen: { size: 10, text: 'Ten are late' } } },
      { state: 'open', entry: null },
    ])
    await second.open('https://other.example/catalog.json')
    expect(second.state().judged.map(each => each.state)).toEqual(['open', 'open'])
  })

  it('come back when they get worse or are reopened', async () => {
    const board = await tab(sharedDisk())
    board.found(findings(alert('a')), [])
    await board.enter('acknowledged', alert('a'), 'ten', '')
    board.found(findings(alert('a', 15)), [])
    expect(board.state().judged[0]?.state).toBe('worse')
    board.found(findings(alert('a')), [])
    await board.enter('reopened', alert('a'), 'ten', 'not yet')
    expect(board.state().judged[0]).toMatchObject({ state: 'open', entry: { did: 'reopened', note: 'not yet' } })
  })

  it('of two tabs are one record: nobody writes over the other', async () => {
    const shared = sharedDisk()
    const [a, b] = [await tab(shared), await tab(shared)]
    await Promise.all([a.enter('acknowledged', alert('a'), 'a', ''), b.enter('acknowledged', alert('b'), 'b', '')])
    await b.enter('acknowledged', alert('c'), 'c', '')
    await a.refresh()
    expect(
      a
        .state()
        .entries.map(({ id }) => id)
        .sort(),
    ).toEqual(['a', 'b', 'c'])
  })

  it('that cannot be read are left as they are, and nothing is added', async () => {
    const shared = sharedDisk()
    shared.values.set(key, [{ id: 'a' }])
    const board = await tab(shared)
    expect(board.state().fault?.message).toMatch(/entry 1 cannot be read/)
    await expect(board.enter('acknowledged', alert('a'), '', '')).rejects.toThrow(/cannot be read/)
    expect(shared.values.get(key)).toEqual([{ id: 'a' }])
  })

  it('broken by another tab meanwhile are not written over either', async () => {
    const shared = sharedDisk()
    const board = await tab(shared)
    shared.values.set(key, 'nonsense')
    await expect(board.enter('acknowledged', alert('a'), '', '')).rejects.toThrow(/no list/)
    expect(shared.values.get(key)).toBe('nonsense')
    expect(board.state().entries).toEqual([])
  })

  it('stay until the page is closed where nothing can be kept, and it is known that they will not', async () => {
    const broken = { ...sharedDisk(), update: () => Promise.reject(new Error('no room')) }
    const board = await tab(broken)
    board.found(findings(alert('a')), [])
    await board.enter('acknowledged', alert('a'), 'ten', 'noted')
    await board.enter('acknowledged', alert('b'), 'ten', 'noted too')
    expect(board.persistent()).toBe(false)
    expect(board.state().entries.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(board.state().judged[0]?.state).toBe('acknowledged')
  })

  it('cannot be written before the catalogue is known', async () => {
    const storage = openStorage(sharedDisk())
    const board = new KeptAlerts(storage, new RiskVersions(storage))
    await expect(board.enter('acknowledged', alert('a'), '', '')).rejects.toThrow(/not open yet/)
  })
})
