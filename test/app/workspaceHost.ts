import { QueryClient } from '@tanstack/react-query'
import { BrowserWorkspace, type WorkspaceHost } from '../../src/app/browserWorkspace'
import type { Loaded } from '../../src/app/live'
import type { Opened, ServerCatalogue } from '../../src/app/opened'
import { RemoteWorkshop } from '../../src/app/remoteWorkshop'
import type { DuckDbEngine } from '../../src/engine/duckdb'
import { mondayToFriday } from '../../src/extracts/calendar'
import { parseCatalogue } from '../../src/extracts/catalogue'
import { DerivedTables } from '../../src/extracts/derivedTables'
import type { Profile } from '../../src/extracts/report'
import { noTargets } from '../../src/extracts/targets'
import type { Incoming } from '../../src/extracts/workspace/workspace'
import type { TableName } from '../../src/schema'
import { NoRoom } from '../../src/storage/faults'
import { type FileStore, openFileStore } from '../../src/storage/files'
import type { AppStorage } from '../../src/storage/kept'
import { memoryFolder } from '../fixtures/cityFiles'
import { profile, readTable, source } from '../views/extracts/fakes'

const text = JSON.stringify({
  name: { en: 'Test', zh: '测试' },
  repeated: { complaints: 'first' },
  extracts: [{ table: 'permits', file: 'p.parquet' }, { table: 'complaints', file: 'c.parquet' }],
  regions: [{ level: 'district', file: 'd.geojson', code: 'code', name: 'name' }],
}) // biome-ignore format: a catalogue

export const base: ServerCatalogue = {
  url: 'https://city.example/data/catalog.json',
  folder: memoryFolder({ 'catalog.json': text }),
  catalogue: parseCatalogue(text, 'catalog.json'),
  calendar: mondayToFriday,
  targets: noTargets,
  calendarText: null,
  targetsText: null,
  config: { engine: 'duckdb' },
}

/** An engine that only knows whether it was closed. */
export interface FakeLoaded extends Loaded {
  readonly closed: () => boolean
}

export function fakeLoaded(opened: Opened, more: Partial<Profile> = {}): FakeLoaded {
  let closed = false
  const engine = {
    close: () => {
      closed = true
    },
  } as Partial<DuckDbEngine> as DuckDbEngine
  const workshop = new RemoteWorkshop(query => engine.rows(query))
  const derived = new DerivedTables((...all) => workshop.foretell(...all))
  const version = `of ${opened.catalogue.extracts.map(({ file }) => file).join()}`
  return {
    opened,
    engine,
    profile: { ...profile, ...more },
    version,
    hashes: {},
    quick: false,
    workshop,
    derived,
    closed: () => closed,
  }
}

export interface Page {
  readonly workspace: BrowserWorkspace
  readonly files: FileStore
  /** Every set of extracts that was loaded, in order, and what was shown. */
  readonly loads: FakeLoaded[]
  readonly shown: FakeLoaded[]
  readonly storage: Map<string, unknown>
  others: number
  /** The step that fails next, and stays so until it is changed. */
  fails: 'load' | 'second file' | 'room' | 'manifest' | 'show' | null
  /** Held before a load resolves. */
  held: Promise<void>
}

/** A page whose workspace keeps files in memory; several of them with the same `files` are tabs of one browser. */
export async function openPage(own?: FileStore): Promise<Page> {
  const real = own ?? (await openFileStore('test', { storage: null, indexedDB: null, locks: null }))
  let writes = 0
  const page: { -readonly [K in keyof Page]: Page[K] } = {
    workspace: undefined as never,
    files: real,
    loads: [],
    shown: [],
    storage: new Map([['answers', 1]]),
    others: 0,
    fails: null,
    held: Promise.resolve(),
  }
  const files: FileStore = {
    ...real,
    write: async (name, ...rest) => {
      if (name.startsWith('versions.json') && page.fails === 'manifest') throw new Error('no room for the manifest')
      if (name.startsWith('kept/') && page.fails === 'room') throw new NoRoom(name, 10, 4)
      if (name.startsWith('kept/') && ++writes % 2 === 0 && page.fails === 'second file')
        throw new Error('no room for the second file')
      return real.write(name, ...rest)
    },
  }
  const storage = {
    keys: async () => [...page.storage.keys()],
    remove: async (key: string) => void page.storage.delete(key),
  } as Partial<AppStorage> as AppStorage
  const host: WorkspaceHost = {
    client: new QueryClient(),
    storage,
    base: () => base,
    live: () => null,
    regions: async () => profile.regions,
    show: async loaded => {
      if (page.fails === 'show') throw new Error('it cannot be shown')
      page.shown.push(loaded as FakeLoaded)
    },
    onOther: () => {
      page.others++
    },
    onProgress: () => undefined,
    openFiles: async () => files,
    load: async opened => {
      await page.held
      if (page.fails === 'load') throw new Error('it cannot be loaded')
      const loaded = fakeLoaded(opened)
      page.loads.push(loaded)
      return loaded
    },
  }
  page.workspace = new BrowserWorkspace(host)
  const told = new Promise<void>(resolve => page.workspace.subscribe(resolve))
  await page.workspace.open(base.url)
  await told
  return page
}

/** A file of `table` whose bytes are `bytes`. */
export function incoming(table: TableName, bytes: string, mode: Incoming['mode'] = 'replace'): Incoming {
  const sha256 = [...bytes].reduce((hash, c) => `${hash}${c.charCodeAt(0).toString(16)}`, '').padEnd(64, '0')
  const read = readTable(source([`${bytes}.csv`]), ['id'], { parquet: new Blob([bytes]), sha256: sha256.slice(0, 64) })
  return { read, table, mode, settings: { columns: {}, constants: {} } }
}
