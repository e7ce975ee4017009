import { aborted, type ExtractEngine } from '../engine/engine'
import { mondayToFriday } from './calendar'
import { parseCatalogue } from './catalogue'
import type { ReadTable } from './intake/intake'
import { practiceColumns } from './practiceFile'
import { prepare } from './prepare'
import type { Decoder } from './source'
import { noTargets } from './targets'

/** The practice file once it was read. */
export type PracticeExtract = Pick<ReadTable, 'parquet' | 'sha256'>

const file = 'practice.parquet'
const constants = { kind: 'complaint' }

/**
 * Loads the practice file into an engine that has nothing to do yet, by a decoder that has not either: a browser compiles
 * their functions when they are first called, and well only after they ran for a while, which a load would otherwise
 * wait for. The next `prepare` replaces every table. Once `signal` fires it ends with the statement that runs, and
 * rejects with AbortError: what is cancelled in the middle is undone some time later, and until then nobody else can
 * make the same tables.
 */
export async function practise(
  engine: ExtractEngine,
  decoder: Decoder,
  { parquet, sha256 }: PracticeExtract,
  signal: AbortSignal,
): Promise<void> {
  const extracts = [{ table: 'complaints', file, sha256, columns: practiceColumns, constants, guess: false }]
  await prepare({
    engine: untilAborted(engine, signal),
    decoder,
    folder: {
      catalogue: 'practice',
      text: async () => '',
      blob: async () => parquet,
      stamp: async () => null,
      made: () => true,
    },
    catalogue: parseCatalogue(JSON.stringify({ name: { en: 'Practice', zh: '练习' }, extracts }), 'practice'),
    calendar: mondayToFriday,
    targets: noTargets,
    quick: true,
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
    arrow: query => next(() => engine.arrow(query)),
    run: script => next(() => engine.run(script)),
    load: (name, streams) => next(() => engine.load(name, streams)),
    fill: (script, sections) => next(() => engine.fill(script, sections)),
    compact: () => next(() => engine.compact()),
  }
}
