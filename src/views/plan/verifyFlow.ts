import type { Published } from '../../plan/files'
import type { Verified } from '../../plan/planner'
import type { Commitment, DrawRecord } from '../../plan/record'
import type { RemotePlanner } from './contracts'

export type FileKind = Published['kind']
export const fileKinds = ['plan', 'commitment', 'record'] as const satisfies readonly FileKind[]

/** Files above this are refused: a plan of a million businesses has less. */
export const mostBytes = 200_000_000

/** What a file says of itself. */
export type Says =
  | { readonly kind: 'plan'; readonly targets: number }
  | { readonly kind: 'commitment'; readonly commitment: Commitment }
  | { readonly kind: 'record'; readonly commitment: Commitment; readonly at: string; readonly visits: number }

export interface ChosenFile {
  readonly id: number
  readonly name: string
  readonly bytes: number
  /** Not looked at yet; one of the three, with what it says of itself; or none of them, and why. */
  readonly is:
    | { readonly state: 'waiting' }
    | { readonly state: 'one'; readonly says: Says }
    | { readonly state: 'refused'; readonly because: Refusal }
}

export type Refusal =
  | { readonly kind: 'large' }
  | { readonly kind: 'second'; readonly of: FileKind; readonly first: string }
  /** The browser could not read it, in its own words. */
  | { readonly kind: 'unread'; readonly detail: string }
  /** What is wrong with it, in English. */
  | { readonly kind: 'wrong'; readonly detail: string }

export interface VerifyState {
  readonly files: readonly ChosenFile[]
  /** What the worker is at. */
  readonly working: { readonly step: 'reading'; readonly name: string } | { readonly step: 'drawing' } | null
  /** Of the three files that are there; null before. */
  readonly verified: (Verified & { readonly record: DrawRecord }) | null
  /** Why the worker gave no answer, in its words. */
  readonly failure: string | null
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * Takes files one after another, in any order, and has the draw verified once all three are there. Files are read when they
 * are needed and not kept: the worker tells each one's kind first, which no list of names would.
 */
export class VerifyFlow {
  #state: VerifyState = { files: [], working: null, verified: null, failure: null }
  readonly #contents = new Map<number, Blob>()
  readonly #listeners = new Set<() => void>()
  #next = 0
  #running: Promise<void> | null = null

  constructor(private readonly planner: Pick<RemotePlanner, 'verify'>) {}

  readonly state = (): VerifyState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Resolves once everything that is there was looked at. */
  readonly add = (files: readonly File[]): Promise<void> => {
    if (files.length === 0) return this.#running ?? Promise.resolve()
    const chosen = files.map((file): ChosenFile => {
      const id = this.#next++
      if (file.size <= mostBytes) this.#contents.set(id, file)
      return {
        ...{ id, name: file.name, bytes: file.size },
        is: file.size > mostBytes ? { state: 'refused', because: { kind: 'large' } } : { state: 'waiting' },
      }
    })
    this.#set({ files: [...this.#state.files, ...chosen], failure: null })
    return this.#run()
  }

  /** What waited for its place may take it now. */
  readonly remove = (id: number): Promise<void> => {
    const gone = this.#state.files.find(file => file.id === id)
    const kind = gone?.is.state === 'one' ? gone.is.says.kind : null
    this.#contents.delete(id)
    const files = this.#state.files
      .filter(file => file.id !== id)
      .map(file =>
        file.is.state === 'refused' && file.is.because.kind === 'second' && file.is.because.of === kind
          ? { ...file, is: { state: 'waiting' } as const }
          : file,
      )
    this.#set({ files, failure: null, ...(kind !== null && { verified: null }) })
    return this.#run()
  }

  readonly retry = (): Promise<void> => {
    this.#set({ failure: null })
    return this.#run()
  }

  readonly clear = (): void => {
    this.#contents.clear()
    this.#set({ files: [], verified: null, failure: null })
  }

  #run(): Promise<void> {
    this.#running ??= this.#work()
    return this.#running
  }

  /** Looks again at what there is after each answer: files may have come and gone meanwhile. */
  async #work(): Promise<void> {
    // Nothing below may end before `#run` has kept the promise.
    await Promise.resolve()
    try {
      for (;;) {
        const waiting = this.#state.files.find(({ is }) => is.state === 'waiting')
        if (waiting !== undefined) await this.#look(waiting)
        else if (this.#state.verified === null && fileKinds.every(kind => this.#of(kind))) await this.#verify()
        else break
      }
    } catch (error) {
      this.#set({ failure: wordsOf(error) })
    } finally {
      this.#running = null
      this.#set({ working: null })
    }
  }

  #of(kind: FileKind): ChosenFile | undefined {
    return this.#state.files.find(({ is }) => is.state === 'one' && is.says.kind === kind)
  }

  async #look({ id, name }: ChosenFile): Promise<void> {
    this.#set({ working: { step: 'reading', name } })
    const text = await this.#read(id)
    if (text === null) return
    const verified = await this.planner.verify([{ name, text }])
    const [refused] = verified.refused
    if (refused !== undefined) return this.#refuse(id, { kind: 'wrong', detail: refused.why })
    const says = sayingOf(verified)
    const first = this.#of(says.kind)
    if (first !== undefined) return this.#refuse(id, { kind: 'second', of: says.kind, first: first.name })
    this.#become(id, { state: 'one', says })
  }

  async #verify(): Promise<void> {
    this.#set({ working: { step: 'drawing' } })
    const three = fileKinds.flatMap(kind => this.#of(kind) ?? [])
    const files: { name: string; text: string }[] = []
    for (const { id, name } of three) {
      const text = await this.#read(id)
      if (text === null) return
      files.push({ name, text })
    }
    const verified = await this.planner.verify(files)
    // One of them was taken away meanwhile: this says nothing of those that are there now.
    if (three.some(({ id }) => this.#state.files.every(file => file.id !== id))) return
    const { record } = verified
    // A file was changed on the disk since it was looked at. Two may have the same name: then both are in doubt.
    for (const { id, name } of three) {
      const changed = verified.refused.find(each => each.name === name)
      if (changed !== undefined) this.#refuse(id, { kind: 'wrong', detail: changed.why })
    }
    if (verified.refused.length > 0) return
    if (record === null) throw new Error(`${verified.missing.join(', ')}: the worker found no such file`)
    this.#set({ verified: { ...verified, record } })
  }

  /** The text of a file; null where it is gone or cannot be read, which is noted. */
  async #read(id: number): Promise<string | null> {
    try {
      return (await this.#contents.get(id)?.text()) ?? null
    } catch (error) {
      this.#refuse(id, { kind: 'unread', detail: wordsOf(error) })
      return null
    }
  }

  #refuse(id: number, because: Refusal): void {
    if (because.kind !== 'second') this.#contents.delete(id)
    this.#become(id, { state: 'refused', because })
  }

  #become(id: number, is: ChosenFile['is']): void {
    this.#set({ files: this.#state.files.map(file => (file.id === id ? { ...file, is } : file)) })
  }

  #set(change: Partial<VerifyState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}

/** Which of the three the one file is that was verified by itself. */
function sayingOf({ commitment, record, targets }: Verified): Says {
  if (record !== null)
    return { kind: 'record', commitment: record.commitment, at: record.at, visits: record.drawn.visits.length }
  return commitment === null ? { kind: 'plan', targets: targets.length } : { kind: 'commitment', commitment }
}
