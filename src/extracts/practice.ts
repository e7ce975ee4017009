import { type Data, makeData, Utf8 } from 'apache-arrow'
import { aborted, type ExtractEngine } from '../engine/engine'
import { type Column, mappable, type TableName } from '../schema'
import { arrowStream } from './arrowStream'
import { mondayToFriday } from './calendar'
import { parseCatalogue } from './catalogue'
import { countingRows, nullTexts } from './decodeColumns'
import type { ExtractFolder } from './fetchFile'
import { prepare } from './prepare'
import type { Decoder, SourceFile } from './source'
import { noTargets } from './targets'

/** What most loads call is called for any table; all three would take twice the time. */
const table: TableName = 'complaints'
/** Its row groups: enough rows for the browser to compile what will be slow. */
const groups = [10_000, 10_000] as const

/**
 * Loads made-up rows into an engine that has nothing to do yet: a browser compiles the engine's functions when they are
 * first called, and well only after they ran for a while, which a load would otherwise wait for. The next `prepare`
 * replaces every table. Once `signal` fires it ends with the statement that runs, and rejects with AbortError: what is
 * cancelled in the middle is undone some time later, and until then nobody else can make the same tables.
 */
export async function practise(engine: ExtractEngine, signal: AbortSignal): Promise<void> {
  await prepare({
    engine: untilAborted(engine, signal),
    decoder: madeUp,
    folder,
    catalogue: parseCatalogue(
      JSON.stringify({
        name: { en: 'Practice', zh: '练习' },
        extracts: [{ table, file: table, columns: Object.fromEntries(names.map(name => [name, name])), guess: false }],
      }),
      'practice',
    ),
    calendar: mondayToFriday,
    targets: noTargets,
    withoutEnums: true,
  })
}

/** The engine, which takes no statement any more once `signal` fires, and ends every one that it took. */
function untilAborted(engine: ExtractEngine, signal: AbortSignal): ExtractEngine {
  const next = <Value>(work: () => Promise<Value>): Promise<Value> =>
    signal.aborted ? Promise.reject(aborted(signal)) : work()
  return {
    name: engine.name,
    text: query => engine.text(query),
    rows: query => next(() => engine.rows(query)),
    run: script => next(() => engine.run(script)),
    load: (name, streams) => next(() => engine.load(name, streams)),
    fill: (script, sections) => next(() => engine.fill(script, sections)),
  }
}

const folder: ExtractFolder = {
  catalogue: 'practice',
  text: async () => '',
  blob: async () => new Blob(),
  stamp: async () => null,
}

const columns = mappable(table)
const names = columns.map(({ name }) => name)

/** Rows by their column's kind; without files, a worker or regions. */
const madeUp: Decoder = {
  regions: async () => ({ regions: [], levels: [], shapes: [], extent: null, problems: [] }),
  open: async (name): Promise<SourceFile> => ({
    name,
    bytes: 0,
    rows: groups.reduce((sum, rows) => sum + rows, 0),
    sha256: '',
    columns: names.map(column => ({ name: column, type: 'text' })),
    groups,
  }),
  sample: async () => ({ rows: 0, values: {}, regions: [] }),
  decode: async (_, group, asked) => {
    const rows = groups[group] ?? 0
    const wanted = asked.map(each => columns.find(({ name }) => name === each))
    const children = wanted.map(column => texts(rows, row => cellOf(column, row)))
    const staged = [...asked.map((_, i) => `c${i}`), 'source_row', 'place_region']
    const first = groups.slice(0, group).reduce((sum, each) => sum + each, 1)
    return {
      ipc: arrowStream(staged, [...children, countingRows(first, rows), nullTexts(rows)], rows),
      rows,
      trimmed: asked.map(() => true),
    }
  },
  close: async () => undefined,
  end: () => undefined,
}

function cellOf(column: Column | undefined, row: number): string {
  switch (column?.kind) {
    case 'date':
      return `2024-01-${10 + (row % 20)}`
    case 'timestamp':
      return `2024-01-${10 + (row % 20)}T10:${10 + (row % 50)}:00`
    case 'degrees':
      return String(30 + row / 1e5)
    case 'number':
    case 'integer':
      return String(row % 7)
    case 'boolean':
      return row % 2 === 0 ? 'yes' : 'no'
    case 'word':
      return `word ${row % 5}`
    default:
      return `text ${row}`
  }
}

/** Letters of ASCII alone: a value is as many bytes as characters. */
function texts(length: number, valueAt: (row: number) => string): Data<Utf8> {
  const values = Array.from({ length }, (_, row) => valueAt(row))
  const valueOffsets = new Int32Array(length + 1)
  for (const [i, value] of values.entries()) valueOffsets[i + 1] = valueOffsets[i]! + value.length
  const data = new TextEncoder().encode(values.join(''))
  return makeData({ type: new Utf8(), length, nullCount: 0, valueOffsets, data })
}
