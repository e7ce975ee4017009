import { classLabel, regionLabel, wordLabel } from '../../i18n'
import { type RiskWords, scoreText, whyText } from '../../parts/riskWhy'
import type { RiskRow } from '../../queries/riskList'
import { knownResults } from '../../risk/scorecard'
import { ClassBadge } from '../../ui/ClassBadge'
import type { DataColumn, DataRow } from '../../ui/DataTable'
import type { CellKind, ExportColumn, ExportRow } from '../../ui/exportTable'

/** Columns of the list, in order; `plain` ones stand in exports as they are. */
export const riskColumns = [
  'class', 'score', 'entity_name', 'why', 'last_visit_on', 'last_severity', 'days_since', 'complaints_open', 'permit_state', 'industry_name', 'region_code',
  'entity_code', 'visits', 'critical_recent', 'complaints_year', 'valid_to', 'days_over', 'coverage', 'declared_class',
] as const // biome-ignore format: a list of names
export type RiskColumn = (typeof riskColumns)[number]

/** Columns that are hidden until someone asks for them. */
export const hiddenAtFirst: readonly RiskColumn[] = ['entity_code', 'visits', 'critical_recent', 'complaints_year', 'valid_to', 'days_over', 'coverage', 'declared_class'] // biome-ignore format: a list of names

const widths: Partial<Record<RiskColumn, number>> = {
  class: 52, score: 76, entity_name: 224, industry_name: 112, why: 300, last_visit_on: 122, last_severity: 92, days_since: 84, complaints_open: 84,
  permit_state: 150, region_code: 104, entity_code: 160, visits: 72, critical_recent: 84, complaints_year: 96, valid_to: 122, days_over: 92, coverage: 80, declared_class: 92,
} // biome-ignore format: a table of numbers
const right: readonly RiskColumn[] = ['score', 'days_since', 'complaints_open', 'visits', 'critical_recent', 'complaints_year', 'days_over', 'coverage'] // biome-ignore format: a list of names

/** A cell in words. */
export function riskText(column: RiskColumn, row: RiskRow, words: RiskWords): string {
  const { t, formats, language } = words.texts
  switch (column) {
    case 'score':
      return scoreText(row.score)
    case 'why':
      return whyText(row, 3, words)
    case 'last_severity':
      return row.last_severity === null ? '–' : wordLabel('result', knownResults[row.last_severity - 1] ?? null, language)
    case 'last_visit_on':
    case 'valid_to':
      return formats.day(row[column])
    case 'days_since':
      return row.days_since === null ? t('risk.never') : formats.count(row.days_since)
    case 'permit_state':
      return t(`risk.state.${row.permit_state}`)
    case 'region_code':
      return row.region_code === null ? '–' : regionLabel(row.region_code, words.regions.get(row.region_code), language)
    case 'coverage':
      return formats.rate(row.coverage)
    case 'days_over':
    case 'complaints_open':
    case 'visits':
    case 'critical_recent':
    case 'complaints_year':
      return formats.count(row[column])
    default:
      return row[column] ?? '–'
  } // biome-ignore format: a cell a line
}

/** The columns of the table on the page. */
export function tableColumns(words: RiskWords, select: DataColumn): DataColumn[] {
  const { texts } = words
  const { t } = texts
  const shown = (column: RiskColumn) => (_: unknown, row: DataRow) => {
    const of = row as unknown as RiskRow
    if (column === 'class') return <ClassBadge letter={of.class} title={classLabel(of.class, texts)} />
    if (column === 'entity_name')
      return (
        <span className="risk-name">
          <strong>{of.entity_name ?? t('risk.noName')}</strong>
          <small>{[of.address, of.entity_code].filter(Boolean).join(' · ')}</small>
        </span>
      )
    if (column === 'why') return <span className="risk-why">{riskText(column, of, words)}</span>
    return riskText(column, of, words)
  }
  return [
    select,
    ...riskColumns.map(
      (column): DataColumn => ({
        key: column,
        label: t(`risk.column.${column}`),
        width: widths[column],
        align: right.includes(column) ? 'right' : undefined,
        unsorted: column === 'why' || column === 'class',
        render: shown(column),
        // What has no value says so in its own words.
        missing: column === 'days_since' ? t('risk.never') : '–',
      }),
    ),
  ]
}

const kinds: Partial<Record<RiskColumn, CellKind>> = {
  score: 'number', last_visit_on: 'day', valid_to: 'day', days_since: 'number', complaints_open: 'number', visits: 'number', critical_recent: 'number',
  complaints_year: 'number', days_over: 'number', coverage: 'number',
} // biome-ignore format: a table of kinds

/** The columns of an export: codes stay text, days stay days, words are words. */
export const exportColumns = (words: RiskWords): ExportColumn[] => [
  { key: 'rank', label: words.texts.t('risk.column.rank'), kind: 'number' },
  ...riskColumns.map(key => ({
    key,
    label: words.texts.t(`risk.column.${key}`),
    kind: kinds[key] ?? ('text' as const),
  })),
  { key: 'address', label: words.texts.t('risk.column.address'), kind: 'text' as const },
]

/** Decimals of what is worked out: those of a score are the page's, and more would only seem exact. */
const decimals: Partial<Record<RiskColumn, number>> = { score: 1, coverage: 3 }

const numberOf = (column: RiskColumn, value: ExportRow[string]): ExportRow[string] => {
  const digits = decimals[column]
  return digits === undefined || typeof value !== 'number' ? value : Number(value.toFixed(digits))
}

/** A row of an export. */
export function exportRow(row: RiskRow, words: RiskWords): ExportRow {
  const cells = riskColumns.map(column => [
    column,
    kinds[column] === undefined
      ? column === 'class'
        ? row.class
        : riskText(column, row, words)
      : numberOf(column, (row as unknown as ExportRow)[column]),
  ])
  return { rank: row.rank, address: row.address, ...Object.fromEntries(cells), why: whyText(row, 12, words) }
}
