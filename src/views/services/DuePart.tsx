import { useCallback, useMemo } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import type { Profile } from '../../extracts/report'
import { addDays } from '../../filters/days'
import { changedSearch } from '../../filters/useChoices'
import { isMessage, regionLabel, useTexts } from '../../i18n'
import { RowList } from '../../parts/RowList'
import type { ListedRow } from '../../queries/rows'
import { type DueWhich, dueColumns, dueCount, duePage } from '../../queries/serviceDue'
import { dueDays } from '../../queries/serviceStates'
import type { CellKind } from '../../ui/exportTable'
import { Segmented } from '../../ui/Segmented'
import type { TableValue } from '../../ui/table'
import type { Services } from './useServices'

const which: readonly DueWhich[] = ['soon', 'overdue']

const kindOf = (name: string): CellKind => (/_on$/.test(name) ? 'day' : name === 'left_days' ? 'number' : 'text')

/** Undecided permits and open complaints that are due next, or past their time; exported whole. */
export function DuePart({ services, profile }: { readonly services: Services; readonly profile: Profile }) {
  const { t, language, formats } = useTexts()
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams()
  const { asked, url } = services
  const shown = which.find(each => each === search.get('due')) ?? 'soon'
  const { asOf } = profile
  const input = useMemo(() => ({ filters: asked.filters, asOf, which: shown }), [asked.filters, asOf, shown])
  const count = useMemo(() => dueCount(input), [input])
  const regions = useMemo(() => new Map(profile.regions.regions.map(region => [region.code, region.name])), [profile])
  const page = useCallback<Parameters<typeof RowList>[0]['page']>((sort, part) => duePage(input, sort, part), [input])
  const heading = useCallback(
    (name: string): string => {
      const key = `services.column.${name}`
      return isMessage(key) ? t(key) : name
    },
    [t],
  )
  const cell = useCallback(
    (name: string, value: TableValue): string => {
      if (value === null) return '–'
      if (name === 'table') return t(value === 'permits' ? 'services.due.permits' : 'services.due.complaints')
      if (name === 'region_code') return regionLabel(String(value), regions.get(String(value)), language)
      if (/_on$/.test(name)) return formats.day(String(value))
      return typeof value === 'number' ? formats.count(value) : String(value)
    },
    [t, language, formats, regions],
  )
  const open = (row: ListedRow): void => {
    if (typeof row.entity_id === 'number')
      void navigate(`/business/${row.entity_id}${changedSearch('', () => url.choices)}`)
  }
  const sub =
    shown === 'soon'
      ? t('services.due.sub.soon', { from: formats.day(asOf), to: formats.day(addDays(asOf, dueDays - 1)) })
      : t('services.due.sub.overdue', { day: formats.day(asOf) })
  return (
    <section className="services-due" aria-labelledby="services-due">
      <header>
        <h2 id="services-due">{t('services.due')}</h2>
        <Segmented
          label={t('services.due.which')}
          value={shown}
          onChange={value =>
            setSearch(before => {
              const after = new URLSearchParams(before)
              if (value === 'soon') after.delete('due')
              else after.set('due', value)
              return after
            })
          }
          options={which.map(value => ({ value, label: t(`services.due.${value}`) }))}
        />
        <p>
          {sub} · {t('services.due.note')}
        </p>
      </header>
      <RowList
        key={shown}
        part
        label={t('services.due')}
        fileName={`${t('services.due.file')} ${t(`services.due.${shown}`)} ${asOf}`}
        count={count}
        shown={dueColumns}
        usual={{ column: 'due_on', descending: false }}
        page={page}
        heading={heading}
        cell={cell}
        kind={kindOf}
        empty={t('services.due.none')}
        onOpen={open}
      />
    </section>
  )
}
