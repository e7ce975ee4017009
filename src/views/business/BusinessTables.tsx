import { useMemo } from 'react'
import { useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { tableTitle, useTexts } from '../../i18n'
import { alignOf, cellOf, headingOf } from '../../parts/cells'
import { rowColumns, rowsAt } from '../../queries/rows'
import type { BusinessRows } from '../../risk/facts'
import { type TableName, tableNames } from '../../schema'
import { PlainTable } from '../../ui/PlainTable'

/** Rows of a table on the page: the newest. */
const mostRows = 200
/** What the head of the page says already, and where a row stands. */
const said = new Set(['entity_code', 'entity_name', 'address', 'lon', 'lat', 'region_code', 'region_name', 'link_method', 'source_row', 'industry_name']) // biome-ignore format: a list of names

export interface BusinessTablesProps {
  readonly rows: BusinessRows
  readonly profile: Profile
  readonly regions: ReadonlyMap<string, string>
}

/** Everything that the three extracts say of the business, newest first. */
export function BusinessTables({ rows, profile, regions }: BusinessTablesProps) {
  return tableNames
    .filter(table => rows[table].length > 0)
    .map(table => <RowsOf key={table} table={table} places={rows[table]} profile={profile} regions={regions} />)
}

interface RowsOfProps {
  readonly table: TableName
  readonly places: readonly { readonly file: number; readonly row: number }[]
  readonly profile: Profile
  readonly regions: ReadonlyMap<string, string>
}

function RowsOf({ table, places, profile, regions }: RowsOfProps) {
  const texts = useTexts()
  const { t, formats, language } = texts
  const shown = useMemo(
    () => rowColumns(table, profile.filled[table]).filter(name => !said.has(name)),
    [table, profile],
  )
  const question = useMemo(() => rowsAt(table, places.slice(-mostRows), shown, mostRows), [table, places, shown])
  const { rows } = useRows(question)
  const data = useMemo(() => {
    const all = rows ?? []
    // A column that says nothing of this business only takes room.
    const filled = shown.filter(name => all.some(row => row[name] !== null && row[name] !== undefined))
    return {
      columns: filled.map(name => ({ key: name, label: headingOf(table, name, texts), align: alignOf(name) })),
      rows: all.map(row =>
        Object.fromEntries(filled.map(name => [name, cellOf(table, name, row[name] ?? null, regions, texts)])),
      ),
    }
  }, [rows, shown, table, regions, texts])
  const title = tableTitle(table, language)
  const cut = places.length > mostRows ? ` · ${t('risk.rows.cut', { n: formats.count(mostRows) })}` : ''
  return (
    <section className="business-rows ui-card">
      <h2>{title}</h2>
      <p className="business-sub">
        {t('risk.rows.count', { n: formats.count(places.length) })}
        {cut}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="business-scroll" tabIndex={0} aria-label={title}>
        <PlainTable data={data} caption={title} />
      </section>
    </section>
  )
}
