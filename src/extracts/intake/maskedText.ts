import { type ColumnPlan, longestCode, mayHoldNumber } from './masks'
import { maskText, maskValue } from './personal'
import { TextColumn } from './textColumn'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** A column turned out to be free text after rows whose phones were kept: the table has to be read again. */
export class LateFreeText extends Error {
  constructor(readonly plan: ColumnPlan) {
    super('free text')
  }
}

/** A column of text whose values are masked before they are kept. */
export class MaskedText {
  readonly column = new TextColumn()
  /** Values that were masked. */
  count = 0
  /** Phones in what is no free text so far. */
  private kept = 0

  constructor(readonly plan: ColumnPlan) {}

  put(bytes: Uint8Array, from: number, to: number): void {
    const { column, plan } = this
    if (from === to) return column.null()
    if (plan.mask) {
      const text = decoder.decode(bytes.subarray(from, to))
      return this.changed(bytes, from, to, text, maskValue(plan.mask, text))
    }
    if (!plan.keep && mayHoldNumber(bytes, from, to)) {
      const text = decoder.decode(bytes.subarray(from, to))
      const hidden = maskText(text)
      if (hidden !== text) {
        if (plan.free || text.length > longestCode) {
          this.becomeFree()
          return this.changed(bytes, from, to, text, hidden)
        }
        this.kept++
      }
    }
    column.append(bytes, from, to)
    if (!plan.free && !plan.keep && column.longest > longestCode) this.becomeFree()
  }

  putText(text: string | null): void {
    if (text === null || text === '') return this.column.null()
    const bytes = encoder.encode(text)
    this.put(bytes, 0, bytes.length)
  }

  private becomeFree(): void {
    if (this.kept > 0) throw new LateFreeText(this.plan)
    this.plan.free = true
  }

  private changed(bytes: Uint8Array, from: number, to: number, text: string, hidden: string): void {
    if (hidden === text) return this.column.append(bytes, from, to)
    this.count++
    const own = encoder.encode(hidden)
    this.column.append(own, 0, own.length)
  }
}
