import type { Fault } from './fault'
import type { Whole } from './names'

/** What a page says to the service worker. */
export type ToWorker =
  /** Answered on the port that comes with it, with a `Standing`. */
  | { readonly kind: 'standing' }
  /** Keep what is missing: a browser may have thrown away what was kept. */
  | { readonly kind: 'keep' }
  /** Take the place of the older worker. */
  | { readonly kind: 'take-over' }

export interface Standing {
  /** Null where something of this worker's build is missing. */
  readonly whole: Whole | null
  readonly progress: Progress | null
}

/** Bytes, as they are kept: unpacked. */
export interface Progress {
  readonly done: number
  readonly total: number
}

/** What a service worker tells every page. */
export type ToPages =
  | { readonly kind: 'offline-progress'; readonly progress: Progress }
  | { readonly kind: 'offline-whole'; readonly whole: Whole }
  | { readonly kind: 'offline-failed'; readonly fault: Fault }
