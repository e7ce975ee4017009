import { useMemo } from 'react'
import { useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { tableTitle, useTexts } from '../../i18n'
import { columnsAt, valueAt } from '../../parts/asOfCells'
import { alignOf, cellOf, headingOf } from '../../parts/cells'
import { rowColumns, rowsAt } from '../../queries/rows'
import type { BusinessRows } from '../../risk/facts'
import type { AsOf } from '../../risk/factsSql'
import { type TableName, tableNames } from '../../schema'
import { PlainTable } from '../../ui/PlainTable'
import { listedRows } from './listedRows'

/** Rows of a table on the page: the newest. */
const mostRows = 200
/** What the head of the page says already, and where a row stands. */
const said = new Set(['entity_code', 'entity_name', 'address', 'lon', 'lat', 'region_code', 'region_name', 'link_method', 'source_row', 'industry_name']) // biome-ignore format: a list of names

export interface BusinessTablesProps {
  readonly rows: BusinessRows
  readonly at: AsOf
  readonly profile: Profile
  readonly regions: ReadonlyMap<string, string>
}

/** Everything that the three extracts say of the business up to the day, newest first. */
export function BusinessTables(props: BusinessTablesProps) {
  return tableNames
    .filter(table => props.rows[table].length > 0)
    .map(table => <RowsOf key={table} table={table} {...props} />)
}

function RowsOf({ table, rows: all, at, profile, regions }: BusinessTablesProps & { readonly table: TableName }) {
  const texts = useTexts()
  const { t, formats, language } = texts
  const shown = useMemo(
    () => columnsAt(rowColumns(table, profile.filled[table]), at).filter(name => !said.has(name)),
    [table, profile, at],
  )
  const { places, count, later } = useMemo(() => listedRows(all, table, at.day, mostRows), [all, table, at])
  const question = useMemo(() => rowsAt(table, places, shown, mostRows), [table, places, shown])
  const { rows } = useRows(question)
  const data = useMemo(() => {
    const listed = (rows ?? []).map(row =>
      Object.fromEntries(shown.map(name => [name, valueAt(table, name, row[name] ?? null, at)])),
    )
    // A column that says nothing of this business only takes room.
    const filled = shown.filter(name => listed.some(row => (row[name] ?? null) !== null))
    return {
      columns: filled.map(name => ({ key: name, label: headingOf(table, name, texts), align: alignOf(name) })),
      rows: listed.map(row =>
        Object.fromEntries(filled.map(name => [name, cellOf(table, name, row[name] ?? null, regions, texts)])),
      ),
    }
  }, [rows, shown, table, at, regions, texts])
  const title = tableTitle(table, language)
  const notes = [
    t('risk.rows.count', { n: formats.count(count) }),
    count > mostRows ? t('risk.rows.cut', { n: formats.count(mostRows) }) : null,
    later > 0 ? t('risk.rows.later', { n: formats.count(later) }) : null,
  ]
  return (
    <section className="business-rows ui-card">
      <h2>{title}</h2>
      <p className="business-sub">{notes.filter(note => note !== null).join(' · ')}</p>
      {count > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className="business-scroll" tabIndex={0} aria-label={title}>
          <PlainTable data={data} caption={title} />
        </section>
      )}
    </section>
  )
}
