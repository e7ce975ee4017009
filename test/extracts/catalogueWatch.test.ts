import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { parseCatalogue } from '../../src/extracts/catalogue'
import { watchVersion } from '../../src/extracts/catalogueWatch'
import type { ExtractFolder } from '../../src/extracts/fetchFile'
import { ExtractError } from '../../src/extracts/source'
import { extractVersion, statedHashes } from '../../src/extracts/version'

const minute = 60_000
const parts = { engine: 'duckdb', prepareVersion: 'p', calendarText: null }

/** A folder that can be published anew. */
function publishing(stated: boolean) {
  const state = { hash: 'a', targets: '{}', stamp: 'etag 1', broken: false, reads: 0 }
  const catalogueText = () =>
    JSON.stringify({
      name: { en: 'City', zh: '城市' },
      extracts: [{ table: 'permits', file: 'p.parquet', ...(stated ? { sha256: state.hash.repeat(64) } : {}) }],
      targets: 'targets.json',
    })
  const folder: ExtractFolder = {
    catalogue: 'catalog.json',
    async text(name) {
      if (state.broken) throw new ExtractError(name, 'load', 'no answer')
      if (name !== 'catalog.json') return state.targets
      state.reads++
      return catalogueText()
    },
    blob: () => Promise.reject(new Error('the watch reads no rows')),
    stamp: async () => state.stamp,
  }
  const catalogue = () => parseCatalogue(catalogueText(), 'catalog.json')
  const version = () =>
    extractVersion({
      ...parts,
      catalogue: catalogue(),
      hashes: statedHashes(catalogue()) ?? { 'p.parquet': 'computed' },
      targetsText: state.targets,
    })
  return { folder, state, catalogue, version }
}

function watching(stated: boolean) {
  const published = publishing(stated)
  const newer: (string | null)[] = []
  const stop = watchVersion({
    ...parts,
    folder: published.folder,
    catalogue: published.catalogue(),
    version: published.version(),
    onNewer: version => newer.push(version),
  })
  const pass = (minutes: number) => vi.advanceTimersByTimeAsync(minutes * minute)
  return { ...published, newer, stop, pass }
}

describe('watchVersion', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('tells each newer version once, within ten minutes', async () => {
    const { state, newer, pass, version, stop } = watching(true)
    await pass(60)
    expect(newer).toEqual([])
    state.hash = 'b'
    await pass(10)
    expect(newer).toEqual([version()])
    state.targets = '{"figures":{}}'
    await pass(60)
    expect(newer).toHaveLength(2)
    expect(newer[1]).toBe(version())
    stop()
    state.hash = 'c'
    await pass(60)
    expect(newer).toHaveLength(2)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('goes on after a look that failed', async () => {
    const { state, newer, pass, version, stop } = watching(true)
    state.broken = true
    state.hash = 'b'
    await pass(30)
    expect(newer).toEqual([])
    state.broken = false
    await pass(10)
    expect(newer).toEqual([version()])
    stop()
  })

  it('asks the server about the files where no hashes are stated', async () => {
    const { state, newer, pass, stop } = watching(false)
    await pass(30)
    expect(newer).toEqual([])
    state.stamp = 'etag 2'
    await pass(30)
    expect(newer).toEqual([null])
    state.targets = '{ }'
    await pass(30)
    expect(newer).toEqual([null, null])
    stop()
  })

  it('does not look while the page is hidden, and looks when it is shown again', async () => {
    const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
    vi.stubGlobal('document', page)
    const show = (visibilityState: string) => {
      page.visibilityState = visibilityState
      page.dispatchEvent(new Event('visibilitychange'))
    }
    const { state, newer, pass, stop } = watching(true)
    show('hidden')
    state.hash = 'b'
    await pass(5)
    show('visible')
    show('hidden')
    await pass(60)
    expect(state.reads).toBe(0)
    show('visible')
    await pass(0)
    expect(newer).toHaveLength(1)
    await pass(10)
    expect(state.reads).toBe(2)
    stop()
    show('hidden')
    show('visible')
    await pass(60)
    expect(state.reads).toBe(2)
  })
})
