import type { ZipMember } from './zipList'

/** Parts of an Office file by `partKey`. */
export type Parts = ReadonlyMap<string, ZipMember>

const partPath = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '')

/** What a part is found by: Excel compares paths without regard to case, and some writers use `\` or begin with `/`. */
export const partKey = (name: string): string => partPath(name).toLowerCase()

/** The first of two equal names counts, as in Excel. */
export function partsOf(members: readonly ZipMember[]): Parts {
  const parts = new Map<string, ZipMember>()
  for (const member of members) {
    const key = partKey(member.name)
    if (!parts.has(key)) parts.set(key, { ...member, name: partPath(member.name) })
  }
  return parts
}
