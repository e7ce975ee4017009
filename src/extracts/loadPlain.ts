import type { ExtractEngine } from '../engine/engine'
import { raw, type Sql, sql } from '../engine/sql'
import type { Compacting } from './compacting'
import type { TimeForm } from './decodeTexts'
import { rejectedFrom } from './insert'
import { type Check, type CheckCounts, issueRowsFrom } from './issues'
import { answerWords } from './plainFile'
import {
  type FreshWords,
  type PlainDecoder,
  type PlainGroup,
  type PlainPlan,
  reasons,
  type WordAnswers,
} from './plainPlan'
import { ExtractError } from './source'
import type { Shaping } from './staged'
import type { WordTypes } from './wordTypes'

/** Row groups on their way while the engine appends one: while the rows of one are made the words of the next are told. */
const groupsAhead = 2
/** What telling a row's words, reading them and making the row are of the whole work on it, by what was measured. */
const shares = { told: 0.25, read: 0.15, made: 0.25 } as const
/** Rows with flaws that wait until the engine writes them down. */
const flawedAhead = 100_000

export interface PlainLoad {
  readonly engine: ExtractEngine
  readonly decoder: PlainDecoder
  readonly plan: PlainPlan
  readonly shaping: Shaping
  readonly checks: readonly Check[]
  /** Of the table's columns of words. */
  readonly types: WordTypes
  readonly compacting: Compacting
  /** Rows of each row group. */
  readonly groups: readonly number[]
  readonly signal?: AbortSignal | undefined
  onRows(rows: number): void
  /** Work on rows that are not there yet, as so many rows. */
  onWork(rows: number): void
}

/**
 * Appends row groups from `first` on that the decoder makes itself to the canonical table, and writes down what is wrong
 * with their rows. A transaction lasts until a group has words that the columns do not take yet, or the table is to be
 * compressed. Resolves to the first group that only the engine can read (or the number of groups), and the counts of the
 * checks. While the engine takes a group the decoder makes the next.
 */
export async function loadPlain(load: PlainLoad, name: string, first: number) {
  const { engine, decoder, plan, shaping, groups, types, compacting, signal } = load
  const counts: CheckCounts[] = []
  let next = first
  let flawed: Uint8Array[] = []
  let [waiting, forms] = [0, '']
  /** Checks that any of the waiting rows fails. */
  const failed = new Set<number>()
  const flush = async (): Promise<void> => {
    if (flawed.length === 0) return
    const streams = flawed
    flawed = []
    waiting = 0
    const list = [...failed].sort((a, b) => a - b)
    failed.clear()
    await writeFlaws(load, streams, JSON.parse(forms) as (TimeForm | null)[], list)
  }
  const note = async (group: PlainGroup): Promise<void> => {
    const row: Record<string, number> = {}
    for (const [i, count] of group.counts.entries()) row[`n${i}`] = count
    counts.push(row)
    if (group.flawed === null) return
    const own = JSON.stringify(group.times)
    if (own !== forms || waiting >= flawedAhead) await flush()
    forms = own
    for (const [i, count] of group.counts.entries()) if (count > 0) failed.add(i)
    flawed.push(group.flawed)
    waiting += group.flawedRows
  }
  // Words are told, read and looked up in the order of the groups: what one has told the next takes for known.
  let told: Promise<FreshWords | 'none' | null> | Promise<void> = decoder.plan(name, plan)
  let read: Promise<WordAnswers | 'none' | null> = Promise.resolve('none')
  let made: Promise<unknown> = Promise.resolve()
  const begin = (group: number): Begun => {
    const [before, earlier, last] = [told, read, made]
    const words = quiet(Promise.resolve<unknown>(before).then(() => decoder.words(name, group)))
    const answers = quiet(
      (async () => {
        // After one that only the engine can read no other is made.
        if ((await earlier) === null) return null
        const fresh = await words
        return fresh === null || fresh === 'none' ? fresh : answerWords(engine, shaping, plan, fresh, signal)
      })(),
    )
    const rows = quiet(
      (async () => {
        const found = await answers
        if (found === null || (await last) === null) return null
        return decoder.plain(name, group, found === 'none' ? null : found)
      })(),
    )
    const work = (share: number) => (outcome: unknown) => {
      if (outcome !== null) load.onWork(share * (groups[group] ?? 0))
    }
    words.then(work(shares.told), () => undefined)
    answers.then(work(shares.read), () => undefined)
    rows.then(work(shares.made), () => undefined)
    ;[told, read, made] = [words, answers, rows]
    return { answers, rows }
  }
  const ahead: Begun[] = []
  let asked = next
  const take = async (): Promise<PlainGroup | null> => {
    while (asked < groups.length && ahead.length <= groupsAhead) ahead.push(begin(asked++))
    const group = (await ahead.shift()?.rows) ?? null
    if (group === null) return null
    if (group.rows + group.rejected !== groups[next]) {
      const detail = `row group ${next + 1} holds ${groups[next]} rows, but ${group.rows + group.rejected} arrived; load the file again and report this if it stays`
      throw new ExtractError(name, 'load', detail)
    }
    next++
    return group
  }
  let group: PlainGroup | null
  let wider: Sql[][] = []
  async function* streams(): AsyncGenerator<Uint8Array> {
    while (group !== null) {
      // The words of the next one are read first: while the engine appends these rows the decoder makes those.
      await ahead[0]?.answers.catch(() => undefined)
      const { ipc, rows, rejected } = group
      yield ipc
      await note(group)
      load.onRows(rows + rejected)
      compacting.add(rows)
      group = await take()
      if (group !== null) wider = types.taking(group.words)
      if (wider.length > 0 || compacting.isDue) return
    }
  }
  try {
    group = await take()
    if (group !== null) wider = types.taking(group.words)
    while (group !== null) {
      for (const script of wider) await engine.run(script, signal)
      wider = []
      await engine.load(plan.table, streams(), signal)
      if (compacting.isDue) {
        await Promise.allSettled(ahead.map(({ answers }) => answers))
        await compacting.run(signal)
      }
    }
  } finally {
    // Tables of words are of one file at a time.
    await Promise.allSettled(ahead.flatMap(({ answers, rows }) => [answers, rows]))
  }
  await flush()
  return { next, counts }
}

/** A group on its way: its words, read by the engine, and its rows; null where only the engine can read it. */
interface Begun {
  readonly answers: Promise<WordAnswers | 'none' | null>
  readonly rows: Promise<PlainGroup | null>
}

/** A failure is heard when the promise is awaited. */
function quiet<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined)
  return promise
}

async function writeFlaws(
  { engine, shaping, checks, signal }: PlainLoad,
  streams: readonly Uint8Array[],
  times: readonly (TimeForm | null)[],
  failed: readonly number[],
): Promise<void> {
  async function* each(): AsyncGenerator<Uint8Array> {
    yield* streams
  }
  await engine.run([sql`DROP TABLE IF EXISTS staging`], signal)
  await engine.load('staging', each(), signal)
  const staged: Shaping = { ...shaping, times, trimmed: [] }
  const of = failed.flatMap(i => {
    const check = checks[i]
    if (check === undefined) return []
    const { kind } = check
    const when = (reasons as readonly string[]).includes(kind) ? sql`reason = ${kind}` : sql`(flaws & ${1 << i}) <> 0`
    return [issueRowsFrom(staged, check, sql`staging WHERE ${when}`)]
  })
  const rejected = rejectedFrom(
    staged,
    raw('(SELECT *, reason AS reject_reason FROM staging WHERE reason IS NOT NULL) staging'),
  )
  await engine.run([rejected, ...of, sql`DROP TABLE staging`], signal)
}
