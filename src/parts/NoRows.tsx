import type { Choices } from '../filters/filters'
import { defaults, restricts } from '../filters/filters'
import type { FilteredTable } from '../filters/predicates'
import type { ChoicesOfUrl } from '../filters/useChoices'
import { useTexts } from '../i18n'
import { EmptyState, type EmptyStateProps } from '../ui/EmptyState'

export interface NoRowsProps {
  readonly url: ChoicesOfUrl
  readonly table: FilteredTable
  readonly text?: string
  /** What else the page restricts it by. */
  readonly others?: EmptyStateProps['causes']
}

/** Nothing matched: names each filter that restricts the table, with its way out. */
export function NoRows({ url, table, text, others = [] }: NoRowsProps) {
  const { t } = useTexts()
  const keys = (
    ['window', 'regions', 'area', 'industries', 'departments', 'kinds', 'categories', 'results', 'classes'] as const
  ).filter(key => restricts[key].includes(table) && !same(url.choices[key], defaults[key]))
  return (
    <EmptyState
      text={text ?? t('overview.empty')}
      causes={[
        ...others,
        ...keys.map(key => ({
          label: t(`app.${key}.title`),
          onRemove: () => url.set({ [key]: defaults[key] } as Partial<Choices>),
        })),
      ]}
      onRemoveAll={keys.length > 1 ? url.reset : undefined}
    />
  )
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
