import { describe, expect, it } from 'vitest'
import { RoundBook } from '../../src/round/book'
import { resultsText } from '../../src/round/results'
import { emptyEntry, type RoundFile } from '../../src/round/round'
import type { Disk } from '../../src/storage/kept'
import { entryOf, roundOf, stopOf } from './rounds'

/** What a browser keeps, which can be full, or answer never. */
class TestDisk implements Disk {
  readonly values = new Map<string, unknown>()
  full = false
  /** Happens while something is being written. */
  during: (() => void) | null = null
  silent = false
  async #may(writes: boolean): Promise<void> {
    if (this.silent) await new Promise(() => undefined)
    if (writes && this.full) throw new DOMException('no room', 'QuotaExceededError')
  }
  async get(key: string): Promise<unknown> {
    await this.#may(false)
    return structuredClone(this.values.get(key))
  }
  async set(key: string, value: unknown): Promise<void> {
    await this.#may(true)
    this.values.set(key, structuredClone(value))
  }
  async update(key: string, change: (value: unknown) => unknown): Promise<void> {
    await this.#may(true)
    const next = structuredClone(change(structuredClone(this.values.get(key))))
    this.during?.()
    await Promise.resolve()
    this.values.set(key, next)
  }
  async remove(key: string): Promise<void> {
    await this.#may(false)
    this.values.delete(key)
  }
  async keys(): Promise<string[]> {
    await this.#may(false)
    return [...this.values.keys()]
  }
}

/** Pages of one browser. */
function pages(disk: Disk | null = new TestDisk()) {
  const heard: (() => void)[] = []
  let n = 0
  let clock = 0
  const page = (hears = true): RoundBook => {
    const listeners: (() => void)[] = []
    const channel = {
      postMessage: () => {
        for (const hear of heard) if (!listeners.includes(hear)) hear()
      },
      addEventListener: (_: string, hear: unknown) => {
        listeners.push(hear as () => void)
        if (hears) heard.push(hear as () => void)
      },
    } as Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>
    const now = (): string => `2026-12-01T09:00:${String(clock++).padStart(2, '0')}`
    return new RoundBook({ disk, channel, writer: `page ${n++}`, now, wait: 50 })
  }
  return { page }
}

const text = (file: RoundFile): string => JSON.stringify(file)
const id = 'p1/0101'
const notesOf = (book: RoundBook) => book.state().rounds.find(round => round.id === id)!.notes

describe('the rounds on a device', () => {
  it('are there for the next page, with what was written down', async () => {
    const { page } = pages()
    const book = page()
    expect(book.state().ready).toBe(false)
    await book.refresh()
    expect(book.state()).toEqual({ ready: true, rounds: [], waiting: false, fault: null, unreadable: [] })
    expect(await book.take(text(roundOf()), 'r.json')).toEqual({ kind: 'new', id })
    book.write(id, 'p1-1', entryOf({ note: '后厨' }))
    expect(notesOf(book).visits['p1-1']?.entry.note).toBe('后厨')
    expect(book.state().waiting).toBe(true)
    await book.keep()
    expect(book.state().waiting).toBe(false)
    const later = page()
    await later.refresh()
    expect(later.state().rounds).toEqual(book.state().rounds)
    expect(notesOf(later).visits['p1-1']).toMatchObject({ revision: 1, writer: 'page 0', entry: { note: '后厨' } })
  })

  it('are written by several pages: what both wrote of a visit is kept until one is chosen', async () => {
    const { page } = pages()
    const [one, two] = [page(false), page(false)]
    await one.take(text(roundOf()), 'r.json')
    await two.refresh()
    one.write(id, 'p1-1', entryOf({ note: 'one' }))
    one.write(id, 'p1-1', entryOf({ note: 'one more' }))
    one.write(id, 'p1-2', entryOf())
    await one.keep()
    // The second page did not hear of it.
    two.write(id, 'p1-1', entryOf({ note: 'two' }))
    two.write(id, 'p1-1', entryOf({ note: 'two more' }))
    two.write(id, 'p1-3', entryOf())
    // The same as the first page wrote is no conflict.
    two.write(id, 'p1-2', entryOf())
    await two.keep()
    expect(Object.keys(notesOf(two).visits).sort()).toEqual(['p1-1', 'p1-2', 'p1-3'])
    expect(notesOf(two).visits['p1-1']?.entry.note).toBe('two more')
    expect(Object.keys(notesOf(two).others)).toEqual(['p1-1'])
    expect(notesOf(two).others['p1-1']?.entry.note).toBe('one more')
    await one.refresh()
    expect(notesOf(one)).toEqual(notesOf(two))
    one.choose(id, 'p1-1', 'other')
    await one.keep()
    await two.refresh()
    expect(notesOf(two).visits['p1-1']?.entry.note).toBe('one more')
    expect(notesOf(two).others).toEqual({})
  })

  it('are followed by a page that hears of changes: there is no conflict then', async () => {
    const { page } = pages()
    const [one, two] = [page(), page()]
    await one.take(text(roundOf()), 'r.json')
    await two.refresh()
    one.write(id, 'p1-1', entryOf({ note: 'one' }))
    await one.keep()
    await two.keep()
    expect(notesOf(two).visits['p1-1']?.entry.note).toBe('one')
    two.write(id, 'p1-1', entryOf({ note: 'two' }))
    await two.keep()
    expect(notesOf(two).others).toEqual({})
  })

  it('stay on screen where the storage is full, and are kept once there is room', async () => {
    const disk = new TestDisk()
    const { page } = pages(disk)
    const book = page()
    await book.take(text(roundOf()), 'r.json')
    disk.full = true
    book.write(id, 'p1-1', entryOf({ note: 'kept on screen' }))
    await book.keep()
    expect(book.state()).toMatchObject({ fault: { kind: 'full' }, waiting: true })
    expect(notesOf(book).visits['p1-1']?.entry.note).toBe('kept on screen')
    disk.full = false
    book.write(id, 'p1-2', entryOf())
    await book.keep()
    expect(book.state().fault).toBeNull()
    const later = page()
    await later.refresh()
    expect(Object.keys(notesOf(later).visits)).toEqual(['p1-1', 'p1-2'])
  })

  it('keep what is written while something else is being kept', async () => {
    const disk = new TestDisk()
    const { page } = pages(disk)
    const book = page()
    await book.take(text(roundOf()), 'r.json')
    disk.during = () => {
      disk.during = null
      book.write(id, 'p1-1', entryOf({ note: 'later' }))
    }
    book.write(id, 'p1-1', entryOf({ note: 'first' }))
    await book.keep()
    const after = page()
    await after.refresh()
    expect(notesOf(after).visits['p1-1']?.entry.note).toBe('later')
    expect(notesOf(after).others).toEqual({})
  })

  it('say where a storage gives no answer, or there is none', async () => {
    const disk = new TestDisk()
    const { page } = pages(disk)
    disk.silent = true
    const book = page()
    await book.refresh()
    expect(book.state()).toMatchObject({ ready: true, fault: { kind: 'slow' } })
    const nowhere = pages(null).page()
    await nowhere.refresh()
    expect(nowhere.state().fault?.kind).toBe('none')
    await nowhere.take(text(roundOf()), 'r.json')
    nowhere.write(id, 'p1-1', entryOf())
    await nowhere.keep()
    expect(notesOf(nowhere).visits['p1-1']?.entry).toEqual(entryOf())
    expect(nowhere.state().fault?.kind).toBe('none')
  })

  it('are renewed by a later file, which loses nothing that was written down', async () => {
    const { page } = pages()
    const book = page()
    await book.take(text(roundOf()), 'r.json')
    book.write(id, 'p1-1', entryOf())
    // The second visit, of which nothing was written, is gone as well.
    const moved = roundOf({ made: '2026-12-01T08:00:00', stops: [stopOf(3, { day: '2026-12-02' })] })
    expect(await book.take(text(moved), 'r.json')).toEqual({ kind: 'newer', id })
    expect(await book.take(text(roundOf()), 'r.json')).toEqual({ kind: 'older', id })
    const [round] = book.state().rounds
    expect(round?.file).toEqual(moved)
    expect(notesOf(book).gone.map(({ id: each }) => each)).toEqual(['p1-1'])
    expect(notesOf(book).visits['p1-1']?.entry).toEqual(entryOf())
    const later = page()
    await later.refresh()
    expect(later.state().rounds).toEqual(book.state().rounds)
  })

  it('take the results of a colleague, and keep both where they differ', async () => {
    const { page } = pages()
    const [mine, theirs] = [page(), pages().page()]
    for (const book of [mine, theirs]) await book.take(text(roundOf()), 'r.json')
    mine.write(id, 'p1-1', entryOf({ note: 'mine' }))
    mine.write(id, 'p1-2', entryOf())
    // Opened, and nothing written.
    mine.write(id, 'p1-3', emptyEntry)
    theirs.write(id, 'p1-1', entryOf({ note: 'theirs' }))
    theirs.write(id, 'p1-2', entryOf())
    theirs.write(id, 'p1-3', entryOf({ note: 'new' }))
    const visits = { ...notesOf(theirs).visits, 'p1-9': notesOf(theirs).visits['p1-1']! }
    const file = roundOf({ stops: [...roundOf().stops, stopOf(9)] })
    const sent = resultsText(file, visits, '2026-12-01T18:00:00')
    expect(await mine.take(sent, 's.json')).toEqual({
      kind: 'results',
      id,
      brought: { taken: 1, same: 1, different: 1, foreign: 1 },
    })
    expect(notesOf(mine).visits['p1-1']?.entry.note).toBe('mine')
    expect(notesOf(mine).others['p1-1']?.entry.note).toBe('theirs')
    expect(notesOf(mine).visits['p1-3']?.entry.note).toBe('new')
    const other = sent.replaceAll('p1', 'p2')
    expect(await mine.take(other, 's.json')).toEqual({ kind: 'no_round', plan: '四季度' })
  })

  it('leave what cannot be read as it is, and say so', async () => {
    const disk = new TestDisk()
    const { page } = pages(disk)
    const book = page()
    await book.take(text(roundOf()), 'r.json')
    await book.take(text(roundOf({ inspector: null })), 'all.json')
    const damaged = { format: 1, visits: { 'p1-1': { entry: 7 } }, others: {}, gone: [], sent: null }
    disk.values.set(`round notes\n${id}`, damaged)
    const later = page()
    await later.refresh()
    expect(later.state().rounds.map(round => round.id)).toEqual(['p1'])
    expect(later.state().unreadable).toEqual([{ id, detail: expect.stringContaining('visits.p1-1.entry') }])
    await expect(later.take(text(roundOf()), 'r.json')).rejects.toThrow('cannot be read')
    expect(disk.values.get(`round notes\n${id}`)).toEqual(damaged)
    await later.remove(id)
    expect(later.state().unreadable).toEqual([])
    expect([...disk.values.keys()]).toEqual(['round\np1'])
  })

  it('refuses what is no round, naming the field', async () => {
    const book = pages().page()
    const wrong = (file: unknown): Promise<unknown> => book.take(JSON.stringify(file), 'r.json')
    await expect(wrong({ ...roundOf(), format: 'x' })).rejects.toThrow('"format"')
    await expect(wrong({ ...roundOf(), asOf: 'yesterday' })).rejects.toThrow('"asOf"')
    await expect(wrong(roundOf({ stops: [stopOf(1), stopOf(1)] }))).rejects.toThrow('twice')
    await expect(book.take('{', 'r.json')).rejects.toThrow('not JSON')
  })
})
