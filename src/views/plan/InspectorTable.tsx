import { type CSSProperties, useMemo, useState } from 'react'
import { compareNames } from '../../i18n'
import type { Inspector } from '../../plan/roster'
import { type DataColumn, DataTable, type Sort, useColumnLook } from '../../ui/DataTable'
import type { TableValue } from '../../ui/table'
import { type InspectorPlaces, type InspectorRow, rowOf, useSteadyTexts } from './inspectorWords'

export interface InspectorTableProps {
  readonly inspectors: readonly Inspector[]
  readonly places: InspectorPlaces
  readonly frozen: boolean
  /** Hears the index of an inspector. */
  onOpen(at: number): void
}

/** Rows in sight: a longer list is scrolled. */
const mostShown = 14
const widths = { id: 110, name: 90, department: 150, regions: 150, industries: 180, capacity: 90, interests: 190 }

/** All inspectors of a plan: sorted by any column, a row opens one. */
export function InspectorTable({ inspectors, places, frozen, onOpen }: InspectorTableProps) {
  const texts = useSteadyTexts()
  const { t, formats } = texts
  const look = useColumnLook()
  const [sort, setSort] = useState<Sort | null>(null)
  const rows = useMemo(() => inspectors.map(each => rowOf(each, places, texts)), [inspectors, places, texts])
  const order = useMemo(() => orderOf(rows, sort), [rows, sort])
  const columns: DataColumn[] = [
    ...(['id', 'name', 'department', 'regions', 'industries'] as const).map(key => ({
      ...{ key, label: t(`plan.inspectors.column.${key}`), width: widths[key] },
    })),
    {
      ...{ key: 'capacity', label: t('plan.inspectors.column.capacity'), width: widths.capacity, align: 'right' },
      render: value => formats.count(Number(value)),
    },
    { key: 'interests', label: t('plan.inspectors.interests'), width: widths.interests },
    {
      ...{ key: 'remark', label: t('plan.inspectors.remark'), width: 220 },
      render: value => <span className="plan-inspectors-remark">{String(value)}</span>,
    },
  ]
  return (
    <div
      className="plan-inspectors-table"
      style={{ '--rows': Math.min(inspectors.length, mostShown) } as CSSProperties}
    >
      <DataTable
        label={t('plan.inspectors.title')}
        look={look}
        count={rows.length}
        columns={columns}
        row={at => rows[order[at] ?? -1]}
        sort={sort}
        onSort={key => setSort(now => ({ key, descending: now?.key === key ? !now.descending : false }))}
        onOpen={at => onOpen(order[at] ?? -1)}
        bar={t(frozen ? 'plan.inspectors.open.frozen' : 'plan.inspectors.open')}
      />
    </div>
  )
}

/** Indices of rows in the order of a column; rows without a value come last, whichever way. */
export function orderOf(rows: readonly InspectorRow[], sort: Sort | null): number[] {
  const order = rows.map((_, at) => at)
  if (sort === null) return order
  const of = (at: number): TableValue => rows[at]?.[sort.key] ?? null
  const way = sort.descending ? -1 : 1
  return order.sort((i, j) => {
    const [a, b] = [of(i), of(j)]
    if (a === null || b === null) return a === b ? i - j : a === null ? 1 : -1
    const compared = typeof a === 'number' && typeof b === 'number' ? a - b : compareNames(String(a), String(b))
    return way * compared || i - j
  })
}
