import type { ReadNote } from './intake'

const mostExamples = 3
const exampleLength = 80

/** Notes that are counted while rows pass: one of each kind and column, with its first examples. */
export class Notes {
  private readonly found = new Map<
    string,
    { kind: ReadNote['kind']; column: string | null; count: number; examples: string[] }
  >()

  /** `text` is asked for the first examples only. */
  add(kind: ReadNote['kind'], count: number, column: string | null = null, text?: () => string): void {
    const key = `${kind}\0${column ?? ''}`
    let note = this.found.get(key)
    if (!note) {
      note = { kind, column, count: 0, examples: [] }
      this.found.set(key, note)
    }
    note.count += count
    if (text && note.examples.length < mostExamples) note.examples.push(shortened(text()))
  }

  list(): ReadNote[] {
    return [...this.found.values()]
  }
}

function shortened(text: string): string {
  return text.length > exampleLength ? `${text.slice(0, exampleLength - 1)}…` : text
}
