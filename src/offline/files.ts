/** One file of the built app. */
export interface AppFile {
  /** Relative to the app's folder, with `/`. */
  readonly path: string
  readonly bytes: number
  /** SHA-256 of its content, hex in lower case; of index.html as it was built, without a server's nonce. */
  readonly hash: string
}

/** Everything of one build that a page can need, sorted by path. */
export interface AppFiles {
  /** SHA-256 of the list, hex in lower case: any other content is another version. */
  readonly version: string
  readonly files: readonly AppFile[]
}

export const indexFile = 'index.html'
/** An operator may write this one after the build: its content is not what was built. */
export const settingsFile = 'config.json'
/** The service worker, which no list holds: a browser keeps it by itself. */
export const workerFile = 'sw.js'

/** Whether a file's name carries the hash of its content, so that there is no other of this name. */
export const isHashed = (path: string): boolean => path.startsWith('assets/')

export const bytesOf = (files: readonly AppFile[]): number => files.reduce((sum, file) => sum + file.bytes, 0)
