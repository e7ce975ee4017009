import { strFromU8, strToU8, unzlibSync, zlibSync } from 'fflate'

/** Longest `q` of an address: mail programs and proxies cut longer ones. */
export const longestShared = 4_000

/** The statement as the parameter `q`: compressed, in letters that no address escapes. Null where it is too long. */
export function sharedText(sql: string): string | null {
  const bytes = zlibSync(strToU8(sql), { level: 9 })
  const text = btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
  return text.length > longestShared ? null : text
}

/** What `sharedText` made `text` of; null for anything else. */
export function readShared(text: string): string | null {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    // Cut where somebody made it unpack to a great deal.
    const bytes = unzlibSync(
      Uint8Array.from(binary, character => character.charCodeAt(0)),
      { out: new Uint8Array(100_000) },
    )
    return strFromU8(bytes)
  } catch {
    return null
  }
}

/** The address of the console with a statement in it; null where it is too long. */
export function sqlHref(sql: string): string | null {
  const text = sharedText(sql)
  return text === null ? null : `#/sql?q=${text}`
}
