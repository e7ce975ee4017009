import type { FilterKey } from '../../filters/filters'
import type { Texts } from '../../i18n'
import type { TableColumn } from '../../ui/table'

/** Sentences one after another, as the language sets them; undefined without any. */
export function sentences(parts: readonly (string | undefined | false)[], { language }: Texts): string | undefined {
  const said = parts.filter(part => typeof part === 'string')
  return said.length === 0 ? undefined : said.join(language === 'zh' ? '' : ' ')
}

/** "Not filtered by …"; undefined without such filters. */
export const notFilteredBy = (
  keys: readonly FilterKey[],
  names: (keys: readonly FilterKey[]) => string,
  { t }: Texts,
): string | undefined => (keys.length === 0 ? undefined : t('burden.leftAside', { filters: names(keys) }))

export const stated = (value: string | null, { t }: Texts): string => value ?? t('words.notStated')

/** A column of numbers, each written by `text`. */
export const numbers = (key: string, label: string, text: (value: number) => string): TableColumn => ({
  key,
  label,
  align: 'right',
  text: value => (typeof value === 'number' ? text(value) : String(value)),
})

/** The highest share of a map of silos, and how many are near none; null where no share is known. */
export function silosSaid(
  which: 'burden.silos.says' | 'burden.silos.rows.says',
  cells: readonly { readonly first: string; readonly second: string; readonly share: number | null }[],
  name: (holder: string) => string,
  { t, formats }: Texts,
): string | null {
  const told = cells.flatMap(({ share, ...who }) => (share === null ? [] : [{ ...who, share }]))
  const [most] = [...told].sort((a, b) => b.share - a.share)
  if (most === undefined) return null
  return t(which, {
    a: name(most.first),
    b: name(most.second),
    high: formats.rate(most.share),
    n: formats.count(told.filter(({ share }) => share < 0.01).length),
    all: formats.count(told.length),
  })
}
