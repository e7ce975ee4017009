import { useMemo, useState } from 'react'
import { type Texts, useTexts } from '../../i18n'
import type { Decomposition, Part } from '../../insight/decompose/parts'
import { useFrameState, useOrigin } from '../../parts/frame'
import { canFilter, filterOf } from '../../parts/whyLink'
import { nowText, whyNumbers } from '../../parts/whyWords'
import type { FigureKey } from '../../schema'
import { Card } from '../../ui/Card'
import { type DataColumn, type DataRow, DataTable, type Sort, useColumnLook } from '../../ui/DataTable'
import type { TableData, TableValue } from '../../ui/table'
import type { WhyPartProps } from './contracts'

const usualSort: Sort = { key: 'change', descending: true }

/** Every part with its numbers; a click on one filters by it. */
export function PartsTable({ why, by, name, bound, onPart }: WhyPartProps) {
  const texts = useTexts()
  const { t } = texts
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const look = useColumnLook()
  const [sort, setSort] = useState<Sort>(usualSort)
  const { shown, answer, updating } = why
  const found = shown?.explained.by.get(by) ?? null
  const figure = shown?.asked.figure ?? 'complaints'
  const columns = useMemo(
    () => (found === null ? [] : columnsOf(figure, found, bound, t(`why.by.${by}`), texts)),
    [figure, found, bound, by, t, texts],
  )
  const rows = useMemo(() => {
    const all = (found?.parts ?? []).map(part => ({ part, cells: cellsOf(part, name(by, part.value)) }))
    return all.sort((a, b) => inOrder(a.cells, b.cells, sort))
  }, [found, by, name, sort])
  const whole = found === null ? undefined : wholeOf(found, t('why.parts.all'))
  const filters = filterOf[by] !== undefined
  const table: TableData = {
    columns: columns.map(({ key, label, align, render }) => ({
      ...{ key, label, align },
      ...(render && { text: (value: TableValue) => String(render(value, {})) }),
    })),
    rows: [...rows.map(row => row.cells), ...(whole ? [whole] : [])],
  }
  return (
    <Card
      id="why-parts"
      className="why-parts"
      title={t('why.parts.title', { dimension: t(`why.by.${by}`) })}
      subtitle={t(filters ? 'why.parts.subtitle' : 'why.parts.subtitle.plain')}
      state={stateOf(answer, updating)}
      origin={shown?.asked.question ? originOf(shown.asked.question, answer) : undefined}
      table={table}
      note={found === null ? undefined : roundingOf(found, texts)}
    >
      <DataTable
        label={t('why.parts.title', { dimension: t(`why.by.${by}`) })}
        of={`${shown?.asked.figure} ${by}`}
        look={look}
        count={rows.length + 1}
        columns={columns}
        row={index => rows[index]?.cells ?? whole}
        sort={sort}
        onSort={key => setSort(now => ({ key, descending: now.key === key ? !now.descending : key !== 'name' }))}
        onOpen={
          filters
            ? (index, far) => {
                const part = rows[index]?.part
                if (part !== undefined && canFilter(by, part.value)) onPart(by, part.value, far)
              }
            : undefined
        }
      />
    </Card>
  )
}

function columnsOf(
  figure: FigureKey,
  found: Decomposition,
  bound: number | null,
  heading: string,
  texts: Texts,
): DataColumn[] {
  const { t, formats } = texts
  const numbers = whyNumbers(found, texts)
  const column = (key: string, label: string, text: (value: number) => string, width = 112): DataColumn => ({
    ...{ key, label, align: 'right', width },
    render: value => (typeof value === 'number' ? text(value) : '–'),
  })
  const isRate = found.unit === 'rate'
  return [
    { key: 'name', label: heading, width: isRate ? 152 : 160 },
    ...(isRate
      ? [
          column('past', t('why.parts.before'), numbers.value, 96),
          // The whole is written as in the sentences and on its tile.
          column('now', t('why.parts.now'), value => value === found.now ? nowText(figure, found, bound, texts) : numbers.value(value), 96), // biome-ignore format: a column a line
          column('rate', t('why.parts.rate'), numbers.change),
          column('mix', t('why.parts.mix'), numbers.change),
          column('change', t('why.parts.change'), numbers.change),
          column('share', t('why.parts.share'), numbers.share, 104),
          column('past_counted', t('why.parts.beforeCounted'), formats.count, 124),
          column('past_of', t('why.parts.beforeOf'), formats.count, 136),
          column('now_counted', t('why.parts.nowCounted'), formats.count, 124),
          column('now_of', t('why.parts.nowOf'), formats.count, 136),
        ]
      : [
          column('past_counted', t('why.parts.before'), formats.count, 96),
          column('now_counted', t('why.parts.now'), formats.count, 96),
          ...(found.days === null
            ? []
            : [
                column('past', t('why.parts.beforeDaily'), numbers.value),
                column('now', t('why.parts.nowDaily'), numbers.value),
              ]),
          column('change', t('why.parts.change'), numbers.change),
          column('own', t('why.parts.own'), value => numbers.share(value)),
          column('share', t('why.parts.share'), numbers.share),
        ]),
  ]
}

const cellsOf = ({ sums, past, now, change, rate, mix, share }: Part, name: string): DataRow => ({
  ...{ name, past, now, change, rate, mix, share },
  ...{ past_counted: sums.past, now_counted: sums.now, past_of: sums.past_of, now_of: sums.now_of },
  own: past === null || now === null || past === 0 ? null : (now - past) / past,
})

const wholeOf = (found: Decomposition, name: string): DataRow =>
  cellsOf({ ...found, value: null, share: found.parts[0]?.share == null ? null : 1 }, name)

function inOrder(a: DataRow, b: DataRow, { key, descending }: Sort): number {
  const [x, y] = [a[key] ?? null, b[key] ?? null]
  if (x === null || y === null) return Number(x === null) - Number(y === null)
  const order = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), 'zh-CN')
  return descending ? -order : order
}

/** What rounding makes of the column of changes: said where its sum is not the whole as written. */
function roundingOf(found: Decomposition, texts: Texts): string | undefined {
  const { change, decimals } = whyNumbers(found, texts)
  const scale = found.unit === 'rate' ? 100 : 1
  const round = (value: number): number => Number((value * scale).toFixed(decimals))
  const sum = Number(found.parts.reduce((all, part) => all + round(part.change), 0).toFixed(decimals))
  if (sum === round(found.change)) return undefined
  return texts.t('why.parts.rounding', { sum: change(sum / scale), all: change(found.change) })
}
