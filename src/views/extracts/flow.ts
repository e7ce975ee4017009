import type { Intake, OtherFile, ReadOptions, ReadProgress, ReadTable } from '../../extracts/intake/intake'
import type { Progress } from '../../extracts/report'
import type { ExtractSettings } from '../../extracts/settings'
import type { RegionFile } from '../../extracts/source'
import type { RepeatedChoice } from '../../extracts/workspace/workspace'
import type { TableName } from '../../schema'
import { canCheck } from './canCheck'
import type { Answers, ExtractServices, TableKind } from './contracts'
import { saveProfiles } from './flowProfiles'
import { changedRegion, type RegionChange, usedRegions, withRegions } from './flowRegions'
import {
  type Committed,
  type FlowState,
  incomingOf,
  isBusy,
  isResults,
  kindOf,
  loadsOf,
  mergedAnswers,
  newTable,
  nothing,
  othersOf,
  type TableState,
  told,
} from './flowState'
import { asksToConfirm } from './needs'
import { storageFault } from './storageFault'

/**
 * The way of files from drop to dashboard, without a page: dropped, opened, read and mapped table by table, checked in
 * a trial, reported, committed. What fails is told in the state and leaves the rest as it was; no method rejects.
 */
export class ImportFlow {
  #state = nothing
  readonly #listeners = new Set<() => void>()
  readonly #services: ExtractServices
  #intake: Intake | null = null
  /** Ends what is under way for all: opening, checking. */
  #stop: AbortController | null = null
  readonly #stops = new Map<string, AbortController>()
  /** One reading at a time: the intake has one thread. */
  #queue: Promise<void> = Promise.resolve()
  /** What belongs to a discarded import is not heard any more. */
  #run = 0

  constructor(services: ExtractServices) {
    this.#services = services
  }

  readonly state = (): FlowState => this.#state
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** True while leaving would lose something. */
  readonly unfinished = (): boolean => !['idle', 'done'].includes(this.#state.step)

  /** Looks into files and reads every table in them. Files may come in several drops. */
  async drop(files: readonly File[]): Promise<void> {
    const { step } = this.#state
    if (files.length === 0 || step === 'opening' || step === 'checking' || step === 'committing') return
    if (step === 'done') this.discard()
    if (step === 'report') this.back()
    const run = this.#run
    const { signal } = this.#begin()
    this.#set({ step: 'opening', error: null, faults: step === 'idle' ? [] : this.#state.faults })
    try {
      this.#intake ??= this.#services.openIntake()
      const opened = await this.#intake.open(files, signal)
      if (run !== this.#run || signal.aborted) return
      const tables = [...this.#state.tables, ...opened.tables.map(newTable)]
      // Before the tables: their guesses know these regions.
      const regions = await this.#takeRegions(opened.others)
      if (run !== this.#run || signal.aborted) return
      this.#set({
        step: tables.length + regions.length > 0 ? 'mapping' : 'idle',
        tables,
        regions,
        selected: this.#state.selected ?? opened.tables[0]?.id ?? null,
        faults: [...this.#state.faults, ...opened.faults],
        others: [...this.#state.others, ...opened.others],
      })
      await Promise.all([this.#takeProfiles(opened.others, run), ...opened.tables.map(({ id }) => this.#enqueue(id))])
      if (run === this.#run) await this.#relate()
    } catch (error) {
      if (run !== this.#run) return
      this.#set({ step: this.#resting(), error: signal.aborted ? null : told(error) })
    }
  }

  /** Where files wait to be confirmed: in the mapping. */
  #resting(): 'mapping' | 'idle' {
    return this.#state.tables.length + this.#state.regions.length > 0 ? 'mapping' : 'idle'
  }

  /** All region files so far, with those that came now; one that cannot be used is a fault. */
  async #takeRegions(others: readonly OtherFile[]): Promise<FlowState['regions']> {
    const came = others.filter(({ kind }) => kind === 'regions')
    if (came.length === 0) return this.#state.regions
    // Without the catalogue's regions less is guessed, and the file is as good.
    const known = await this.#services.workspace.regions().catch(() => ({ regions: [], levels: [] }))
    const { regions, faults } = withRegions(this.#state.regions, came, known)
    this.#set({ faults: [...this.#state.faults, ...faults] })
    return regions
  }

  /** Changes what a region file is taken for; `used: false` leaves it out. Tables are guessed anew, for they may lie in it. */
  async setRegions(at: number, change: RegionChange): Promise<void> {
    this.#set({ regions: this.#state.regions.map((each, i) => (i === at ? changedRegion(each, change) : each)) })
    await this.#relate(true)
  }

  #regions(): readonly RegionFile[] {
    return usedRegions(this.#state.regions)
  }

  /** Which of the rows with the same id stay: the trial is loaded once more. */
  async repeat(table: TableName, choice: RepeatedChoice): Promise<void> {
    if (this.#state.step !== 'report') return
    this.back()
    this.#set({ repeated: { ...this.#state.repeated, [table]: choice } })
    await this.check()
  }

  async #takeProfiles(others: readonly OtherFile[], run: number): Promise<void> {
    for (const { kind, path, text } of others) {
      if (kind !== 'profile') continue
      try {
        const names = await this.#services.profiles.importJson(text)
        if (run === this.#run) this.#set({ profiles: [...this.#state.profiles, ...names] })
      } catch (error) {
        if (run === this.#run)
          this.#set({ faults: [...this.#state.faults, { path, kind: 'profile', message: told(error) }] })
      }
    }
  }

  /** Reads a table, or reads it differently, then guesses. What an earlier reading gave stays until the new one is there. */
  async read(id: string, options?: ReadOptions): Promise<void> {
    const run = this.#run
    await this.#enqueue(id, options)
    if (run === this.#run) await this.#relate()
  }

  #enqueue(id: string, options?: ReadOptions): Promise<void> {
    const known = this.#table(id)
    if (!known) return Promise.resolve()
    this.#stops.get(id)?.abort()
    const stop = new AbortController()
    this.#stops.set(id, stop)
    const run = this.#run
    const asked = options ?? known.options
    this.#change(id, { phase: 'waiting', progress: null, error: null })
    const next = this.#queue.then(() => this.#readNow(id, asked, stop.signal, run))
    this.#queue = next
    return next
  }

  async #readNow(id: string, options: ReadOptions, signal: AbortSignal, run: number): Promise<void> {
    const heard = (): boolean => run === this.#run && this.#stops.get(id)?.signal === signal && !signal.aborted
    if (!heard() || this.#intake === null) return
    try {
      this.#change(id, { phase: 'reading' })
      const onProgress = (progress: ReadProgress): void => {
        if (heard()) this.#change(id, { progress })
      }
      const read = await this.#intake.read(id, options, onProgress, signal)
      if (!heard()) return
      this.#change(id, { read, options, joined: false, phase: 'guessing', progress: null })
      await this.#guess(id, read, undefined, signal, heard)
    } catch (error) {
      if (!heard()) return
      this.#change(id, { phase: this.#table(id)?.guess ? 'ready' : 'failed', progress: null, error: told(error) })
    }
  }

  async #guess(
    id: string,
    read: ReadTable,
    table: TableKind | undefined,
    signal: AbortSignal,
    heard: () => boolean,
  ): Promise<void> {
    const others = othersOf(this.#state.tables, id)
    const guess = await this.#services.guess(read, { table, others, regions: this.#regions(), signal })
    const before = this.#table(id)
    // Of a first guess: what the analyst chose since stays.
    const added = before?.guess === null && isResults(read) ? ({ mode: 'append' } as const) : {}
    if (heard()) this.#change(id, { guess, kind: kindOf(before, guess), answers: {}, phase: 'ready', ...added })
  }

  /**
   * Guesses anew, now that all are read: the key that files share shows only in all of them. Files of businesses are
   * joined to those that refer to them.
   */
  async #relate(again = false): Promise<void> {
    if (this.#state.tables.length < 2 && !again) return
    for (const { source } of this.#state.tables) {
      const next = this.#queue.then(() => this.#relateNow(source.id, again))
      this.#queue = next
      await next
    }
  }

  async #relateNow(id: string, again: boolean): Promise<void> {
    const table = this.#table(id)
    if (!table?.read || (table.joined && !again) || table.phase !== 'ready') return
    if (table.kind === 'businesses' || table.kind === 'skip') return
    const asked = table.taken ? table.kind : undefined
    // What the analyst has answered already is not guessed over.
    if (Object.keys(table.answers).length > 0) return
    const stop = new AbortController()
    this.#stops.set(id, stop)
    const run = this.#run
    const heard = (): boolean => run === this.#run && this.#stops.get(id) === stop && !stop.signal.aborted
    this.#change(id, { phase: 'guessing' })
    try {
      if (again || !table.guess?.join) await this.#guess(id, table.read, asked, stop.signal, heard)
      const join = table.joined ? table.guess?.join : this.#table(id)?.guess?.join
      if (!heard() || !join || this.#intake === null) return
      if (!table.joined) {
        this.#change(id, { phase: 'guessing' })
        const read = await this.#intake.join(id, join.businesses, join, stop.signal)
        if (!heard()) return
        this.#change(id, { read, joined: true })
        await this.#guess(id, read, asked, stop.signal, heard)
      }
      // The new guess finds nothing to join any more; the page tells what was.
      const guess = this.#table(id)?.guess
      if (heard() && guess) this.#change(id, { guess: { ...guess, join } })
    } catch (error) {
      if (heard()) this.#change(id, { phase: 'ready', error: told(error) })
    }
  }

  /** Ends a reading. What an earlier one gave stays. */
  cancelRead(id: string): void {
    const table = this.#table(id)
    if (!table || !isBusy(table)) return
    this.#stops.get(id)?.abort()
    this.#change(id, { phase: table.guess ? 'ready' : 'cancelled', progress: null })
  }

  /** Takes a table for another one, or leaves it out. */
  async take(id: string, kind: TableKind | 'skip'): Promise<void> {
    const table = this.#table(id)
    if (!table?.read || this.#state.step !== 'mapping') return
    const run = this.#run
    if (kind === 'skip' || kind === table.guess?.table) this.#change(id, { kind, taken: true })
    else await this.#guessAs(id, table, table.read, kind)
    // Until now it was nothing to the others.
    if (table.source.hidden && kind !== 'skip' && run === this.#run) await this.#relate()
  }

  async #guessAs(id: string, table: TableState, read: ReadTable, kind: TableKind): Promise<void> {
    const stop = new AbortController()
    this.#stops.get(id)?.abort()
    this.#stops.set(id, stop)
    const run = this.#run
    const heard = (): boolean => run === this.#run && !stop.signal.aborted
    this.#change(id, { kind, taken: true, phase: 'guessing', error: null })
    try {
      await this.#guess(id, read, kind, stop.signal, heard)
    } catch (error) {
      if (heard()) this.#change(id, { kind: table.kind, phase: 'ready', error: told(error) })
    }
  }

  /** Answers of the analyst, beside those given before. */
  answer(id: string, answers: Answers): void {
    const table = this.#table(id)
    if (table) this.#change(id, { answers: mergedAnswers(table.answers, answers) })
  }

  set(id: string, change: Partial<Pick<TableState, 'mode' | 'saveAs'>>): void {
    this.#change(id, change)
  }

  select(id: string): void {
    if (this.#table(id)) this.#set({ selected: id })
  }

  confirm(confirmed: boolean): void {
    this.#set({ confirmed })
  }

  readonly settings = (table: TableState): ExtractSettings | null =>
    table.guess === null ? null : this.#services.settingsOf(table.guess, table.answers)

  /** Loads what would be into an engine of its own and reports on it. */
  async check(): Promise<void> {
    if (this.#state.step !== 'mapping' || !canCheck(this)) return
    const run = this.#run
    const { signal } = this.#begin()
    const heard = (): boolean => run === this.#run && !signal.aborted
    this.#set({ step: 'checking', trialProgress: null, error: null, confirmed: false })
    try {
      const incoming = incomingOf(this.#state.tables, this.settings)
      const onProgress = (trialProgress: Progress): void => {
        if (heard()) this.#set({ trialProgress })
      }
      const trial = await this.#services.workspace.trial(incoming, onProgress, signal, {
        regions: this.#regions(),
        repeated: this.#state.repeated,
      })
      const reports = heard() ? await this.#services.quality(trial, signal) : []
      if (heard()) this.#set({ step: 'report', trial, reports, trialProgress: null })
    } catch (error) {
      if (!heard()) return
      this.#services.workspace.discard()
      this.#set({ step: 'mapping', trialProgress: null, error: told(error) })
    }
  }

  /** Ends opening or checking; the tables stay. */
  cancel(): void {
    const { step } = this.#state
    if (step !== 'checking' && step !== 'opening') return
    this.#stop?.abort()
    if (step === 'checking') this.#services.workspace.discard()
    this.#set({ step: this.#resting(), trialProgress: null })
  }

  /** From the report to the mapping. */
  back(): void {
    if (this.#state.step !== 'report') return
    this.#services.workspace.discard()
    this.#set({ step: 'mapping', trial: null, reports: [], error: null, storage: null, confirmed: false })
  }

  /** Keeps and shows the trial. */
  async commit(by: string | null): Promise<void> {
    const { step, trial, confirmed } = this.#state
    if (step !== 'report' || trial === null || (asksToConfirm(trial.comparisons) && !confirmed)) return
    const { workspace } = this.#services
    const before = workspace.state().current
    const loads = this.loads()
    const regions = this.#regions().length
    this.#set({ step: 'committing', error: null, storage: null })
    try {
      await workspace.commit(by)
    } catch (error) {
      this.#set({ step: 'report', error: told(error), storage: storageFault(error) })
      return
    }
    const profileError = await saveProfiles(this.#state.tables, this.settings, this.#services.profiles)
    this.#end()
    this.#set({ ...nothing, step: 'done', committed: { loads, regions, before, profileError } })
  }

  /** Tables that the trial fills, with their rows that are used. */
  loads(): Committed['loads'] {
    return loadsOf(this.#state)
  }

  /** Forgets the import, whatever is under way. */
  discard(): void {
    if (this.#state.step === 'committing') return
    if (this.#state.step === 'checking' || this.#state.step === 'report') this.#services.workspace.discard()
    this.#end()
    this.#set(nothing)
  }

  #end(): void {
    this.#run += 1
    this.#stop?.abort()
    for (const stop of this.#stops.values()) stop.abort()
    this.#stops.clear()
    this.#intake?.end()
    this.#intake = null
    this.#queue = Promise.resolve()
  }

  #begin(): AbortController {
    this.#stop = new AbortController()
    return this.#stop
  }

  #table(id: string): TableState | undefined {
    return this.#state.tables.find(table => table.source.id === id)
  }

  #change(id: string, change: Partial<TableState>): void {
    this.#set({ tables: this.#state.tables.map(each => (each.source.id === id ? { ...each, ...change } : each)) })
  }

  #set(change: Partial<FlowState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}
