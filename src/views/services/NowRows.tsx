import { Link } from 'react-router'
import { useTexts } from '../../i18n'
import type { ServiceTable } from '../../parts/leagueWords'
import type { Subset } from '../../queries/rows'
import type { ServiceNow } from '../../queries/serviceNow'
import { rowsOf } from './links'
import type { Services } from './useServices'

const states: Readonly<Record<ServiceTable, readonly (readonly ['open' | 'overdue' | 'near' | 'soon', Subset])[]>> = {
  permits: [['open', 'undecided'], ['overdue', 'permit_overdue'], ['near', 'permit_near'], ['soon', 'permit_soon']],
  complaints: [['open', 'open'], ['overdue', 'overdue'], ['near', 'near'], ['soon', 'soon']],
} // biome-ignore format: a line a table

export interface NowRowsProps {
  readonly table: ServiceTable
  readonly now: ServiceNow
  readonly columns: number
  readonly services: Services
  readonly asOf: string
}

/** What is not over, below the shares: whatever the window. */
export function NowRows({ table, now, columns, services: { url }, asOf }: NowRowsProps) {
  const { t, formats } = useTexts()
  const label = (key: 'open' | 'overdue' | 'near' | 'soon'): string =>
    t(key === 'open' ? `services.set.now.open.${table}` : `services.set.now.${key}`)
  return (
    <>
      <tr className="services-now">
        <th scope="rowgroup" colSpan={columns}>
          {t('services.set.now', { day: formats.day(asOf) })}
        </th>
      </tr>
      {states[table].map(([key, subset]) => (
        <tr key={key} data-now={key}>
          <th scope="row">{label(key)}</th>
          <td data-number data-value={now[key]}>
            {formats.count(now[key])}
          </td>
          <td colSpan={columns - 3} />
          <td>
            <Link
              to={rowsOf(table, subset, url.choices)}
              aria-label={t('services.set.open.is', { measure: label(key) })}
            >
              {t('services.set.open')}
            </Link>
          </td>
        </tr>
      ))}
    </>
  )
}
