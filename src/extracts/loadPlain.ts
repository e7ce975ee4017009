import type { ExtractEngine } from '../engine/engine'
import { raw, sql } from '../engine/sql'
import type { TimeForm } from './decodeTexts'
import { rejectedFrom } from './insert'
import { type Check, type CheckCounts, issueRowsFrom } from './issues'
import { answerWords } from './plainFile'
import { type PlainDecoder, type PlainGroup, type PlainPlan, reasons } from './plainPlan'
import { ExtractError } from './source'
import type { Shaping } from './staged'

/** Row groups on their way while the engine appends one: while the engine reads the words of one the next is decoded. */
const groupsAhead = 2
/** Rows with flaws that wait until the engine writes them down. */
const flawedAhead = 100_000

export interface PlainLoad {
  readonly engine: ExtractEngine
  readonly decoder: PlainDecoder
  readonly plan: PlainPlan
  readonly shaping: Shaping
  readonly checks: readonly Check[]
  /** Rows of each row group. */
  readonly groups: readonly number[]
  readonly signal?: AbortSignal | undefined
  onRows(rows: number): void
}

/**
 * Appends row groups from `first` on that the decoder makes itself to the canonical table, in one transaction, and writes
 * down what is wrong with their rows. Resolves to the first group that only the engine can read (or the number of groups),
 * and the counts of the checks. While the engine takes a group the decoder makes the next.
 */
export async function loadPlain(load: PlainLoad, name: string, first: number) {
  const { engine, decoder, plan, shaping, groups, signal } = load
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
  let words: Promise<unknown> = decoder.plan(name, plan)
  let made: Promise<unknown> = Promise.resolve()
  const begin = (group: number): Promise<PlainGroup | null> => {
    const told = quiet(words.then(() => decoder.words(name, group)))
    words = told
    const before = made
    const found = quiet(
      (async () => {
        const fresh = await told
        // After one that only the engine can read no other is made.
        if (fresh === null || (await before) === null) return null
        const answers = fresh === 'none' ? null : await answerWords(engine, shaping, plan, fresh, signal)
        return decoder.plain(name, group, answers)
      })(),
    )
    made = found
    return found
  }
  const ahead: Promise<PlainGroup | null>[] = []
  let asked = next
  async function* streams(): AsyncGenerator<Uint8Array> {
    for (;;) {
      while (asked < groups.length && ahead.length < groupsAhead) ahead.push(begin(asked++))
      const group = await ahead.shift()
      if (group === undefined || group === null) return
      if (group.rows + group.rejected !== groups[next]) {
        const detail = `row group ${next + 1} holds ${groups[next]} rows, but ${group.rows + group.rejected} arrived; load the file again and report this if it stays`
        throw new ExtractError(name, 'load', detail)
      }
      next++
      if (asked < groups.length) ahead.push(begin(asked++))
      yield group.ipc
      await note(group)
      load.onRows(group.rows + group.rejected)
    }
  }
  try {
    await engine.load(plan.table, streams(), signal)
  } finally {
    // Tables of words are of one file at a time.
    await Promise.allSettled(ahead)
  }
  await flush()
  return { next, counts }
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
