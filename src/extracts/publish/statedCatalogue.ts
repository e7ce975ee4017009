/** What publishing adds to a catalogue. */
export interface Stated {
  /** SHA-256 by file name. */
  readonly hashes: Readonly<Record<string, string>>
  readonly answers: string | undefined
  /** The tables' file; undefined without one. */
  readonly tables: string | undefined
}

interface Files {
  readonly extracts: readonly { readonly file: string }[]
  readonly regions: readonly { readonly file: string }[]
}

/**
 * A catalogue's text with the hash of every file and the names of what is published beside it. `raw` is the catalogue
 * as it came, whose further fields stay; `parsed` has the same lists with the clean names that hashes are known by.
 */
export function statedCatalogue(raw: object, parsed: Files, { hashes, answers, tables }: Stated): string {
  const { extracts, regions } = raw as { readonly extracts?: unknown; readonly regions?: unknown }
  const stated = (list: unknown, names: readonly { readonly file: string }[]): unknown =>
    Array.isArray(list) ? list.map((entry: object, i) => ({ ...entry, sha256: hashes[names[i]?.file ?? ''] })) : list
  const made = {
    ...raw,
    extracts: stated(extracts, parsed.extracts),
    ...(regions === undefined ? {} : { regions: stated(regions, parsed.regions) }),
    answers,
    tables,
  }
  return `${JSON.stringify(made, null, 2)}\n`
}
