import { describe, expect, it } from 'vitest'
import { type EngineAhead, openAhead, type Tools } from '../../src/app/engineAhead'
import { ExpectedTrial } from '../../src/app/expectedTrial'
import type { DuckDbEngine } from '../../src/engine/duckdb'
import { sql } from '../../src/engine/sql'
import type { Decoder } from '../../src/extracts/source'
import { testEngine } from '../engine/helper'

const live = Promise.resolve()
/** No practice: the file for it does not come. */
const never = new Promise<never>(() => undefined)
const turn = () => new Promise<void>(resolve => setTimeout(resolve, 0))

function fake() {
  const ended: EngineAhead[] = []
  const opened: EngineAhead[] = []
  const open = (): EngineAhead => {
    const ahead: EngineAhead = { take: async () => null, end: () => void ended.push(ahead) }
    opened.push(ahead)
    return ahead
  }
  return { expected: new ExpectedTrial(open), ended, opened, open }
}

describe('an expected trial', () => {
  it('has one engine, however often it is expected, and gives it away once', async () => {
    const { expected, opened, ended } = fake()
    expected.begin(live, never)
    expected.begin(live, never)
    await turn()
    expect(opened).toHaveLength(1)
    expect(await expected.take()).toBe(opened[0])
    expect(await expected.take()).toBeNull()
    await expected.end()
    expect(ended).toEqual([])
    expected.begin(live, never)
    await turn()
    expect(opened).toHaveLength(2)
  })

  it('that will not come ends it, and one that was not begun is not opened any more', async () => {
    const { expected, opened, ended } = fake()
    expected.begin(live, never)
    await turn()
    await expected.end()
    expect(ended).toEqual(opened)
    let goLive: () => void = () => undefined
    expected.begin(
      new Promise<void>(resolve => {
        goLive = resolve
      }),
      never,
    )
    await expected.end()
    goLive()
    await turn()
    expect(opened).toHaveLength(1)
  })

  it('does without where the page does not get live or nothing can be opened', async () => {
    const broken = new ExpectedTrial(() => {
      throw new Error('no engine')
    })
    broken.begin(live, never)
    await turn()
    expect(await broken.take()).toBeNull()
    const { expected, opened } = fake()
    expected.begin(Promise.reject(new Error('failed')), never)
    await turn()
    // The page got live at another try.
    expected.begin(live, never)
    await turn()
    expect(opened).toHaveLength(1)
    expect(await expected.take()).toBe(opened[0])
  })
})

describe('an engine ahead', () => {
  it('is handed over whole, is filled again by who took it, and is ended where nobody does', async () => {
    const engines: DuckDbEngine[] = []
    let rebuild: (engine: DuckDbEngine) => Promise<void> = async () => undefined
    let decoders = 0
    const open = (onRebuild: typeof rebuild): Tools => {
      rebuild = onRebuild
      const engine = testEngine({ onRebuild: fresh => onRebuild(fresh as DuckDbEngine) })
      engines.push(engine)
      decoders++
      return { engine, decoder: { end: () => void decoders-- } as Decoder }
    }
    const ahead = openAhead(never, open as never)
    let filled = 0
    const taken = await ahead.take(async () => {
      filled += 1
    })
    expect(taken?.engine).toBe(engines[0])
    expect(await ahead.take(async () => undefined)).toBeNull()
    await rebuild(engines[0]!)
    expect(filled).toBe(1)
    ahead.end()
    expect(await taken?.engine.rows(sql`SELECT 1 AS one`)).toEqual([{ one: 1 }])
    expect(decoders).toBe(1)
    taken?.engine.close()

    const other = openAhead(never, open as never)
    other.end()
    expect(await other.take(async () => undefined)).toBeNull()
    expect(decoders).toBe(1)
    await expect(engines[1]!.rows(sql`SELECT 1 AS one`)).rejects.toMatchObject({ kind: 'closed' })
  })

  it('that cannot be opened is none', async () => {
    let ended = 0
    const decoder = { end: () => void ended++ } as Partial<Decoder> as Decoder
    const ahead = openAhead(never, () => ({ engine: testEngine({ wasmUrl: '/nowhere.wasm' }), decoder }))
    expect(await ahead.take(async () => undefined)).toBeNull()
    expect(ended).toBe(1)
  })
})
