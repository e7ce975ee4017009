import type { Progress } from './report'

/** Shares of the whole that fetching, loading and linking take, by what was measured on real extracts. */
const parts = { fetch: 0.25, load: 0.65, link: 0.1 } as const

/**
 * While no work is heard of, the bar goes on by itself, slower and slower: never further than a twentieth of what is left, of
 * which two thirds are gone after `slow` milliseconds. A page that stands still looks like one that hangs.
 */
const creeping = { share: 0.05, every: 250, slow: 3_000 } as const

interface FileProgress {
  bytes: number
  total: number | null
  rows: number
  totalRows: number
  /** Its rows are known. */
  isOpen: boolean
  /** Rows with the work on those that are not there yet, as shares of a row. */
  worked: number
}

/** Adds up what is reported of single files into one progress. */
export class Tracker {
  readonly #files = new Map<string, FileProgress>()
  #onProgress: ((progress: Progress) => void) | undefined
  #linked = 0
  /** The share of work that was heard of, and when. */
  #heard = { share: 0, at: 0 }
  #timer: ReturnType<typeof setInterval> | undefined
  #now: Progress = { step: 'engine', file: null, bytes: 0, totalBytes: 0, rows: 0, totalRows: 0, share: 0 }

  constructor(
    catalogue: { readonly extracts: readonly { readonly file: string }[] },
    onProgress?: (progress: Progress) => void,
  ) {
    this.#onProgress = onProgress
    for (const { file } of catalogue.extracts)
      this.#files.set(file, { bytes: 0, total: null, rows: 0, totalRows: 0, isOpen: false, worked: 0 })
  }

  /** Nothing more is told. Whoever makes one must call it, however its work ends. */
  end(): void {
    clearInterval(this.#timer)
    this.#onProgress = undefined
  }

  step(step: Progress['step'], file: string | null): void {
    this.#tell(step, file)
  }

  /** Bytes of a file so far; `total` null where the server does not say. */
  bytes(file: string, bytes: number, total: number | null): void {
    const known = this.#files.get(file)
    if (known) Object.assign(known, { bytes, total })
    this.#tell('fetch', file)
  }

  expect(file: string, rows: number): void {
    const known = this.#files.get(file)
    if (known) Object.assign(known, { totalRows: rows, isOpen: true })
  }

  /** Rows of a file that were added just now. */
  rows(file: string, added: number): void {
    const known = this.#files.get(file)
    if (known) {
      known.rows += added
      known.worked = Math.max(known.worked, known.rows)
    }
    this.#tell('load', file)
  }

  /** Work on rows of a file that are not added yet, as so many rows: a row group takes seconds on its way. */
  worked(file: string, rows: number): void {
    const known = this.#files.get(file)
    if (known) known.worked = Math.min(known.totalRows, known.worked + rows)
    this.#tell('load', file)
  }

  /** How much of linking is done, from 0 to 1. */
  linked(share: number): void {
    this.#linked = share
    this.#tell('link', null)
  }

  /** A step of linking of which nobody knows how many there are. */
  closer(): void {
    this.linked(this.#linked + (1 - this.#linked) / 8)
  }

  #tell(step: Progress['step'], file: string | null): void {
    const all = [...this.#files.values()]
    const mean = (share: (f: (typeof all)[number]) => number): number =>
      all.length === 0 ? 1 : all.reduce((sum, f) => sum + share(f), 0) / all.length
    const fetched = mean(f => (f.total ? Math.min(1, f.bytes / f.total) : f.rows > 0 ? 1 : 0))
    // By rows: a large file takes most of the time. Files that are not open yet count as much as the others on average.
    const [open, rows] = [mean(f => (f.isOpen ? 1 : 0)), all.reduce((sum, f) => sum + f.totalRows, 0)]
    const loaded = rows === 0 ? 0 : (open * all.reduce((sum, f) => sum + f.worked, 0)) / rows
    const share =
      step === 'link' || step === 'ask'
        ? 1 - parts.link * (1 - this.#linked)
        : parts.fetch * fetched + parts.load * loaded
    this.#heard = { share: Math.max(this.#heard.share, Math.min(1, share)), at: performance.now() }
    const one = file === null ? undefined : this.#files.get(file)
    this.#now = {
      step,
      file,
      bytes: one?.bytes ?? 0,
      totalBytes: one?.total ?? 0,
      rows: one?.rows ?? 0,
      totalRows: one?.totalRows ?? 0,
      share: Math.max(this.#now.share, this.#heard.share),
    }
    if (this.#onProgress === undefined) return
    this.#timer ??= setInterval(() => this.#creep(), creeping.every)
    this.#onProgress(this.#now)
  }

  #creep(): void {
    const { share, at } = this.#heard
    const waited = 1 - Math.exp((at - performance.now()) / creeping.slow)
    this.#now = { ...this.#now, share: Math.max(this.#now.share, share + (1 - share) * creeping.share * waited) }
    this.#onProgress?.(this.#now)
  }
}
