/** Where files are kept, and with it how long: the first two until they are removed, `memory` until the page is closed. */
export type KeptPlace = 'opfs' | 'indexeddb' | 'memory'

export interface StoredFile {
  readonly name: string
  readonly bytes: number
}

/** A place for files, below the checks that are the same for all (see `FileStore`). */
export interface FileBackend {
  readonly where: KeptPlace
  /** `allowed` and the change are one step to every other tab. */
  write(
    name: string,
    bytes: Blob,
    allowed: (names: readonly string[]) => boolean,
    onBytes: (written: number) => void,
    signal?: AbortSignal,
  ): Promise<boolean>
  read(name: string): Promise<Blob | null>
  remove(name: string): Promise<void>
  list(): Promise<StoredFile[]>
  clear(): Promise<void>
}

export const byName = (a: StoredFile, b: StoredFile): number => (a.name < b.name ? -1 : 1)
