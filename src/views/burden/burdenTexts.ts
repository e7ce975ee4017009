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
