/**
 * The first character, the rest before the `@` (64 characters in all, RFC 5321; without a bound a long text takes the
 * square of its length), the domain. What is masked already is an address too.
 */
const address =
  /([\p{L}\p{N}_])[\p{L}\p{N}.!#$%&'+/=?^_`{|}~*-]{0,63}([@＠][\p{L}\p{N}-]{1,63}(?:[.．][\p{L}\p{N}-]{1,63})+)/gu
const whole = new RegExp(`^\\s*(?:mailto:)?${address.source}\\s*$`, 'iu')

/** An e-mail address and nothing else. */
export const isEmail = (text: string): boolean => whole.test(text)

/** Every address of a text as `z***@163.com`: of all lengths the same. */
export const maskEmails = (text: string): string => text.replace(address, '$1***$2')

/** A value of a column of addresses. One that is none, a number of a messenger say, keeps its first character. */
export function maskEmail(text: string): string {
  const masked = maskEmails(text)
  return /[@＠]/u.test(masked) ? masked : masked.replace(/(?<=\S\s*)\S/gu, '*')
}
