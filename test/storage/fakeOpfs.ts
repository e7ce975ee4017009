import { MemoryBlobFile } from './memoryFile'

/** What the stand-in of OPFS can be told to do. */
export interface FakeOpfs {
  readonly root: FileSystemDirectoryHandle
  /** Called before each step (`create a`, `write a`, `close a`, `move a`, `remove a`); throw, or never answer, in it. */
  before: (step: string) => void | Promise<void>
  readonly steps: string[]
  /** Names with sizes of a folder, by path. */
  files(path: string): Record<string, number>
}

type Node = Map<string, Node | MemoryBlobFile>
const missing = () => new DOMException('not found', 'NotFoundError')

/** A private file system in memory: only what our code uses. `movable`: whether its files can be moved. */
export function fakeOpfs(movable = true): FakeOpfs {
  const top: Node = new Map()
  const fake = {
    before: () => {},
    steps: [],
    root: directory(top, ''),
    files(path: string) {
      const folder = path.split('/').reduce<Node | undefined>((node, part) => {
        const next = node?.get(part)
        return next instanceof Map ? next : undefined
      }, top)
      return Object.fromEntries(
        [...(folder ?? [])].flatMap(([name, file]) => (file instanceof Map ? [] : [[name, file.blob.size]])),
      )
    },
  } as unknown as FakeOpfs
  const step = async (name: string) => {
    fake.steps.push(name)
    await fake.before(name)
  }

  function directory(node: Node, name: string): FileSystemDirectoryHandle {
    const made = {
      kind: 'directory',
      name,
      async getDirectoryHandle(child: string, options?: { create?: boolean }) {
        await step(`folder ${child}`)
        let found = node.get(child)
        if (!found && options?.create) {
          found = new Map()
          node.set(child, found)
        }
        if (!(found instanceof Map)) throw missing()
        return directory(found, child)
      },
      async getFileHandle(child: string, options?: { create?: boolean }) {
        if (/[/\\]/.test(child) || child === '' || child === '..') throw new TypeError('Name is not allowed')
        let found = node.get(child)
        if (!found && options?.create) {
          await step(`create ${child}`)
          found = new MemoryBlobFile()
          node.set(child, found)
        }
        if (!(found instanceof MemoryBlobFile)) throw missing()
        return fileHandle(node, child)
      },
      async removeEntry(child: string) {
        if (!node.has(child)) throw missing()
        await step(`remove ${child}`)
        node.delete(child)
      },
      async *[Symbol.asyncIterator]() {
        for (const [child, found] of [...node])
          yield [child, found instanceof Map ? directory(found, child) : fileHandle(node, child)]
      },
    }
    return made as unknown as FileSystemDirectoryHandle
  }

  function fileHandle(node: Node, first: string): FileSystemFileHandle {
    let name = first
    const file = () => {
      const found = node.get(name)
      if (!(found instanceof MemoryBlobFile)) throw missing()
      return found
    }
    const made = {
      kind: 'file',
      get name() {
        return name
      },
      getFile: async () => new File([file().blob], name, { lastModified: file().modified }),
      async createWritable() {
        const target = file()
        const parts: Blob[] = []
        return {
          async write(piece: Blob) {
            await step(`write ${name}`)
            parts.push(piece)
          },
          async close() {
            await step(`close ${name}`)
            target.blob = new Blob(parts)
            target.modified = Date.now()
          },
          abort: async () => {},
        }
      },
      ...(movable && {
        async move(to: string) {
          await step(`move ${to}`)
          node.set(to, file())
          node.delete(name)
          name = to
        },
      }),
    }
    return made as unknown as FileSystemFileHandle
  }
  return fake
}
