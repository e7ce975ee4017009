import { maskEmails } from './personalEmails'
import { maskCitizenId, maskPhone } from './personalMasks'
import { isCitizenId, isOldCitizenId } from './personalNumbers'

const digit = '[0-9０-９]'
const gap = '[ -]?'
/** Citizen ids, then mobiles with and without +86, landlines with an area code, US numbers that are written as such. */
const personal = new RegExp(
  [
    `(?<!${digit})${digit}{17}[0-9０-９XxＸｘ](?!${digit})`,
    `(?<!${digit})${digit}{15}(?!${digit})`,
    `(?<!${digit})(?:(?:\\+|00)?86${gap})?1[3-9]${digit}${gap}${digit}{4}${gap}${digit}{4}(?!${digit})`,
    `(?<!${digit})[1１][3-9３-９]${digit}{9}(?!${digit})`,
    `(?<!${digit})[(（]?0${digit}{2,3}(?:[)）] ?|[- ])${digit}{7,8}(?!${digit})`,
    `(?<![0-9０-９-])(?:\\+?1[ .-])?(?:\\([2-9]\\d{2}\\) ?|[2-9]\\d{2}[.-])[2-9]\\d{2}[.-]\\d{4}(?![0-9-])`,
  ].join('|'),
  'gu',
)
/** Nothing personal has fewer than seven digits so close to each other. */
const worthLooking = /[0-9０-９][0-9０-９() .（）-]{5,}[0-9０-９XxＸｘ]/u

/**
 * Phones, citizen ids and e-mail addresses inside a text, masked as `maskValue` would. The same string when there are none. Masks rather
 * too much: a number of eleven digits that begins like a mobile counts as one.
 */
export function maskText(text: string): string {
  const named = /[@＠]/u.test(text) ? maskEmails(text) : text
  if (!worthLooking.test(named)) return named
  return named.replace(personal, found => {
    const plain = found.normalize('NFKC')
    if (/^\d{17}[\dXx]$/.test(plain)) return isCitizenId(plain, 'written') ? maskCitizenId(found) : found
    if (/^\d{15}$/.test(plain)) return isOldCitizenId(plain) ? maskCitizenId(found) : found
    return maskPhone(found)
  })
}

/** Words that go before a number which is no phone: `No.`, `order #`. */
const numbered = /(?:^|[^\p{L}])(?:no|nr|num|number|id|ids|order|ref|case|ticket|sr|inv|serial)[^\p{L}\p{N}]*$/iu
const labelled = /(?:^|[^\p{L}])(?:tel|telephone|phone|mob|mobile|cell|fax|ph|call)[^\p{L}\p{N}]*$/iu

/**
 * Whether a short text says more than the number in it, so that the number is no code: words beside it, which are not
 * part of it (`A13812345678`) and do not say that it is one (`No. 13812345678`).
 */
export function tellsPersonal(text: string): boolean {
  for (const { 0: found, index } of text.matchAll(personal)) {
    const [before, after] = [text.slice(0, index), text.slice(index + found.length)]
    if (/\p{Script=Han}/u.test(before + after)) return true
    if (labelled.test(before)) return true
    if (numbered.test(before) || /\p{L}$/u.test(before) || /^\p{L}/u.test(after)) continue
    if (/\p{L}/u.test(before + after)) return true
  }
  return false
}
