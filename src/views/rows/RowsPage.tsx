import { useCallback, useMemo } from 'react'
import { useParams, useSearchParams } from 'react-router'
import type { Profile } from '../../extracts/report'
import { notRestricting, resolve } from '../../filters/filters'
import type { FilteredTable } from '../../filters/predicates'
import { useChoices } from '../../filters/useChoices'
import { tableLabel, tableTitle, useTexts } from '../../i18n'
import { cellOf, headingOf, kindOf } from '../../parts/cells'
import { RowList, type Sorting } from '../../parts/RowList'
import { useRiskScheme } from '../../parts/riskScheme'
import { isState, rowColumns, rowCount, rowPage, type Subset, subsetsOf } from '../../queries/rows'
import { Segmented } from '../../ui/Segmented'
import type { TableValue } from '../../ui/table'
import { ListHead } from './ListHead'
import { listedTable, listedTables } from './listed'

const noColumns: readonly string[] = []

/** What every list offers; the others are led to from where they are counted. */
const offered: readonly Subset[] = ['all', 'problem', 'critical', 'late', 'on_time', 'permit_late']

/** The column that a list is sorted by until someone chooses: its day, newest first. */
function usualSort(table: FilteredTable, shown: readonly string[]): Sorting {
  const days = {
    permits: ['decided_at', 'valid_from', 'accepted_at'],
    inspections: ['inspected_on'],
    complaints: ['received_at'],
    entities: ['first_seen_on'],
  }
  return { column: days[table].find(name => shown.includes(name)) ?? shown[0] ?? '', descending: true }
}

/** The rows behind a figure, under the filters in force: sorted, read, exported whole. */
export function RowsPage({ profile }: { readonly profile: Profile }) {
  const texts = useTexts()
  const { t, language, formats } = texts
  const { choices, reset } = useChoices()
  const { table: named } = useParams()
  const [search, setSearch] = useSearchParams()
  const table = listedTable(named)
  const subset = subsetsOf[table].find(each => each === search.get('rows')) ?? 'all'
  const filled = table === 'entities' ? noColumns : profile.filled[table]
  const shown = useMemo(() => rowColumns(table, filled), [table, filled])
  const { asOf } = profile
  const { card } = useRiskScheme()
  const input = useMemo(
    () => ({ table, subset, asOf, filters: resolve(choices, asOf, profile.regions.regions, card).filters }),
    [table, subset, asOf, choices, profile, card],
  )
  const count = useMemo(() => rowCount(input), [input])
  const regions = useMemo(() => new Map(profile.regions.regions.map(region => [region.code, region.name])), [profile])
  const untouched = notRestricting(input.filters, table)

  const page = useCallback<Parameters<typeof RowList>[0]['page']>(
    (sort, part) => rowPage(input, shown, sort, part),
    [input, shown],
  )
  const heading = useCallback((name: string) => headingOf(table, name, texts), [table, texts])
  const cell = useCallback(
    (name: string, value: TableValue) => cellOf(table, name, value, regions, texts),
    [table, regions, texts],
  )
  const { from, to } = input.filters.window

  return (
    <div className="rows">
      <ListHead route="/rows" tables={listedTables} table={table} choices={choices}>
        {subsetsOf[table].length > 1 && (
          <Segmented
            label={t('rows.subset')}
            value={subset}
            onChange={(next: Subset) =>
              setSearch(before => {
                const after = new URLSearchParams(before)
                if (next === 'all') after.delete('rows')
                else after.set('rows', next)
                return after
              })
            }
            options={subsetsOf[table]
              .filter(value => value === subset || offered.includes(value))
              .map(value => ({ value, label: t(`rows.subset.${value}`) }))}
          />
        )}
        {isState(subset) && <span className="rows-note">{t('rows.asOf', { day: formats.day(asOf) })}</span>}
        {untouched.length > 0 && (
          <span className="rows-note">
            {t('overview.notFiltered', {
              filters: untouched.map(key => t(`app.${key}.title`)).join(language === 'zh' ? '、' : ', '),
            })}
          </span>
        )}
      </ListHead>
      <RowList
        key={table}
        label={tableTitle(table, language)}
        fileName={`${[tableLabel(table, language), from, to].filter(Boolean).join(' ')}`}
        count={count}
        shown={shown}
        usual={usualSort(table, shown)}
        page={page}
        heading={heading}
        cell={cell}
        kind={name => kindOf(table, name)}
        onRemoveFilters={reset}
      />
    </div>
  )
}
