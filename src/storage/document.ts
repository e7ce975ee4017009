import type { AppStorage } from './kept'

/** How a document is kept: `read` throws for what is none. */
export interface DocumentFormat<T> {
  readonly empty: T
  read(value: unknown): T
  write(value: T): unknown
}

export interface DocumentState<T> {
  readonly value: T
  /** Why what is kept cannot be read; it is left as it is, and nothing is written over it. */
  readonly fault: Error | null
}

/** What a page needs of a kept document. */
export interface DocumentStore<T> {
  /** One object as long as nothing changes. */
  state(): DocumentState<T>
  subscribe(listener: () => void): () => void
  /**
   * Replaces the newest state, of whatever tab, by what `change` makes of it: it must do nothing but compute. Rejects with
   * what `change` throws, and where what is kept cannot be read.
   */
  change(change: (value: T) => T): Promise<void>
  /** False where it is kept until the page is closed, and no longer. */
  persistent(): boolean
}

/** A small document of one catalogue in the browser's storage. Several tabs may change it: nobody writes over the other. */
export class KeptDocument<T> implements DocumentStore<T> {
  #state: DocumentState<T>
  #key: string | null = null
  readonly #listeners = new Set<() => void>()
  readonly #channel: BroadcastChannel | null

  constructor(
    private readonly storage: AppStorage,
    private readonly name: string,
    private readonly format: DocumentFormat<T>,
  ) {
    this.#state = { value: format.empty, fault: null }
    this.#channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(`kept ${name}`)
    this.#channel?.addEventListener('message', () => void this.refresh())
  }

  readonly state = (): DocumentState<T> => this.#state
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly persistent = (): boolean => this.storage.persistent

  /** Reads what is kept of a catalogue. Never rejects. */
  async open(url: string): Promise<void> {
    this.#key = `${this.name} of ${url}`
    await this.refresh()
  }

  /** Reads it anew: another tab, or "remove everything", may have changed it. Never rejects. */
  async refresh(): Promise<void> {
    if (this.#key === null) return
    const kept = await this.storage.get(this.#key)
    try {
      this.#set({ value: kept === undefined ? this.format.empty : this.format.read(kept), fault: null })
    } catch (error) {
      this.#set({ value: this.format.empty, fault: error instanceof Error ? error : new Error(String(error)) })
    }
  }

  async change(change: (value: T) => T): Promise<void> {
    if (this.#key === null) throw new Error(`${this.name}: the catalogue is not open yet; wait for the page`)
    if (this.#state.fault !== null) throw this.#state.fault
    let next = this.#state.value
    // Asked in the same step as written: another tab may have been first.
    await this.storage.update(this.#key, kept => {
      // A disk that was too slow gives nothing: what this tab knows goes on. One that answers has been emptied.
      const nothing = this.storage.persistent ? this.format.empty : this.#state.value
      next = change(kept === undefined ? nothing : this.format.read(kept))
      const written = this.format.write(next)
      // What could not be read again must not be written.
      this.format.read(written)
      return written
    })
    this.#set({ value: next, fault: null })
    this.#channel?.postMessage('changed')
  }

  /** Hears other tabs no longer. */
  close(): void {
    this.#channel?.close()
    this.#listeners.clear()
  }

  #set(state: DocumentState<T>): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
