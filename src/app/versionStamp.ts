/** An id that no other version has. Not `randomUUID`, which plain HTTP lacks. */
export const newId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(12))].map(byte => byte.toString(16).padStart(2, '0')).join('')

/** The clock on the wall with its zone: `2026-11-25T09:30:00+08:00`. */
export function localTime(now = new Date()): string {
  const behind = now.getTimezoneOffset()
  const two = (n: number): string => String(Math.floor(Math.abs(n))).padStart(2, '0')
  const wall = new Date(now.getTime() - behind * 60_000).toISOString().slice(0, 19)
  return `${wall}${behind > 0 ? '-' : '+'}${two(behind / 60)}:${two(behind % 60)}`
}
