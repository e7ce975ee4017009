import { createContext, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { toCsv } from './csv'
import { saveBlob } from './download'
import type { AboutLine, ExportTable, ExportWords } from './exportTable'
import type { MenuItem } from './Menu'
import type { TableData } from './table'

/** What holds for every export of the page: filters in words, as-of day, version. Without one, exports tell nothing of it. */
export const ExportAbout = createContext<readonly AboutLine[]>([])

/** The lines and words of an export under a title, at this moment. */
export function useExportTable(): (title: string, subtitle?: string) => Omit<ExportTable, 'columns'> {
  const { t } = useTranslation()
  const lines = useContext(ExportAbout)
  const words: ExportWords = {
    about: t('ui.export.about'),
    rows: t('ui.export.rows'),
    replaced: t('ui.export.replaced'),
    cut: t('ui.export.cut'),
  }
  return (title, subtitle) => ({
    title,
    words,
    about: [
      [t('ui.export.title'), title],
      ...(subtitle ? [[t('ui.export.subtitle'), subtitle] as const] : []),
      ...lines,
      [t('ui.export.time'), localTime(new Date())],
    ],
  })
}

/** The menu's entries that export a table, for cards and tiles; `onFailed` hears why one could not be written. */
export function useTableExports(
  table: TableData | undefined,
  title: string,
  subtitle: string | undefined,
  onFailed: (error: unknown) => void,
): MenuItem[] {
  const { t } = useTranslation()
  const about = useExportTable()
  if (table === undefined) return []
  const save = async (format: 'csv' | 'xlsx' | 'parquet'): Promise<void> => {
    const { columns, rows } = table
    if (format === 'csv') {
      saveBlob(new Blob([toCsv(columns, rows)], { type: 'text/csv;charset=utf-8' }), `${title}.csv`)
      return
    }
    const [{ writeTable }, { exportColumns }] = await Promise.all([import('./writeTable'), import('./exportTable')])
    const spec = { ...about(title, subtitle), columns: exportColumns(table) }
    // Only plain values travel to the worker; rows of charts may hold more.
    const plain = rows.map(row => Object.fromEntries(columns.map(({ key }) => [key, row[key] ?? null])))
    saveBlob(await writeTable(format, spec, [plain]), `${title}.${format}`)
  }
  const labels = { csv: t('ui.exportCsv'), xlsx: t('ui.exportXlsx'), parquet: t('ui.exportParquet') }
  return (['csv', 'xlsx', 'parquet'] as const).map(format => ({
    key: format,
    group: 'export',
    label: labels[format],
    disabled: table.rows.length === 0,
    onSelect: () => void save(format).catch(onFailed),
  }))
}

/** ISO with the zone's offset: who reads it later may sit elsewhere. */
function localTime(now: Date): string {
  const offset = -now.getTimezoneOffset()
  const two = (n: number): string => String(Math.floor(Math.abs(n))).padStart(2, '0')
  const local = new Date(now.getTime() + offset * 60_000).toISOString().slice(0, 19)
  return `${local}${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`
}
