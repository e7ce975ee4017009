import type { Profile } from '../../extracts/report'
import { type FilterKey, type Filters, notRestricting } from '../../filters/filters'
import { regionLabel, type Texts } from '../../i18n'
import type { TableColumn } from '../../ui/table'

/** Names of the regions of a level and of what lies beside them. */
export function regionNames(profile: Profile, { t, language }: Texts): (code: string) => string {
  const names = new Map(profile.regions.regions.map(region => [region.code, region.name]))
  return code => (code === '~coarser' ? t('overview.map.coarser') : regionLabel(code, names.get(code), language))
}

/** "Not filtered by …" for what the businesses' counts do not follow; undefined where no such filter is in force. */
export function untouched(filters: Filters, beside: readonly ('regions' | 'area')[], { t, language }: Texts) {
  const set = beside.filter(key => filters[key] !== null && filters[key]?.length !== 0)
  const keys: readonly FilterKey[] = [...set, ...notRestricting(filters, 'entities')]
  if (keys.length === 0) return undefined
  const names = keys.map(key => t(`app.${key}.title`))
  return t('overview.notFiltered', { filters: names.join(language === 'zh' ? '、' : ', ') })
}

/** Sentences one after another, as the language sets them; undefined without any. */
export const sentences = (parts: readonly (string | undefined)[], { language }: Texts): string =>
  parts.filter(part => part !== undefined).join(language === 'zh' ? '' : ' ')

/** A column of numbers; its text is given by `text`. */
export const numberColumn = (key: string, label: string, text?: (value: number) => string): TableColumn => ({
  key,
  label,
  align: 'right',
  ...(text && { text: value => (typeof value === 'number' ? text(value) : String(value)) }),
})
