/** How a page stands on the wall: parts of the overview in large type, or the whole page as it is. */
export const wallParts = ['figures', 'where', 'trends', 'page'] as const
export type WallPart = (typeof wallParts)[number]

/** The part that an address shows on the wall; null where it is an ordinary page. */
export function wallPart(search: string): WallPart | null {
  const asked = new URLSearchParams(search).get('wall')
  return asked === null ? null : (wallParts.find(part => part === asked) ?? 'page')
}
