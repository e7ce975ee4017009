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
    if (from === to) column.null()
    else if (plan.mask) {
      const text = decoder.decode(bytes.subarray(from, to))
      this.changed(bytes, from, to, text, maskValue(plan.mask, text))
    } else if (!plan.keep && mayHoldNumber(bytes, from, to)) this.suspected(bytes, from, to)
    else this.passed(bytes, from, to)
  }

  putText(text: string | null): void {
    const bytes = encoder.encode(text ?? '')
    this.put(bytes, 0, bytes.length)
  }

  /** Digits that may be a phone or a citizen id. */
  private suspected(bytes: Uint8Array, from: number, to: number): void {
    const text = decoder.decode(bytes.subarray(from, to))
    const hidden = maskText(text)
    if (hidden !== text && (this.plan.free || text.length > longestCode)) {
      this.becomeFree()
      this.changed(bytes, from, to, text, hidden)
      return
    }
    if (hidden !== text) this.kept++
    this.passed(bytes, from, to)
  }

  private passed(bytes: Uint8Array, from: number, to: number): void {
    const { column, plan } = this
    column.append(bytes, from, to)
    if (!plan.free && !plan.keep && column.longest > longestCode) this.becomeFree()
  }

  private becomeFree(): void {
    if (this.kept > 0) throw new LateFreeText(this.plan)
    this.plan.free = true
  }

  private changed(bytes: Uint8Array, from: number, to: number, text: string, hidden: string): void {
    if (hidden === text) {
      this.column.append(bytes, from, to)
      return
    }
    this.count++
    const own = encoder.encode(hidden)
    this.column.append(own, 0, own.length)
  }
}
