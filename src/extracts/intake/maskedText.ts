import { type ColumnPlan, longestCode, mayBePersonal } from './masks'
import { maskText, maskValue } from './personal'
import { maskEmails } from './personalEmails'
import { isCitizenId } from './personalNumbers'
import { tellsPersonal } from './personalText'
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
  /** What looks like a phone or a citizen id in what is no free text so far. */
  kept = 0

  constructor(readonly plan: ColumnPlan) {}

  put(bytes: Uint8Array, from: number, to: number): void {
    const { column, plan } = this
    if (from === to) column.null()
    else if (plan.mask) {
      const text = decoder.decode(bytes.subarray(from, to))
      this.changed(bytes, from, to, text, maskValue(plan.mask, text))
    } else if (!plan.keep && mayBePersonal(bytes, from, to)) this.suspected(bytes, from, to)
    else this.passed(bytes, from, to)
  }

  putText(text: string | null): void {
    const bytes = encoder.encode(text ?? '')
    this.put(bytes, 0, bytes.length)
  }

  /** What may be a phone, a citizen id or an e-mail address. */
  private suspected(bytes: Uint8Array, from: number, to: number): void {
    const text = decoder.decode(bytes.subarray(from, to))
    const hidden = maskText(text)
    const { plan } = this
    if (hidden !== text && (plan.free || text.length > longestCode)) {
      this.becomeFree()
      this.changed(bytes, from, to, text, hidden)
      return
    }
    // An address is no code, whatever its column is.
    if (hidden !== text && (maskEmails(text) !== text || (!plan.code && (tellsPersonal(text) || isCitizenId(text))))) {
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
