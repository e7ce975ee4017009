/** Why the app could not be kept on this device, or a newer version of it could not. */
export interface KeepFailure {
  /**
   * `storage`: no room. `network`: no answer, or one that ended early. `server`: an answer that is not the file (an
   * error, a sign-in page). `ended`: the browser stopped it before it was done. `refused`: the browser allows no service
   * worker here, because it does not trust the certificate, in a private window, or by a policy. `gone`: the browser
   * threw away what was kept.
   */
  readonly kind: 'storage' | 'network' | 'server' | 'ended' | 'refused' | 'gone'
  /** The file that failed; null where it is none. */
  readonly file: string | null
  /** What came instead, or the browser's words: `404`, `text/html`. */
  readonly detail: string | null
}

/** How the app is kept on this device. Bytes are as kept, unpacked; a phone fetches about a quarter of them. */
export type OfflineKeeping =
  /** Not known yet. */
  | { readonly kind: 'asking' }
  /** Plain HTTP that is not localhost. */
  | { readonly kind: 'insecure' }
  /** The browser has no service workers here: a private window, a policy, a browser without. */
  | { readonly kind: 'unsupported' }
  /** Possible, and not asked for. */
  | { readonly kind: 'none' }
  | { readonly kind: 'keeping'; readonly done: number; readonly total: number }
  /** Works without a network. `lasting`: the browser promised not to throw it away; null where it does not say. */
  | { readonly kind: 'kept'; readonly bytes: number; readonly at: string; readonly lasting: boolean | null }
  /** The same, and a newer version is kept: `update` shows it. */
  | { readonly kind: 'newer'; readonly bytes: number; readonly at: string; readonly lasting: boolean | null }
  /** `usable`: an earlier version is still there and works without a network. */
  | { readonly kind: 'failed'; readonly failure: KeepFailure; readonly usable: boolean }

/**
 * Installing as an app: `possible` by `promptInstall`, `manual` by the browser's menu, null where there is no such thing
 * or nothing to gain (a desktop without an offer, plain HTTP).
 */
export type Installing = 'possible' | 'installed' | 'manual' | null

export interface OfflineState {
  readonly keeping: OfflineKeeping
  readonly install: Installing
}

/** Keeping the app for use without a network. No method rejects: what went wrong is in the state. */
export interface OfflineContract {
  /** The same object until something changes. */
  state(): OfflineState
  /** Returns what ends it. */
  subscribe(listener: () => void): () => void
  /** Keeps the app, or goes on with it. */
  keep(): Promise<void>
  /** Deletes what was kept; entries and rounds are elsewhere and stay. */
  remove(): Promise<void>
  /** Reloads the page in the newer version: nothing unsaved may be open. Looks for one where none is known. */
  update(): Promise<void>
  promptInstall(): Promise<void>
}
