import { byName, type FileBackend } from './backend'
import { isQuota, NoAnswer } from './faults'
import { type Exclusive, exclusive, heldLocks } from './locks'
import { fileNameOf, nameOfFile } from './opfsNames'
import { writeInWorker } from './opfsWorkerClient'
import { within } from './patience'

/** Where all our files are, below the origin's root; beside it other pages of the origin may have theirs. */
const folderName = 'smart-supervision'
const temporary = '~writing-'
const pieceBytes = 4 * 1024 * 1024
/** A temporary file that nobody can vouch for is a crash's once it is this old, in milliseconds. */
const crashed = 3_600_000

/** Newer than the types: Chromium 110, Firefox 111. */
interface Movable {
  move?: (name: string) => Promise<void>
}

/**
 * Files in the origin's private file system. A file is written under a temporary name and takes its place once its bytes
 * are on disk, so that no other ever sees half of it. Removes what a crash left. Rejects where it cannot be used.
 */
export async function openOpfs(
  scope: string,
  root: FileSystemDirectoryHandle,
  locks: LockManager | null,
  wait: number,
): Promise<FileBackend> {
  const folder = async () =>
    (await root.getDirectoryHandle(folderName, { create: true })).getDirectoryHandle(fileNameOf(scope), {
      create: true,
    })
  const alone: Exclusive = exclusive(locks)
  const lockName = `smart-supervision files ${scope}`

  const stalled = wait * 10
  const inTime = <T>(name: string, task: Promise<T>) => within(task, stalled, () => new NoAnswer(name, stalled))

  async function entries(): Promise<Map<string, FileSystemFileHandle>> {
    const found = new Map<string, FileSystemFileHandle>()
    for await (const [name, handle] of await folder()) {
      if (handle.kind === 'file') found.set(name, handle as FileSystemFileHandle)
    }
    return found
  }

  /** Whole files alone: what is empty was only just being made. */
  async function list() {
    const sizes = await Promise.all(
      [...(await entries())]
        .filter(([name]) => !name.startsWith(temporary))
        .map(async ([name, handle]) => ({ name: nameOfFile(name), bytes: await sizeOf(handle) })),
    )
    return sizes.filter(({ bytes }) => bytes > 0).sort(byName)
  }

  async function write(
    handle: FileSystemFileHandle,
    name: string,
    bytes: Blob,
    onBytes: (written: number) => void,
    signal?: AbortSignal,
  ) {
    if (typeof handle.createWritable !== 'function') {
      await writeInWorker(handle, name, bytes, onBytes, stalled, signal)
      return
    }
    const writable = await inTime(name, handle.createWritable())
    try {
      for (let at = 0; at < bytes.size; at += pieceBytes) {
        signal?.throwIfAborted()
        const piece = bytes.slice(at, at + pieceBytes)
        await inTime(name, writable.write(piece))
        onBytes(at + piece.size)
      }
      signal?.throwIfAborted()
      await inTime(name, writable.close())
    } catch (cause) {
      writable.abort().catch(() => {})
      throw cause
    }
  }

  /** Gives a temporary file its name; the earlier file of that name is there until the new one is. */
  async function settle(files: FileSystemDirectoryHandle, handle: FileSystemFileHandle & Movable, name: string) {
    const target = fileNameOf(name)
    try {
      if (handle.move) {
        await inTime(name, handle.move(target))
        return
      }
    } catch (cause) {
      if (isQuota(cause) || cause instanceof NoAnswer) throw cause
    }
    const there = await sizeOf(await files.getFileHandle(target, { create: true }))
    try {
      await write(await files.getFileHandle(target), name, await handle.getFile(), () => {})
    } catch (cause) {
      if (there === 0) await files.removeEntry(target).catch(() => {})
      throw cause
    }
    await files.removeEntry(handle.name)
  }

  const backend: FileBackend = {
    where: 'opfs',
    async write(name, bytes, allowed, onBytes, signal) {
      const files = await folder()
      const temporaryName = `${temporary}${crypto.randomUUID()}`
      return alone(temporaryName, async () => {
        try {
          const handle = await files.getFileHandle(temporaryName, { create: true })
          await write(handle, name, bytes, onBytes, signal)
          return await alone(lockName, async () => {
            signal?.throwIfAborted()
            if (!allowed((await inTime(name, list())).map(file => file.name))) return false
            await settle(files, handle, name)
            return true
          })
        } finally {
          await files.removeEntry(temporaryName).catch(() => {})
        }
      })
    },
    async read(name) {
      try {
        const handle = await (await folder()).getFileHandle(fileNameOf(name))
        const file = await handle.getFile()
        return file.size > 0 ? file : null
      } catch (cause) {
        if (isMissing(cause)) return null
        throw cause
      }
    },
    async remove(name) {
      await (await folder()).removeEntry(fileNameOf(name)).catch(unlessMissing)
    },
    list,
    async clear() {
      const ours = await root.getDirectoryHandle(folderName, { create: true })
      await ours.removeEntry(fileNameOf(scope), { recursive: true }).catch(unlessMissing)
    },
  }

  const held = await heldLocks(locks)
  for (const [name, handle] of await entries()) {
    if (!name.startsWith(temporary)) continue
    const left = held === null ? Date.now() - (await handle.getFile()).lastModified > crashed : !held.includes(name)
    // A file that another tab has open cannot be removed, which is as it should be.
    if (left) await (await folder()).removeEntry(name).catch(() => {})
  }
  return backend
}

const isMissing = (cause: unknown): boolean => cause instanceof DOMException && cause.name === 'NotFoundError'
const unlessMissing = (cause: unknown): void => {
  if (!isMissing(cause)) throw cause
}

/** 0 for a file that went in the meantime. */
async function sizeOf(handle: FileSystemFileHandle): Promise<number> {
  try {
    return (await handle.getFile()).size
  } catch (cause) {
    if (isMissing(cause)) return 0
    throw cause
  }
}
