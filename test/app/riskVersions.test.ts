import { describe, expect, it } from 'vitest'
import { RiskVersions } from '../../src/app/riskVersions'
import { defaultScorecard, type Scorecard } from '../../src/risk/scorecard'
import { type Disk, openStorage } from '../../src/storage/kept'
import { sharedDisk } from '../storage/sharedDisk'

const heavier: Scorecard = { ...defaultScorecard, weights: { ...defaultScorecard.weights, S1: 30 } }
const url = 'https://city.example/catalog.json'

describe('versions that the browser keeps', () => {
  it('are there in the next visit, of the same catalogue alone', async () => {
    const shared = sharedDisk()
    const first = new RiskVersions(openStorage(shared))
    await first.open(url)
    await first.sayWho('Wang')
    await first.enter('saved', 'heavier', heavier, 'why')
    await first.enter('active', 'heavier', heavier)
    await first.keepDraft(heavier)
    const second = new RiskVersions(openStorage(shared))
    await second.open(url)
    expect(second.state()).toMatchObject({ who: 'Wang', brokenAt: null, fault: null, active: { name: 'heavier' } })
    expect(second.state().versions).toMatchObject([{ name: 'heavier', who: 'Wang', note: 'why' }])
    expect(await second.draft()).toEqual(heavier)
    await second.open('https://other.example/catalog.json')
    expect(second.state().versions).toEqual([])
    expect(await second.draft()).toBeNull()
  })

  it('of two tabs are one history: nobody writes over the other', async () => {
    const shared = sharedDisk()
    const [a, b] = [new RiskVersions(openStorage(shared)), new RiskVersions(openStorage(shared))]
    await Promise.all([a.open(url), b.open(url)])
    await a.enter('saved', 'one', heavier)
    await b.enter('saved', 'two', defaultScorecard)
    await a.refresh()
    expect(a.state().versions.map(({ name }) => name)).toEqual(['two', 'one'])
    expect(a.state().brokenAt).toBeNull()
    expect(a.state().register.entries).toHaveLength(2)
  })

  it('say when their last entries were cut off, and two tabs that write at once cause no alarm', async () => {
    const shared = sharedDisk()
    const tabs = await Promise.all(
      [1, 2, 3].map(async () => {
        const tab = new RiskVersions(openStorage(shared))
        await tab.open(url)
        return tab
      }),
    )
    for (let round = 0; round < 5; round++) {
      const writing = tabs.map((tab, i) => tab.enter('saved', `${round} ${i}`, heavier))
      // Read while others write.
      await Promise.all([...writing, ...tabs.map(tab => tab.refresh())])
      for (const tab of tabs) expect(tab.state()).toMatchObject({ brokenAt: null, lostEnd: null })
    }
    const [first] = tabs
    await first?.refresh()
    expect(first?.state().register.entries).toHaveLength(15)
    const key = [...shared.values.keys()].find(name => name.startsWith('risk versions of')) ?? ''
    const kept = shared.values.get(key) as { entries: unknown[] }
    shared.values.set(key, { ...kept, entries: kept.entries.slice(0, 13) })
    await first?.refresh()
    expect(first?.state()).toMatchObject({ brokenAt: null, lostEnd: { n: 15 } })
    // What is done next does not hide it.
    await first?.enter('saved', 'after', heavier)
    expect(first?.state().lostEnd).toMatchObject({ n: 15 })
  })

  it('that were changed by hand say where; what cannot be read is left as it is', async () => {
    const shared = sharedDisk()
    const here = new RiskVersions(openStorage(shared))
    await here.open(url)
    await here.enter('saved', 'one', heavier)
    const key = [...shared.values.keys()].find(name => name.startsWith('risk versions of')) ?? ''
    const kept = shared.values.get(key) as { entries: { who: string }[] }
    shared.values.set(key, { ...kept, entries: kept.entries.map(entry => ({ ...entry, who: 'Li' })) })
    await here.refresh()
    expect(here.state().brokenAt).toBe(1)
    shared.values.set(key, { entries: 'none' })
    await here.refresh()
    expect(here.state().fault?.message).toContain('the history of versions: "entries"')
    await expect(here.enter('saved', 'two', heavier)).rejects.toThrow('the history of versions')
    expect(shared.values.get(key)).toEqual({ entries: 'none' })
  })

  it('refuse a card that could not be read again, and a name that is too long', async () => {
    const shared = sharedDisk()
    const here = new RiskVersions(openStorage(shared))
    await here.open(url)
    await here.enter('saved', 'one', heavier)
    const before = structuredClone([...shared.values])
    const broken: Scorecard = { ...heavier, thresholds: { by: 'value', bounds: [Number.NaN, 40, 60] } }
    await expect(here.enter('saved', 'broken', broken)).rejects.toThrow('broken: "thresholds.bounds.0"')
    const half = { ...heavier, settings: { ...heavier.settings, visitDays: 730.5 } }
    await expect(here.enter('saved', 'half', half)).rejects.toThrow('"settings.visitDays"')
    await expect(here.enter('saved', 'n'.repeat(222), heavier)).rejects.toThrow('name')
    expect([...shared.values]).toEqual(before)
    expect(here.state().versions.map(({ name }) => name)).toEqual(['one'])
  })

  it('of a disk that becomes too slow go on from what the tab knows', async () => {
    const shared = sharedDisk()
    let stuck = false
    const slow: Disk = {
      ...shared,
      update: (key, change) => (stuck ? new Promise(() => undefined) : shared.update(key, change)),
      get: key => (stuck ? new Promise(() => undefined) : shared.get(key)),
    }
    const here = new RiskVersions(openStorage(slow, 50))
    await here.open(url)
    await here.enter('saved', 'a', heavier)
    await here.enter('active', 'a', heavier)
    stuck = true
    await here.enter('saved', 'b', defaultScorecard)
    expect(here.state().versions.map(({ name }) => name)).toEqual(['b', 'a'])
    expect(here.state()).toMatchObject({ active: { name: 'a' }, brokenAt: null })
    expect(here.persistent()).toBe(false)
  })

  it('that another tab removed do not come back', async () => {
    const shared = sharedDisk()
    const here = new RiskVersions(openStorage(shared))
    await here.open(url)
    await here.enter('saved', 'a', heavier)
    shared.values.clear()
    await here.enter('saved', 'b', heavier)
    expect(here.state().versions.map(({ name }) => name)).toEqual(['b'])
  })

  it('cannot be written before the catalogue is known', async () => {
    const here = new RiskVersions(openStorage(sharedDisk()))
    await expect(here.enter('saved', 'one', heavier)).rejects.toThrow('the catalogue is not open yet')
  })
})
