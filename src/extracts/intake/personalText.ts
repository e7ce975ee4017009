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
 * Phones and citizen ids inside a text, masked as `maskValue` would. The same string when there are none. Masks rather
 * too much: a number of eleven digits that begins like a mobile counts as one.
 */
export function maskText(text: string): string {
  if (!worthLooking.test(text)) return text
  return text.replace(personal, found => {
    const plain = found.normalize('NFKC')
    if (/^\d{17}[\dXx]$/.test(plain)) return isCitizenId(plain, 'written') ? maskCitizenId(found) : found
    if (/^\d{15}$/.test(plain)) return isOldCitizenId(plain) ? maskCitizenId(found) : found
    return maskPhone(found)
  })
}
