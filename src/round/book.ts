import { isQuota } from '../storage/faults'
import type { Disk } from '../storage/kept'
import { patience, tooSlow, within } from '../storage/patience'
import { type ResultsFile, readRoundOrResults } from './files'
import { type Brought, chosen, joined, noNotes, notesDocument, type RoundNotes, renewed, written } from './notes'
import { type RoundFile, roundId, type VisitEntry } from './round'

/** A round on this device. */
export interface KeptRound {
  readonly id: string
  readonly file: RoundFile
  readonly notes: RoundNotes
}

/** Why something is not kept: no room, a browser without storage, one that does not answer, or that failed. */
export interface BookFault {
  readonly kind: 'full' | 'none' | 'slow' | 'failed'
  readonly detail: string
}

export interface BookState {
  readonly ready: boolean
  readonly rounds: readonly KeptRound[]
  /** Something is on screen and not kept yet. */
  readonly waiting: boolean
  /** Why the last thing that was to be kept is not; null where nothing failed. */
  readonly fault: BookFault | null
  /** Rounds that lie there but cannot be read, by their ids; they are left as they are. */
  readonly unreadable: readonly { readonly id: string; readonly detail: string }[]
}

/** What came of a file. `older` was written before the one that is here, which stays. */
export type Taken =
  | { readonly kind: 'new' | 'newer' | 'same' | 'older'; readonly id: string }
  | { readonly kind: 'results'; readonly id: string; readonly brought: Brought }
  | { readonly kind: 'no_round'; readonly plan: string }

export interface BookInput {
  /** Null in a browser without storage. */
  readonly disk: Disk | null
  /** Tells other pages that something changed, and hears it of them; null without any. */
  readonly channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener'> | null
  /** An id of this page that no other one has. */
  readonly writer: string
  /** Local time, to the second. */
  now(): string
  readonly wait?: number
}

type Step = (notes: RoundNotes) => RoundNotes
interface Open {
  file: RoundFile
  /** As the device has them. */
  kept: RoundNotes
  /** What is not kept yet, in its order. */
  steps: Step[]
  fileKept: boolean
}

const files = 'round\n'
const fileKey = (id: string): string => `${files}${id}`
const notesKey = (id: string): string => `round notes\n${id}`

/**
 * The rounds on this device and what is written down on them. Every change is on screen at once and is kept as soon as the
 * disk takes it; what it does not take is held here, told, and tried again with the next change. Several pages may write.
 */
export class RoundBook {
  #state: BookState = { ready: false, rounds: [], waiting: false, fault: null, unreadable: [] }
  readonly #open = new Map<string, Open>()
  readonly #listeners = new Set<() => void>()
  #fault: BookFault | null = null
  #unreadable: BookState['unreadable'] = []
  /** Reading and keeping take turns: what was read before something was kept must not replace it. */
  #turn: Promise<void> = Promise.resolve()

  constructor(private readonly input: BookInput) {
    input.channel?.addEventListener('message', () => void this.refresh())
  }

  readonly state = (): BookState => this.#state
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Reads what is kept, anew where it was read before. Never rejects. */
  refresh(): Promise<void> {
    return this.#inTurn(() => this.#readAll())
  }

  async #readAll(): Promise<void> {
    const { disk } = this.input
    if (disk === null) {
      this.#fault = { kind: 'none', detail: 'this browser has no storage, or forbids it' }
      this.#tell()
      return
    }
    try {
      const ids = (await this.#within(disk.keys())).flatMap(key =>
        key.startsWith(files) ? [key.slice(files.length)] : [],
      )
      for (const [id, { fileKept }] of this.#open) if (fileKept && !ids.includes(id)) this.#open.delete(id)
      const unreadable: { id: string; detail: string }[] = []
      for (const id of ids) {
        try {
          await this.#read(disk, id)
        } catch (error) {
          if (error === tooSlow) throw error
          unreadable.push({ id, detail: wordsOf(error) })
        }
      }
      this.#unreadable = unreadable
    } catch (error) {
      this.#fault = faultOf(error)
    }
    this.#tell()
  }

  async #read(disk: Disk, id: string): Promise<void> {
    const text = await this.#within(disk.get(fileKey(id)))
    const kept = notesDocument.read(await this.#within(disk.get(notesKey(id))))
    const read = readRoundOrResults(String(text), id)
    if (read.kind !== 'round') throw new Error('it is a file of results')
    const open = this.#open.get(id)
    if (open === undefined) this.#open.set(id, { file: read.value, kept, steps: [], fileKept: true })
    else if (open.fileKept) Object.assign(open, { file: read.value, kept })
  }

  /**
   * Takes the file of a round, or a colleague's results of one that is here. Rejects with a RiskError where `text` is
   * neither, and where what is kept of that round cannot be read.
   */
  async take(text: string, name: string): Promise<Taken> {
    const read = readRoundOrResults(text, name)
    return read.kind === 'round' ? this.#takeRound(read.value) : this.#takeResults(read.value)
  }

  async #takeRound(file: RoundFile): Promise<Taken> {
    const id = roundId(file)
    const unread = this.#unreadable.find(each => each.id === id)
    if (unread !== undefined) throw new Error(`${id}: what is kept of this round cannot be read (${unread.detail})`)
    const before = this.#open.get(id)
    if (before !== undefined && before.file.made > file.made) return { kind: 'older', id }
    if (before === undefined) {
      this.#open.set(id, { file, kept: noNotes, steps: [], fileKept: false })
      this.#tell()
      await this.keep()
      return { kind: 'new', id }
    }
    const { file: earlier } = before
    before.steps.push(notes => renewed(notes, earlier, file))
    Object.assign(before, { file, fileKept: false })
    this.#tell()
    await this.keep()
    return { kind: earlier.made === file.made ? 'same' : 'newer', id }
  }

  async #takeResults(results: ResultsFile): Promise<Taken> {
    // Inspectors of one plan who go together may each have a round here.
    for (const [id, { file }] of this.#open) {
      if (file.plan.id !== results.plan.id || file.plan.seal !== results.plan.seal) continue
      const { brought } = joined(this.#notesOf(id), file.stops, results)
      this.#step(id, notes => joined(notes, file.stops, results).notes)
      await this.keep()
      return { kind: 'results', id, brought }
    }
    return { kind: 'no_round', plan: results.plan.name }
  }

  /** Writes an entry down. */
  write(id: string, visit: string, entry: VisitEntry): void {
    const base = this.#notesOf(id).visits[visit]?.revision ?? 0
    const what = { visit, entry, base, at: this.input.now(), writer: this.input.writer }
    this.#step(id, notes => written(notes, what))
    void this.keep()
  }

  /** Chooses between one's own entry of a visit and another one. */
  choose(id: string, visit: string, keep: 'own' | 'other'): void {
    const at = this.input.now()
    this.#step(id, notes => chosen(notes, visit, keep, at, this.input.writer))
    void this.keep()
  }

  /** Says that these revisions of visits were saved as a file. */
  markSent(id: string, revisions: Readonly<Record<string, number>>): void {
    const sent = { at: this.input.now(), revisions }
    this.#step(id, notes => ({ ...notes, sent }))
    void this.keep()
  }

  /** Removes a round with all that was written down on it, also one that cannot be read. Rejects where the disk fails. */
  async remove(id: string): Promise<void> {
    const { disk } = this.input
    await this.#turn
    if (disk !== null) {
      await this.#within(disk.remove(notesKey(id)))
      await this.#within(disk.remove(fileKey(id)))
    }
    this.#open.delete(id)
    this.#unreadable = this.#unreadable.filter(each => each.id !== id)
    this.#tell()
    this.input.channel?.postMessage('changed')
  }

  /** Keeps what is not kept yet. Never rejects: `fault` says what is in the way. */
  keep(): Promise<void> {
    return this.#inTurn(() => this.#keepAll())
  }

  #inTurn(task: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(task)
    return this.#turn
  }

  async #keepAll(): Promise<void> {
    for (let waiting = this.#waiting(); waiting !== null; waiting = this.#waiting()) {
      const [id, open] = waiting
      const kept = await this.#try(async disk => {
        if (!open.fileKept) {
          await disk.set(fileKey(id), JSON.stringify(open.file))
          open.fileKept = true
        }
        if (open.steps.length > 0) await this.#keepSteps(disk, id, open)
      })
      if (!kept) return
      this.input.channel?.postMessage('changed')
    }
  }

  async #keepSteps(disk: Disk, id: string, open: Open): Promise<void> {
    const steps = [...open.steps]
    let notes = open.kept
    // Asked in the same step as written: another page may have been first.
    await disk.update(notesKey(id), kept => {
      notes = steps.reduce((now, step) => step(now), notesDocument.read(kept))
      const next = notesDocument.write(notes)
      // What could not be read again must not be written.
      notesDocument.read(next)
      return next
    })
    open.kept = notes
    open.steps = open.steps.filter(step => !steps.includes(step))
    this.#tell()
  }

  #waiting(): readonly [string, Open] | null {
    return [...this.#open].find(([, { steps, fileKept }]) => steps.length > 0 || !fileKept) ?? null
  }

  /** Whether the disk took it. */
  async #try(task: (disk: Disk) => Promise<void>): Promise<boolean> {
    const { disk } = this.input
    if (disk === null) return false
    try {
      await this.#within(task(disk))
      this.#fault = null
      this.#tell()
      return true
    } catch (error) {
      this.#fault = faultOf(error)
      this.#tell()
      return false
    }
  }

  #within<T>(task: Promise<T>): Promise<T> {
    return within(task, this.input.wait ?? patience)
  }

  #notesOf(id: string): RoundNotes {
    const open = this.#open.get(id)
    return open === undefined ? noNotes : open.steps.reduce((now, step) => step(now), open.kept)
  }

  #step(id: string, step: Step): void {
    this.#open.get(id)?.steps.push(step)
    this.#tell()
  }

  #tell(): void {
    const rounds = [...this.#open].map(([id, { file }]) => ({ id, file, notes: this.#notesOf(id) }))
    rounds.sort((a, b) => (a.file.made < b.file.made ? 1 : -1))
    const waiting = this.#waiting() !== null
    this.#state = { ready: true, rounds, waiting, fault: this.#fault, unreadable: this.#unreadable }
    for (const listener of this.#listeners) listener()
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function faultOf(error: unknown): BookFault {
  if (error === tooSlow) return { kind: 'slow', detail: 'the browser’s storage did not answer' }
  if (isQuota(error)) return { kind: 'full', detail: wordsOf(error) }
  return { kind: 'failed', detail: wordsOf(error) }
}
