import { Conflict } from './faults'
import type { FileStore } from './files'

/** A state of the document that could not be read: kept as `name` for whoever wants to look, and no longer used. */
export interface SetAside {
  readonly name: string
  readonly why: string
}

export interface Document<T> {
  readonly value: T
  /** Grows by one with each change; 0 before the first. */
  readonly sequence: number
  readonly setAside: readonly SetAside[]
}

/** A small JSON document that several tabs may change. */
export interface Manifest<T> {
  /** The newest state that can be read; what cannot be is set aside under another name, and told. Other files stay. */
  read(): Promise<Document<T>>
  /**
   * Replaces the state by what `change` makes of the newest one; resolves once it is on disk. Where another tab was first,
   * `change` is asked again with that tab's state, so it must do nothing but compute. Rejects with what `change` throws,
   * with `Conflict` where others were always first, and as `FileStore.write` does: the state is then as it was.
   */
  update(change: (value: T) => T): Promise<Document<T>>
  /** Tells of states that other tabs make. Ends with the function that is returned. */
  watch(listener: (document: Document<T>) => void): () => void
  close(): void
}

const mostTries = 20
/** Longest pause before the next try in milliseconds, by tries so far: without locks only chance lets two tabs take turns. */
const pause = (tries: number) => Math.random() * Math.min(200, 5 * 2 ** tries)
/** Earlier states that stay for the case that the newest cannot be read. */
const earlierStates = 2

/**
 * Opens the document `name` in `files`. `parse` checks what was read and throws for what is none; `empty` is the state
 * before the first change. Each state is a file `name.<sequence>`, made where its predecessor is the newest, and never
 * written again.
 */
export function openManifest<T>(files: FileStore, name: string, parse: (value: unknown) => T, empty: T): Manifest<T> {
  const fileOf = (sequence: number) => `${name}.${sequence}`
  const sequenceOf = (file: string) => {
    const digits = file.startsWith(`${name}.`) ? file.slice(name.length + 1) : ''
    return /^[1-9]\d{0,14}$/.test(digits) ? Number(digits) : null
  }
  const sequences = (names: readonly string[]) =>
    names
      .map(sequenceOf)
      .filter(sequence => sequence !== null)
      .sort((a, b) => b - a)
  const newest = (names: readonly string[]) => sequences(names)[0] ?? 0

  let line: BroadcastChannel | null = null
  const channel = () => {
    line ??= new BroadcastChannel(`smart-supervision ${files.scope} ${name}`)
    return line
  }
  const listeners = new Set<(document: Document<T>) => void>()
  let heard = 0

  async function read(): Promise<Document<T>> {
    const setAside: SetAside[] = []
    const numbers = async () => sequences((await files.list()).map(file => file.name))
    for (let tries = 0; tries < mostTries; tries++) {
      const found = await numbers()
      let top: number | null = null
      for (const sequence of found) {
        const file = fileOf(sequence)
        const bytes = await files.read(file)
        const text = bytes && (await textOf(bytes))
        if (bytes === null || text === null) {
          // Either another tab made newer ones and removed it, or the disk lost it: the next change is made on top of it.
          top ??= sequence
          continue
        }
        const checked = checkedState(text)
        if ('why' in checked) {
          setAside.push({ name: await putAside(file, bytes), why: checked.why })
          continue
        }
        if (top !== null && (await numbers())[0] !== top) break
        if (top !== null) setAside.push({ name: fileOf(top), why: 'its bytes cannot be read' })
        return { value: checked.value, sequence: top ?? sequence, setAside }
      }
      // Nothing can be read: there is none, or all were set aside or lost.
      if (((await numbers())[0] ?? 0) === (top ?? 0)) return { value: empty, sequence: top ?? 0, setAside }
    }
    throw new Conflict(name)
  }

  function checkedState(text: string): { value: T } | { why: string } {
    try {
      return { value: parse(JSON.parse(text)) }
    } catch (cause) {
      return { why: cause instanceof Error ? cause.message : String(cause) }
    }
  }

  /** Under a name that is not yet taken, so that nothing which was set aside is ever lost. */
  async function putAside(file: string, bytes: Blob): Promise<string> {
    for (let i = 1; ; i++) {
      const aside = `${file}.broken-${i}`
      if (await files.write(aside, bytes, undefined, undefined, names => !names.includes(aside))) {
        await files.remove(file)
        return aside
      }
    }
  }

  // One at a time where there are locks; where there are none, whoever is second finds so when it writes.
  const update = (change: (value: T) => T): Promise<Document<T>> => files.alone(name, () => tried(change))

  async function tried(change: (value: T) => T): Promise<Document<T>> {
    const setAside: SetAside[] = []
    for (let tries = 0; tries < mostTries; tries++) {
      const before = await read()
      setAside.push(...before.setAside)
      const value = change(before.value)
      const sequence = before.sequence + 1
      const bytes = new Blob([JSON.stringify(value)], { type: 'application/json' })
      const first = (names: readonly string[]) => newest(names) === before.sequence
      if (!(await files.write(fileOf(sequence), bytes, undefined, undefined, first))) {
        await new Promise(resolve => setTimeout(resolve, pause(tries)))
        continue
      }
      heard = Math.max(heard, sequence)
      if (typeof BroadcastChannel !== 'undefined') channel().postMessage(sequence)
      await forgetBefore(sequence - earlierStates)
      return { value, sequence, setAside }
    }
    throw new Conflict(name)
  }

  async function forgetBefore(sequence: number) {
    try {
      const old = sequences((await files.list()).map(file => file.name)).filter(each => each < sequence)
      for (const each of old) await files.remove(fileOf(each))
    } catch {
      // The change is on disk; what is too much goes with the next one.
    }
  }

  async function tell() {
    const document = await read()
    if (document.sequence <= heard) return
    heard = document.sequence
    for (const listener of listeners) listener(document)
  }

  return {
    read,
    update,
    watch(listener) {
      listeners.add(listener)
      if (typeof BroadcastChannel !== 'undefined') {
        // A state that cannot be read now is read when somebody asks for it.
        channel().onmessage = () => void tell().catch(() => {})
      }
      return () => void listeners.delete(listener)
    },
    close() {
      listeners.clear()
      line?.close()
      line = null
    },
  }
}

/** Null where the file went while it was read. */
async function textOf(bytes: Blob): Promise<string | null> {
  try {
    return await bytes.text()
  } catch (cause) {
    if (cause instanceof DOMException && (cause.name === 'NotFoundError' || cause.name === 'NotReadableError'))
      return null
    throw cause
  }
}
