const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checks = '10X98765432'
/** First two digits of a division (GB/T 2260), with Taiwan's, Hong Kong's and Macau's residents (81 to 83). */
const province = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)/
const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Half width, upper case, without spaces and hyphens. */
export const bareNumber = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\-–—]/g, '')
    .toUpperCase()

/**
 * GB 11643: 18 characters with a division, a day that can be a birthday and, unless only `written` is asked for, the
 * right check digit (a mistyped id is as personal as a right one).
 */
export function isCitizenId(text: string, strict: 'checked' | 'written' = 'checked'): boolean {
  const id = bareNumber(text)
  if (!/^\d{17}[\dX]$/.test(id) || !province.test(id)) return false
  if (!isBirthday(Number(id.slice(6, 10)), id.slice(10, 14))) return false
  if (strict === 'written') return true
  const sum = weights.reduce((total, weight, i) => total + weight * Number(id[i]), 0)
  return id[17] === checks[sum % 11]
}

/** Ids of before 1999: 15 digits, the year of birth in two, no check digit. */
export function isOldCitizenId(text: string): boolean {
  const id = bareNumber(text)
  return /^\d{15}$/.test(id) && province.test(id) && isBirthday(1900 + Number(id.slice(6, 8)), id.slice(8, 12))
}

function isBirthday(year: number, monthDay: string): boolean {
  const [month, day] = [Number(monthDay.slice(0, 2)), Number(monthDay.slice(2))]
  if (year < 1880 || year > 2099 || day < 1 || day > (monthDays[month - 1] ?? 0)) return false
  return !(month === 2 && day === 29) || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0))
}

/** A mobile number of mainland China, with or without +86, spaces and hyphens. */
export const isMobile = (text: string): boolean =>
  /^(?:(?:\+|00)?86)?1[3-9]\d{9}$/.test(text.normalize('NFKC').replace(/[\s\-–—()]/g, ''))

/** A US number that is written as one: `(312) 555-0123`, `312.555.0123`; ten digits alone may be anything. */
export const isUsPhone = (text: string): boolean =>
  /^(?:\+?1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[.-])[2-9]\d{2}[.-]\d{4}$/.test(text.trim())
