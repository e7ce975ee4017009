import type { QueryEngine } from '../../../src/engine/engine'
import { sql } from '../../../src/engine/sql'
import type { Intake, ReadTable, SourceTable } from '../../../src/extracts/intake/intake'
import type { Profile } from '../../../src/extracts/report'
import { ExtractError } from '../../../src/extracts/source'
import type { Trial, Workspace, WorkspaceState } from '../../../src/extracts/workspace/workspace'
import type { ExtractServices, Guess, QualityReport, TableKind } from '../../../src/views/extracts/contracts'

export const emptyState: WorkspaceState = { where: 'opfs', versions: [], current: null, used: 0, quota: 1e9 }

export const engine: QueryEngine = { name: 'duckdb', rows: async () => [], text: () => '' }

export const profile: Profile = {
  asOf: '2024-06-30', firstDay: '2024-01-01', files: [], rows: { permits: 0, inspections: 0, complaints: 0 },
  spans: { permits: null, inspections: null, complaints: null },
  filled: { permits: [], inspections: [], complaints: [] },
  regions: { regions: [], levels: [], shapes: [], extent: null, problems: [] }, links: [],
  choices: { industries: [], departments: [], kinds: [], categories: [], results: [] },
} // biome-ignore format: nothing loaded yet

export function source(path: readonly string[], format: SourceTable['format'] = 'csv'): SourceTable {
  return { id: path.join('/'), path, format, bytes: 1_000_000 }
}

export function readTable(of: SourceTable, names: readonly string[], more: Partial<ReadTable> = {}): ReadTable {
  return {
    ...of,
    header: [1],
    encoding: 'utf-8',
    separator: ',',
    rows: 1000,
    columns: names.map(name => ({ name, type: 'text', filled: 1000, words: null, longest: 10 })),
    preview: [names.map((_, i) => `value ${i}`)],
    masked: [],
    notes: [],
    parquet: new Blob(),
    sha256: '0'.repeat(64),
    ...more,
  }
}

export const complaintColumns = {
  complaint_id: 'Number',
  kind: 'Kind',
  category: 'About',
  received_at: 'Received',
  status: 'Status',
  entity_name: 'Business',
  region_name: 'Ward',
}

export function guessOf(table: TableKind, columns: Readonly<Record<string, string>>, more: Partial<Guess> = {}): Guess {
  return {
    table,
    tableConfidence: 0.95,
    columns: Object.entries(columns).map(([column, from]) => ({
      column, source: from, fallbacks: [], constant: null, confidence: 0.9, why: 'synonym', samples: [], alternatives: [],
    })), // biome-ignore format: one line a column
    words: {},
    questions: [],
    unmapped: [],
    profile: null,
    fit: null,
    join: null,
    settings: { columns, constants: {}, guess: false },
    ...more,
  }
}

export function trialOf(more: Partial<Trial> = {}): Trial {
  return { engine, profile, version: 'v1', comparisons: [], files: [], ...more }
}

export function reportOf(more: Partial<QualityReport> = {}): QualityReport {
  return {
    file: 'a.csv',
    table: 'complaints',
    rows: 990,
    rejected: 10,
    scores: { completeness: 1, validity: 0.95, uniqueness: 1, timeliness: null, consistency: 1, linking: 0.8 },
    why: {},
    completeness: [],
    timeliness: { newest: null, oldest: null, daysBehind: null, months: [], gaps: [], covered: null },
    linking: [],
    issues: [],
    ...more,
  }
}

/** An intake whose files are `tables` by name; a name beyond them is a fault. */
export function fakeIntake(tables: Readonly<Record<string, ReadTable>>, more: Partial<Intake> = {}): Intake {
  return {
    open: async files => ({
      tables: files.flatMap(({ name }) => tables[name] ?? []),
      others: [],
      faults: files
        .filter(({ name }) => !(name in tables))
        .map(({ name }) => ({ path: [name], kind: 'decode', message: `${name}: not a table` })),
    }),
    read: async id => {
      const found = Object.values(tables).find(table => table.id === id)
      if (!found) throw new ExtractError(id, 'missing', 'there is no such table')
      return found
    },
    join: async id => {
      const found = Object.values(tables).find(table => table.id === id)
      if (!found) throw new ExtractError(id, 'missing', 'there is no such table')
      return found
    },
    close: async () => undefined,
    end: () => undefined,
    ...more,
  }
}

export function fakeWorkspace(more: Partial<Workspace> = {}, state: WorkspaceState = emptyState): Workspace {
  return {
    state: () => state,
    subscribe: () => () => undefined,
    regions: async () => profile.regions,
    trial: async () => trialOf(),
    commit: async () => undefined,
    discard: () => undefined,
    restore: async () => undefined,
    setCalendar: async () => undefined,
    removeFile: async () => undefined,
    removeVersion: async () => undefined,
    removeEverything: async () => undefined,
    publish: async () => new Blob(),
    ...more,
  }
}

export function fakeServices(intake: Intake, more: Partial<ExtractServices> = {}): ExtractServices {
  const none: readonly never[] = []
  return {
    workspace: fakeWorkspace(),
    openIntake: () => intake,
    guess: async () => guessOf('complaints', complaintColumns),
    settingsOf: ({ settings }, { columns = {}, constants = {} }) => ({
      ...settings,
      columns: Object.fromEntries(
        Object.entries({ ...settings.columns, ...columns }).flatMap(([key, value]) =>
          value === null ? [] : [[key, value]],
        ),
      ),
      constants: Object.fromEntries(
        Object.entries({ ...settings.constants, ...constants }).flatMap(([key, value]) =>
          value === null ? [] : [[key, value]],
        ),
      ),
    }),
    quality: async () => [reportOf()],
    issueRows: () => ({ count: sql<{ n: number }>`SELECT 0 AS n`, columns: [], page: () => sql`SELECT 1` }),
    riskVersions: () => 3,
    profiles: {
      list: () => none,
      persistent: () => true,
      subscribe: () => () => undefined,
      save: async () => undefined,
      remove: async () => undefined,
      importJson: async () => [],
      exportJson: () => '[]',
    },
    ...more,
  }
}
