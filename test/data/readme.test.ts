import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { complaintColumns } from '../../data/complaints'
import { inspectionColumns } from '../../data/inspections'
import { permitColumns } from '../../data/permits'
import { truths } from '../../data/truths'
import { vocabulary } from '../../data/vocabulary'

const readme = readFileSync(new URL('../../data/README.md', import.meta.url), 'utf8')
const rows = readme
  .split('\n')
  .filter(line => line.startsWith('| '))
  .map(line =>
    line
      .slice(1, -1)
      .split('|')
      .map(cell => cell.trim()),
  )

it('lists every column, in order', () => {
  const listed = rows.filter(
    cells => cells.length === 4 && /^`\w+`$/.test(cells[1] ?? '') && !(cells[0] ?? '').match(/^\w+$/),
  )
  const columns = [permitColumns([]), inspectionColumns([]), complaintColumns([])].flatMap(Object.entries)
  expect(listed.map(([header, column]) => [header, column])).toEqual(
    columns.map(([key, column]) => [column.header, `\`${key}\``]),
  )
})

it('lists every word', () => {
  const words = Object.entries(vocabulary).flatMap(([table, columns]) =>
    Object.entries(columns).flatMap(([column, values]) =>
      Object.entries(values as Record<string, readonly string[]>).map(([value, texts]) =>
        [table, `\`${column}\``, value, texts.join(', ')].join('|'),
      ),
    ),
  )
  const listed = rows.filter(([table = '']) => Object.keys(vocabulary).includes(table))
  expect(listed.map(cells => cells.join('|'))).toEqual(words)
})

it('states the counts of dirt and the values of the other truths', () => {
  const { permits, inspections, complaints } = truths.dirt
  const count = (table: object, kind: string) => String((table as Record<string, number>)[kind] ?? '')
  for (const kind of new Set(Object.values(truths.dirt).flatMap(Object.keys))) {
    const listed = rows.find(([name]) => name === kind)
    expect([kind, ...(listed?.slice(1, 4) ?? [])]).toEqual([
      kind,
      count(permits, kind),
      count(inspections, kind),
      count(complaints, kind),
    ])
  }
  const { surge, lateDepartment, critical } = truths
  for (const value of Object.values(surge)) expect(readme).toContain(String(value))
  expect(readme).toContain(`${lateDepartment.department} closes ${lateDepartment.onTime * 100} %`)
  for (const [officer, value] of Object.entries(critical.inspectors))
    expect(readme).toContain(`${officer} | ${value} |`)
  for (const code of Object.keys(critical.subdistricts)) expect(readme).toContain(`\`${code}\``)
  const traits = [critical.base, critical.carelessness, critical.youngLicence, critical.yearSinceVisit]
  for (const value of [...traits, critical.afterCritical, critical.summerFood, critical.noPermit])
    expect(rows.some(cells => cells.length === 2 && cells[1]?.startsWith(String(value)))).toBe(true)
})
