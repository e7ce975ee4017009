import { useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { Profile } from '../../extracts/report'
import { resolve } from '../../filters/filters'
import { useChoices } from '../../filters/useChoices'
import { useTexts } from '../../i18n'
import { horizons } from '../../insight/forecast/outlook'
import type { Step } from '../../insight/forecast/slots'
import { useRiskScheme } from '../../parts/riskScheme'
import { useOutlook } from '../../parts/useOutlook'
import type { TableName } from '../../schema'
import { Segmented } from '../../ui/Segmented'
import { useReady } from '../../ui/useReady'
import { OutlookRow } from './OutlookRow'

const tables: readonly TableName[] = ['complaints', 'inspections', 'permits']

/** What comes next: complaints, inspections and permits by month or week, and how good such forecasts were so far. */
export function OutlookPage({ profile }: { readonly profile: Profile }) {
  const { t, formats } = useTexts()
  const url = useChoices()
  const { card } = useRiskScheme()
  const [search, setSearch] = useSearchParams()
  const { asOf } = profile
  const { filters } = useMemo(
    () => resolve(url.choices, asOf, profile.regions.regions, card),
    [url.choices, asOf, profile, card],
  )
  const step: Step = search.get('by') === 'week' ? 'week' : 'month'
  const asked = Number(search.get('ahead'))
  const horizon = horizons[step].find(each => each === asked) ?? horizons[step][1]
  const change = (name: string, value: string | null): void => {
    const changed = new URLSearchParams(search)
    changed.delete('ahead')
    if (value === null) changed.delete(name)
    else changed.set(name, value)
    setSearch(changed)
  }
  const end = filters.window.to < asOf ? filters.window.to : asOf
  const complaints = useOutlook('complaints', step, filters, asOf)
  const inspections = useOutlook('inspections', step, filters, asOf)
  const permits = useOutlook('permits', step, filters, asOf)
  const answers = { complaints, inspections, permits }
  useReady([complaints, inspections, permits].every(each => each.live || (each.error ?? each.answer.error) !== null))
  return (
    <div className="outlook">
      <div className="outlook-head">
        <Segmented
          label={t('outlook.by')}
          value={step}
          onChange={next => change('by', next === 'month' ? null : next)}
          options={(['month', 'week'] as const).map(value => ({ value, label: t(`outlook.by.${value}`) }))}
        />
        <Segmented
          label={t('outlook.horizon')}
          value={String(horizon)}
          onChange={next => change('ahead', Number(next) === horizons[step][1] ? null : next)}
          options={horizons[step].map(n => ({ value: String(n), label: t(`outlook.horizon.${step}`, { n }) }))}
        />
        <p>{t('outlook.intro', { day: formats.day(end) })}</p>
      </div>
      {tables.map(table => {
        const worked = answers[table]
        return (
          <OutlookRow key={table} table={table} step={step} horizon={horizon} worked={worked} filters={filters} url={url} end={end} />
        ) // biome-ignore format: one element
      })}
      <Method />
    </div>
  )
}

/** How it is worked out, and where from. */
function Method() {
  const { t } = useTexts()
  const [open, setOpen] = useState(false)
  return (
    <details className="outlook-how" open={open} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{t('outlook.how')}</summary>
      {(['model', 'intervals', 'test', 'naive', 'data'] as const).map(part => (
        <p key={part}>{t(`outlook.how.${part}`)}</p>
      ))}
    </details>
  )
}
