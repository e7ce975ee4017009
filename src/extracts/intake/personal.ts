import type { MaskKind } from './intake'
import { isEmail, maskEmail } from './personalEmails'
import { isNoPeople, isRowId, personalByName } from './personalHeaders'
import { maskCitizenId, maskNames, maskPhone } from './personalMasks'
import { isChineseName } from './personalNames'
import { isCitizenId, isMobile, isUsPhone } from './personalNumbers'
import { isPlaceholder } from './personalPlaceholders'
import { maskText } from './personalText'

export { personalByName } from './personalHeaders'
export { maskText } from './personalText'

/** Shares of the filled values that give a column away. */
const numberShare = 0.8
const nameShare = 0.9
/** Names differ: fewer values, or ones that repeat more than five times on average, are words of a category. */
const leastNames = 3
const leastDistinct = 0.2
/** A text is a sentence, not a number with a label, from this length on. */
const sentence = 20

/** What a column holds by a sample of its values (blank ones do not count); null where they give nothing away. */
export function personalByValues(header: string, values: readonly string[]): MaskKind | null {
  const filled = values.filter(value => !isPlaceholder(value))
  if (filled.length === 0) return null
  if (hasShare(filled, numberShare, value => isCitizenId(value))) return 'citizen_id'
  const mayBePhone = !isRowId(header) || personalByName(header) === 'phone'
  if (mayBePhone && hasShare(filled, numberShare, value => isMobile(value) || isUsPhone(value))) return 'phone'
  if (hasShare(filled, numberShare, isEmail)) return 'email'
  const mayBeName = !isNoPeople(header) && !isRowId(header) && hasNames(filled)
  if (mayBeName && hasShare(filled, nameShare, isChineseName)) return 'name'
  return filled.some(value => value.length >= sentence && /[\p{L}]{2}/u.test(value) && maskText(value) !== value)
    ? 'text'
    : null
}

/** Ends as soon as too many fail: most columns hold nothing of the kind. */
function hasShare(values: readonly string[], share: number, test: (value: string) => boolean): boolean {
  let left = values.length
  for (const value of values) {
    if (!test(value) && --left / values.length < share) return false
  }
  return true
}

function hasNames(filled: readonly string[]): boolean {
  const distinct = new Set(filled).size
  return (
    filled.length >= leastNames &&
    distinct >= leastNames &&
    (distinct >= filled.length * leastDistinct || distinct >= 200)
  )
}

/** The value as it may be kept. Never throws; blank stays blank, and so does what says that there is none; masking what is masked changes nothing. */
export function maskValue(kind: MaskKind, text: string): string {
  if (isPlaceholder(text)) return text
  switch (kind) {
    case 'phone':
      return maskPhone(text)
    case 'citizen_id':
      return maskCitizenId(text)
    case 'name':
      return maskNames(text)
    case 'email':
      return maskEmail(text)
    case 'text':
      return maskText(text)
    default:
      return unreachable(kind)
  }
}

function unreachable(kind: never): never {
  throw new Error(`no mask for ${String(kind)}`)
}
