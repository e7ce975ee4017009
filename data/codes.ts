import type { Rng } from './rng'

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/** Check character of the eight characters of an organisation code (values 0-9, A = 10 … Z = 35): 0-9 or X. */
export function organisationCheck(body: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce((total, weight, i) => total + weight * Number.parseInt(body.charAt(i), 36), 0)
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}

/** Check character of the first 17 characters of a unified social credit code (GB 32100-2015). */
export function creditCheck(body: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * ALPHABET.indexOf(body.charAt(i)), 0)
  // The outer remainder matters where the sum is a multiple of 31: the check is then 0.
  return ALPHABET.charAt((31 - (sum % 31)) % 31)
}

/** Whether a text is a unified social credit code with both of its check characters right. */
export function isCreditCode(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code)) return false
  return organisationCheck(code.slice(8, 16)) === code.charAt(16) && creditCheck(code.slice(0, 17)) === code.charAt(17)
}

/** A valid code: `kind` is its first two characters (91 company, 92 sole trader, 12 institution), `region` six digits. */
export function creditCode(rng: Rng, kind: string, region: string): string {
  const old = kind === '91' && rng.chance(0.3)
  let organisation = old ? String(rng.between(1, 7)) : 'MA'
  while (organisation.length < 8) organisation += ALPHABET.charAt(rng.int(old ? 10 : ALPHABET.length))
  const body = kind + region + organisation + organisationCheck(organisation)
  return body + creditCheck(body)
}

/** The code with another last character, which makes it invalid. */
export function breakCode(rng: Rng, code: string): string {
  const last = ALPHABET.indexOf(code.charAt(17))
  return code.slice(0, 17) + ALPHABET.charAt((last + 1 + rng.int(ALPHABET.length - 1)) % ALPHABET.length)
}
