import { describe, expect, it, vi } from 'vitest'
import type { Comparison } from '../../../src/extracts/workspace/workspace'
import { NoRoom } from '../../../src/storage/faults'
import { canCheck, lacks } from '../../../src/views/extracts/canCheck'
import type { ExtractServices } from '../../../src/views/extracts/contracts'
import { ImportFlow } from '../../../src/views/extracts/flow'
import {
  complaintColumns, fakeIntake, fakeServices, fakeWorkspace, guessOf, readTable, reportOf, source, trialOf,
} from './fakes' // biome-ignore format: one line

const file = (name: string): File => new File(['x'], name)
const columns = Object.values(complaintColumns)
const tables = { 'a.csv': readTable(source(['a.csv']), columns), 'b.csv': readTable(source(['b.csv']), columns) }
const never = <T>(signal?: AbortSignal): Promise<T> =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError'))))
const settled = () => new Promise(resolve => setTimeout(resolve, 0))
const lost: Comparison = {
  table: 'complaints', before: 100, after: 70, added: 0, gone: 30, changed: 0, shifted: [], sampled: 70, reasons: ['fewer_rows'], needsConfirmation: true,
} // biome-ignore format: one comparison

async function atReport(more: Parameters<typeof fakeServices>[1] = {}): Promise<ImportFlow> {
  const flow = new ImportFlow(fakeServices(fakeIntake(tables), more))
  await flow.drop([file('a.csv')])
  await flow.check()
  return flow
}

describe('an import', () => {
  it('goes from drop to dashboard', async () => {
    const commit = vi.fn(async () => undefined)
    const flow = await atReport({ workspace: fakeWorkspace({ commit }) })
    expect(flow.state().step).toBe('report')
    expect(flow.loads()).toEqual([{ table: 'complaints', mode: 'replace', rows: 990 }])
    expect(flow.unfinished()).toBe(true)
    await flow.commit('Li')
    expect(commit).toHaveBeenCalledWith('Li')
    expect(flow.state()).toMatchObject({ step: 'done', tables: [], committed: { before: null, profileError: null } })
    expect(flow.unfinished()).toBe(false)
  })

  it('lists a file that cannot be read and goes on with the others', async () => {
    const flow = new ImportFlow(fakeServices(fakeIntake(tables)))
    await flow.drop([file('a.csv'), file('broken.csv')])
    expect(flow.state().faults.map(({ message }) => message)).toEqual(['broken.csv: not a table'])
    expect(flow.state()).toMatchObject({ step: 'mapping', selected: 'a.csv' })
  })

  it('leaves a hidden sheet out until the analyst takes it for something, and so it stays', async () => {
    const hidden = { ...readTable(source(['b.xlsx', '代码'], 'xlsx'), columns), hidden: true }
    const flow = new ImportFlow(fakeServices(fakeIntake({ ...tables, 'b.xlsx': hidden })))
    await flow.drop([file('a.csv'), file('b.xlsx')])
    const kinds = () => flow.state().tables.map(({ kind }) => kind)
    expect(kinds()).toEqual(['complaints', 'skip'])
    await flow.take(hidden.id, 'complaints')
    expect(kinds()).toEqual(['complaints', 'complaints'])
    await flow.read(hidden.id, { header: [2] })
    expect(kinds()).toEqual(['complaints', 'complaints'])
  })

  it('joins no hidden sheet to others until the analyst takes it for businesses', async () => {
    const hidden = { ...readTable(source(['b.xlsx', '企业'], 'xlsx'), columns), hidden: true }
    const join = vi.fn(async () => tables['a.csv'])
    const guess: ExtractServices['guess'] = async ({ id }, { others }) => {
      if (id === hidden.id) return guessOf('businesses', {})
      const found = others.some(other => other.id === hidden.id)
      const on = { businesses: hidden.id, key: 'id', reference: 'business_id' }
      return guessOf('complaints', complaintColumns, { join: found ? on : null })
    }
    const flow = new ImportFlow(fakeServices(fakeIntake({ ...tables, 'b.xlsx': hidden }, { join }), { guess }))
    await flow.drop([file('b.xlsx'), file('a.csv')])
    expect(join).not.toHaveBeenCalled()
    await flow.take(hidden.id, 'businesses')
    expect(join).toHaveBeenCalledTimes(1)
    expect(flow.state().tables.map(({ kind, joined }) => [kind, joined])).toEqual([
      ['businesses', false],
      ['complaints', true],
    ])
  })

  it('has nothing to map where no file can be read', async () => {
    const flow = new ImportFlow(fakeServices(fakeIntake(tables)))
    await flow.drop([file('broken.csv')])
    expect(flow.state()).toMatchObject({ step: 'idle', tables: [] })
    expect(flow.state().faults).toHaveLength(1)
  })

  it('says why opening failed and can be tried again', async () => {
    let fails = true
    const good = fakeIntake(tables)
    const open: typeof good.open = (...args) =>
      fails ? Promise.reject(new Error('worker: it died')) : good.open(...args)
    const flow = new ImportFlow(fakeServices({ ...good, open }))
    await flow.drop([file('a.csv')])
    expect(flow.state()).toMatchObject({ step: 'idle', error: 'worker: it died' })
    fails = false
    await flow.drop([file('a.csv')])
    expect(flow.state()).toMatchObject({ step: 'mapping', error: null })
  })

  it('reads one table at a time', async () => {
    let now = 0
    let most = 0
    const good = fakeIntake(tables)
    const read: typeof good.read = async id => {
      now += 1
      most = Math.max(most, now)
      await settled()
      now -= 1
      return good.read(id)
    }
    const flow = new ImportFlow(fakeServices({ ...good, read }))
    await flow.drop([file('a.csv'), file('b.csv')])
    expect(most).toBe(1)
    expect(flow.state().tables.map(({ phase }) => phase)).toEqual(['ready', 'ready'])
  })

  it('cancels a reading and reads the next table', async () => {
    const good = fakeIntake(tables)
    const read: typeof good.read = (id, _, __, signal) => (id === 'a.csv' ? never(signal) : good.read(id))
    const flow = new ImportFlow(fakeServices({ ...good, read }))
    const dropped = flow.drop([file('a.csv'), file('b.csv')])
    await settled()
    expect(flow.state().tables[0]?.phase).toBe('reading')
    flow.cancelRead('a.csv')
    await dropped
    expect(flow.state().tables.map(({ phase }) => phase)).toEqual(['cancelled', 'ready'])
  })

  it('keeps what was read where reading it differently fails', async () => {
    const good = fakeIntake(tables)
    const read: typeof good.read = (id, options) =>
      options?.encoding ? Promise.reject(new Error('a.csv: not big5')) : good.read(id)
    const flow = new ImportFlow(fakeServices({ ...good, read }))
    await flow.drop([file('a.csv')])
    await flow.read('a.csv', { encoding: 'big5' })
    const [table] = flow.state().tables
    expect(table).toMatchObject({ phase: 'ready', error: 'a.csv: not big5', options: {} })
    expect(table?.read).toBe(tables['a.csv'])
  })

  it('does not begin a check while something needed is missing', async () => {
    const { status: _, ...rest } = complaintColumns
    const trial = vi.fn(async () => trialOf())
    const services = { guess: async () => guessOf('complaints', rest), workspace: fakeWorkspace({ trial }) }
    const flow = new ImportFlow(fakeServices(fakeIntake(tables), services))
    await flow.drop([file('a.csv')])
    const [table] = flow.state().tables
    expect(table && lacks(flow, table)).toEqual([['status']])
    await flow.check()
    expect(trial).not.toHaveBeenCalled()
    flow.answer('a.csv', { columns: { status: 'State' } })
    expect(canCheck(flow)).toBe(true)
    await flow.check()
    expect(trial).toHaveBeenCalledTimes(1)
  })

  it('returns to the mapping where the trial fails or is cancelled, and forgets the trial', async () => {
    const discard = vi.fn()
    const failing = await atReport({
      workspace: fakeWorkspace({ discard, trial: () => Promise.reject(new Error('a.csv: no rows')) }),
    })
    expect(failing.state()).toMatchObject({ step: 'mapping', error: 'a.csv: no rows' })
    expect(failing.state().tables).toHaveLength(1)
    expect(discard).toHaveBeenCalledTimes(1)
    const flow = new ImportFlow(
      fakeServices(fakeIntake(tables), {
        workspace: fakeWorkspace({ discard, trial: (_, __, signal) => never(signal) }),
      }),
    )
    await flow.drop([file('a.csv')])
    const checked = flow.check()
    await settled()
    flow.cancel()
    await checked
    expect(flow.state()).toMatchObject({ step: 'mapping', error: null })
    expect(discard).toHaveBeenCalledTimes(2)
  })

  it('commits a large loss only once it is confirmed', async () => {
    const commit = vi.fn(async () => undefined)
    const workspace = fakeWorkspace({ commit, trial: async () => trialOf({ comparisons: [lost] }) })
    const flow = await atReport({ workspace })
    await flow.commit(null)
    expect(commit).not.toHaveBeenCalled()
    flow.confirm(true)
    await flow.commit(null)
    expect(flow.state().step).toBe('done')
  })

  it('stays at the report where keeping fails', async () => {
    const flow = await atReport({
      workspace: fakeWorkspace({ commit: () => Promise.reject(new Error('no room for 80 MB')) }),
    })
    await flow.commit(null)
    expect(flow.state()).toMatchObject({ step: 'report', error: 'no room for 80 MB' })
    expect(flow.state().trial).not.toBeNull()
  })

  it('tells of a profile that could not be kept, with the extracts in', async () => {
    const services = fakeServices(fakeIntake(tables))
    const profiles = { ...services.profiles, save: () => Promise.reject(new Error('no room')) }
    const flow = new ImportFlow({ ...services, profiles })
    await flow.drop([file('a.csv')])
    flow.set('a.csv', { saveAs: 'monthly' })
    await flow.check()
    await flow.commit(null)
    expect(flow.state()).toMatchObject({ step: 'done', committed: { profileError: 'no room' } })
  })

  it('hears nothing of an import that was discarded', async () => {
    const end = vi.fn()
    let finish: () => void = () => undefined
    const good = fakeIntake(tables, { end })
    const read: typeof good.read = async id => {
      await new Promise<void>(resolve => {
        finish = resolve
      })
      return good.read(id)
    }
    const flow = new ImportFlow(fakeServices({ ...good, read }))
    const dropped = flow.drop([file('a.csv')])
    await settled()
    flow.discard()
    finish()
    await dropped
    expect(flow.state()).toMatchObject({ step: 'idle', tables: [] })
    expect(end).toHaveBeenCalledTimes(1)
  })

  it('joins a file of businesses and guesses anew with its columns', async () => {
    const wide = readTable(source(['a.csv']), [...columns, 'businesses.name'])
    const join = vi.fn(async () => wide)
    const guess = vi.fn(async (read: { id: string; columns: readonly unknown[] }) =>
      read.id === 'b.csv'
        ? guessOf('businesses', {})
        : guessOf('complaints', complaintColumns, {
            join: { businesses: 'b.csv', key: 'id', reference: 'business_id' },
            tableConfidence: read.columns.length / 10,
          }),
    )
    const flow = new ImportFlow(fakeServices(fakeIntake(tables, { join }), { guess }))
    await flow.drop([file('a.csv'), file('b.csv')])
    expect(join).toHaveBeenCalledTimes(1)
    const [first] = flow.state().tables
    expect(first).toMatchObject({ joined: true, phase: 'ready' })
    expect(first?.read).toBe(wide)
    expect(first?.guess?.tableConfidence).toBe(wide.columns.length / 10)
    expect(first?.guess?.join).toMatchObject({ businesses: 'b.csv' })
    expect(canCheck(flow)).toBe(true)
  })

  it('joins once more what was read differently', async () => {
    const join = vi.fn(async () => tables['a.csv'])
    const on = { businesses: 'b.csv', key: 'id', reference: 'business_id' }
    const guess = async ({ id }: { id: string }) =>
      id === 'b.csv' ? guessOf('businesses', {}) : guessOf('complaints', complaintColumns, { join: on })
    const flow = new ImportFlow(fakeServices(fakeIntake(tables, { join }), { guess }))
    await flow.drop([file('a.csv'), file('b.csv')])
    await flow.read('a.csv', { encoding: 'gb18030' })
    expect(join).toHaveBeenCalledTimes(2)
    expect(flow.state().tables[0]).toMatchObject({ joined: true, options: { encoding: 'gb18030' } })
  })

  it('opens nothing after opening was cancelled, though the intake goes on', async () => {
    let finish: () => void = () => undefined
    const good = fakeIntake(tables)
    const open: typeof good.open = async files => {
      await new Promise<void>(resolve => {
        finish = resolve
      })
      return good.open(files)
    }
    const flow = new ImportFlow(fakeServices({ ...good, open }))
    const dropped = flow.drop([file('a.csv')])
    await settled()
    flow.cancel()
    finish()
    await dropped
    expect(flow.state()).toMatchObject({ step: 'idle', tables: [] })
  })

  it('adds up the rows of files of one table', async () => {
    const flow = await atReport({ quality: async () => [reportOf(), reportOf({ file: 'b.csv', rows: 10 })] })
    expect(flow.loads()).toEqual([{ table: 'complaints', mode: 'replace', rows: 1000 }])
  })
})

describe('dropped region files', () => {
  const squares = (names: readonly string[]): string =>
    JSON.stringify({
      type: 'FeatureCollection',
      features: names.map(code => ({
        properties: { code, name: `Name ${code}`, kind: 'x' },
        geometry: { type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] },
      })),
    }) // biome-ignore format: a small map
  const withRegions = (text: string, tableNames: readonly ('a.csv' | 'b.csv')[] = []) =>
    fakeIntake(tables, {
      open: async () => ({
        tables: tableNames.map(name => tables[name]),
        others: [{ path: ['regions.geojson'], kind: 'regions', text }],
        faults: [],
      }),
    })

  it('come in without a table', async () => {
    const trial = vi.fn(async () => trialOf())
    const flow = new ImportFlow(
      fakeServices(withRegions(squares(['1', '2'])), { workspace: fakeWorkspace({ trial }), quality: async () => [] }),
    )
    await flow.drop([file('regions.geojson')])
    expect(flow.state()).toMatchObject({ step: 'mapping', tables: [] })
    void flow.setRegions(0, { level: 'street' })
    expect(canCheck(flow)).toBe(true)
    await flow.check()
    expect(trial).toHaveBeenCalledWith([], expect.anything(), expect.anything(), {
      regions: [expect.objectContaining({ name: 'regions.geojson', level: 'street', code: 'code', label: 'name' })],
      repeated: {},
    })
    await flow.commit(null)
    expect(flow.state().committed).toMatchObject({ loads: [], regions: 1 })
  })

  it('are known to the guesses of the tables that came with them', async () => {
    const guess = vi.fn(async () => guessOf('complaints', complaintColumns))
    const flow = new ImportFlow(fakeServices(withRegions(squares(['1', '2']), ['a.csv']), { guess }))
    await flow.drop([file('all.zip')])
    const regions = [expect.objectContaining({ name: 'regions.geojson' })]
    expect(guess).toHaveBeenCalledWith(tables['a.csv'], expect.objectContaining({ regions }))
  })

  it('are known anew once they are taken for something else, but for what the analyst has answered', async () => {
    const guess = vi.fn(async () => guessOf('complaints', complaintColumns))
    const flow = new ImportFlow(fakeServices(withRegions(squares(['1', '2']), ['a.csv', 'b.csv']), { guess }))
    await flow.drop([file('all.zip')])
    flow.answer('b.csv', { columns: { category: 'x' } })
    const before = guess.mock.calls.length
    await flow.setRegions(0, { level: 'street' })
    const regions = [expect.objectContaining({ level: 'street' })]
    expect(guess.mock.calls.slice(before)).toEqual([[tables['a.csv'], expect.objectContaining({ regions })]])
    expect(flow.state().tables.map(({ phase }) => phase)).toEqual(['ready', 'ready'])
    expect(flow.state().tables[1]?.answers).toEqual({ columns: { category: 'x' } })
  })

  it('are a fault by name where they cannot be used, and can be left out', async () => {
    const bad = new ImportFlow(fakeServices(withRegions(squares(['1', '1']))))
    await bad.drop([file('regions.geojson')])
    expect(bad.state()).toMatchObject({ step: 'idle', regions: [], faults: [{ path: ['regions.geojson'] }] })
    const flow = new ImportFlow(fakeServices(withRegions(squares(['1', '2']))))
    await flow.drop([file('regions.geojson')])
    void flow.setRegions(0, { code: 'kind' })
    expect(flow.state().regions[0]?.error).toContain('"kind" is no code')
    expect(canCheck(flow)).toBe(false)
    void flow.setRegions(0, { code: 'code' })
    expect(canCheck(flow)).toBe(true)
    void flow.setRegions(0, { used: false })
    expect(canCheck(flow)).toBe(false)
  })
})

describe('rows with the same id', () => {
  it('are loaded once more as the analyst says', async () => {
    const trial = vi.fn(async () => trialOf())
    const flow = await atReport({ workspace: fakeWorkspace({ trial }) })
    await flow.repeat('complaints', 'last')
    expect(flow.state().step).toBe('report')
    expect(trial).toHaveBeenCalledTimes(2)
    expect(trial.mock.lastCall).toMatchObject([{}, {}, {}, { repeated: { complaints: 'last' } }])
  })
})

describe('a commit without room', () => {
  it('says what storage had to do with it', async () => {
    const commit = () => Promise.reject(new NoRoom('kept/a.parquet', 10, 5))
    const flow = await atReport({ workspace: fakeWorkspace({ commit }) })
    await flow.commit(null)
    expect(flow.state()).toMatchObject({ step: 'report', storage: 'noRoom' })
    flow.back()
    expect(flow.state().storage).toBeNull()
  })
})
