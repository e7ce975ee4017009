const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const innerAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const innerWeights = [3, 7, 9, 10, 5, 8, 4, 2]

/** A business code as it is compared: upper case, half width, without spaces and hyphens. */
export const businessCode = (text: string): string => text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')

/** A unified social credit code of which both check characters hold (GB 32100-2015, and GB 11714 in places 9 to 17). */
export function isCreditCode(text: string): boolean {
  const code = businessCode(text)
  if (code.length !== 18 || !/^.{2}\d{6}/.test(code)) return false
  const values = [...code].map(letter => alphabet.indexOf(letter))
  if (values.includes(-1)) return false
  const outer = weights.reduce((sum, weight, i) => sum + weight * (values[i] ?? 0), 0)
  if (code[17] !== alphabet[(31 - (outer % 31)) % 31]) return false
  const inner = innerWeights.reduce((sum, weight, i) => sum + weight * innerAlphabet.indexOf(code[i + 8] ?? ''), 0)
  return code[16] === '0X987654321'[inner % 11]
}
