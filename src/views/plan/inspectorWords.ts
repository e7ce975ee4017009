import { useMemo } from 'react'
import { type Texts, useTexts } from '../../i18n'
import { mostInspectors } from '../../plan/draft'
import { type InspectorColumn, inspectorColumns } from '../../plan/inspectorColumns'
import { mostCapacity } from '../../plan/inspectorRow'
import { type InspectorProblem, inspectorTable, tableProblems } from '../../plan/inspectorRows'
import type { Inspector, Interest } from '../../plan/roster'
import type { TableData } from '../../ui/table'

/** A region of the plan's level. */
export interface InspectorRegion {
  readonly code: string
  /** In the language on screen. */
  readonly name: string
  /** In every language that the extracts have. */
  readonly names: readonly string[]
}

/** What a plan's inspectors are held against: made once for a list. */
export interface InspectorPlaces {
  readonly regions: readonly InspectorRegion[]
  readonly industries: readonly string[]
  readonly names: ReadonlyMap<string, string>
  readonly known: ReadonlySet<string>
}

export const placesOf = (regions: readonly InspectorRegion[], industries: readonly string[]): InspectorPlaces => ({
  regions,
  industries,
  names: new Map(regions.map(({ code, name }) => [code, name])),
  known: new Set(industries),
})

/** `useTexts` as one value that changes with the language alone: rows of a long list are worded once. */
export function useSteadyTexts(): Texts {
  const { t, language, formats } = useTexts()
  return useMemo(() => ({ t, language, formats }), [t, language, formats])
}

/** Headings of our own tables, which a table that is taken in may have as well. */
export const headingsOf = (t: Texts['t']): Readonly<Record<InspectorColumn, string>> =>
  Object.fromEntries(inspectorColumns.map(column => [column, t(`plan.inspectors.column.${column}`)])) as Record<
    InspectorColumn,
    string
  >

export const listed = (texts: readonly string[], language: Texts['language']): string =>
  texts.join(language === 'zh' ? '、' : ', ')

/** Why a visit will never be somebody's, or not everywhere where the list says; null where nothing is odd. */
export function remarkOf(inspector: Inspector, places: InspectorPlaces, { t, language }: Texts): string | null {
  const { capacity, regions, industries } = inspector
  if (capacity === 0) return t('plan.inspectors.mark.idle')
  const strange = regions.filter(code => !places.names.has(code))
  if (regions.length > 0 && strange.length === regions.length) return t('plan.inspectors.mark.nowhere')
  if (industries.length > 0 && !industries.some(industry => places.known.has(industry)))
    return t('plan.inspectors.mark.industries')
  return strange.length === 0 ? null : t('plan.inspectors.mark.regions', { regions: listed(strange, language) })
}

/** An inspector as a row of a table on screen. */
export interface InspectorRow extends Readonly<Record<string, string | number | null>> {
  readonly id: string
  readonly name: string
  readonly department: string
  readonly regions: string
  readonly industries: string
  readonly capacity: number
  readonly interests: string | null
  readonly remark: string | null
}

export function rowOf(inspector: Inspector, places: InspectorPlaces, texts: Texts): InspectorRow {
  const { t, language, formats } = texts
  const { id, name, department, regions, industries, capacity, interests } = inspector
  const all = (of: readonly string[]): string => (of.length === 0 ? t('plan.inspectors.all') : listed(of, language))
  const n = (kind: Interest['kind']): string => formats.count(interests.filter(each => each.kind === kind).length)
  const counts = { entities: n('entity'), owners: n('owner'), addresses: n('address') }
  return {
    ...{ id, name, department, capacity },
    regions: all(regions.map(code => places.names.get(code) ?? code)),
    industries: all(industries),
    interests: interests.length === 0 ? null : t('plan.inspectors.interests.some', counts),
    remark: remarkOf(inspector, places, texts),
  }
}

/** What the table can be downloaded as: it is read back as the same inspectors. */
export function downloadOf(inspectors: readonly Inspector[], t: Texts['t']): TableData {
  const headings = headingsOf(t)
  const [, ...rows] = inspectorTable(inspectors, headings)
  return {
    columns: inspectorColumns.map(key => ({ key, label: headings[key] })),
    rows: rows.map(cells => Object.fromEntries(inspectorColumns.map((key, at) => [key, cells[at] ?? '']))),
  }
}

/** A problem in words, without its line. */
export function problemText({ code, value, column, first }: InspectorProblem, { t, formats }: Texts): string {
  return t(`plan.inspectors.problem.${code}`, {
    value: code === 'too_many' ? formats.count(Number(value)) : value,
    column: column === null ? '' : t(`plan.inspectors.column.${column}`),
    first: formats.count(first),
    most: formats.count(mostInspectors),
    mostCapacity: formats.count(mostCapacity),
  })
}

const ofTable: ReadonlySet<string> = new Set(tableProblems)
/** Problems that leave something out of a row that is taken. */
const without: ReadonlySet<string> = new Set(['region_unknown', 'region_ambiguous', 'nothing_said'])

/** What becomes of the row of a problem; null where it is one of the whole table. */
export function stateOf({ code, taken }: InspectorProblem, t: Texts['t']): string | null {
  if (ofTable.has(code)) return null
  return t(`plan.inspectors.state.${!taken ? 'refused' : without.has(code) ? 'without' : 'taken'}`)
}

export interface DepartmentCount {
  readonly department: string
  readonly people: number
  readonly capacity: number
}

/** People and visits a day by department, the largest first. */
export function byDepartment(inspectors: readonly Inspector[]): DepartmentCount[] {
  const found = new Map<string, { department: string; people: number; capacity: number }>()
  for (const { department, capacity } of inspectors) {
    const own = found.get(department) ?? { department, people: 0, capacity: 0 }
    found.set(department, { department, people: own.people + 1, capacity: own.capacity + capacity })
  }
  return [...found.values()].sort((a, b) => b.people - a.people)
}
