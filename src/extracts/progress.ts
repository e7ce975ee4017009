import type { Progress } from './report'

/** Shares of the whole that fetching, loading and linking take, by what was measured on real extracts. */
const parts = { fetch: 0.25, load: 0.65, link: 0.1 } as const

/**
 * While no work is heard of, the bar goes on by itself, slower and slower: its lead is never more than a twentieth of what is
 * left, of which two thirds are gone after `slow` milliseconds. Half of what is heard of then moves the bar, and the other
 * half takes from its lead. A page that stands still looks like one that hangs.
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
  /** The share of work that was heard of, when, and how far the bar was ahead of it then. */
  #heard = { share: 0, at: 0, lead: 0 }
  #lead = 0
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
    const rows = expectedRows(all)
    const loaded = rows === 0 ? 0 : all.reduce((sum, f) => sum + f.worked, 0) / rows
    const share =
      step === 'link' || step === 'ask'
        ? 1 - parts.link * (1 - this.#linked)
        : parts.fetch * fetched + parts.load * loaded
    const heard = Math.max(this.#heard.share, Math.min(1, share))
    this.#lead = Math.min(1 - heard, Math.max(0, this.#lead - (heard - this.#heard.share) / 2))
    this.#heard = { share: heard, at: performance.now(), lead: this.#lead }
    const one = file === null ? undefined : this.#files.get(file)
    this.#now = {
      step,
      file,
      bytes: one?.bytes ?? 0,
      totalBytes: one?.total ?? 0,
      rows: one?.rows ?? 0,
      totalRows: one?.totalRows ?? 0,
      share: heard + this.#lead,
    }
    if (this.#onProgress === undefined) return
    this.#timer ??= setInterval(() => this.#creep(), creeping.every)
    this.#onProgress(this.#now)
  }

  #creep(): void {
    const { share, at, lead } = this.#heard
    const waited = 1 - Math.exp((at - performance.now()) / creeping.slow)
    this.#lead = lead + Math.max(0, (1 - share) * creeping.share - lead) * waited
    this.#now = { ...this.#now, share: share + this.#lead }
    this.#onProgress?.(this.#now)
  }
}

/**
 * Rows of all files, by which loading is told: a large file takes most of the time. One that is not open yet has as many for
 * its bytes as the others, where both are known, else as many as they have on average.
 */
function expectedRows(files: readonly FileProgress[]): number {
  const open = files.filter(({ isOpen }) => isOpen)
  const rows = open.reduce((sum, { totalRows }) => sum + totalRows, 0)
  const bytes = open.reduce((sum, { total }) => sum + (total ?? Number.NaN), 0)
  return files.reduce((sum, { isOpen, total, totalRows }) => {
    if (isOpen) return sum + totalRows
    const guess = (rows * (total ?? Number.NaN)) / bytes
    return sum + (Number.isFinite(guess) ? guess : rows / open.length || 0)
  }, 0)
}
