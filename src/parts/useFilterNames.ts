import type { FilterKey } from '../filters/filters'
import { useTexts } from '../i18n'

/** Names of filters in a sentence: "industry, result". */
export function useFilterNames(): (keys: readonly FilterKey[]) => string {
  const { t, language } = useTexts()
  const names: Record<FilterKey, string> = {
    window: t('app.window.title'),
    regions: t('app.regions.title'),
    area: t('app.area.chip'),
    industries: t('app.industries.title'),
    departments: t('app.departments.title'),
    kinds: t('app.kinds.title'),
    categories: t('app.categories.title'),
    results: t('app.results.title'),
    classes: t('app.classes.title'),
  }
  return keys =>
    keys.map(key => (language === 'en' ? names[key].toLowerCase() : names[key])).join(language === 'en' ? ', ' : '、')
}
