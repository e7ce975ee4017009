import { type ResultRow, resultsFormat } from '../schema/results'
import type { RoundFile, RoundStop, VisitRecord } from './round'

/** The finished visits of a round as rows of inspections, in the order of the round. */
export const resultRows = (file: RoundFile, visits: Readonly<Record<string, VisitRecord>>): ResultRow[] =>
  finished(file, visits).map(([stop, record]) => rowOf(file, stop, record))

/** Visits that are said to be finished, with their results, in the order of the round. */
export const finished = (
  { stops }: RoundFile,
  visits: Readonly<Record<string, VisitRecord>>,
): (readonly [RoundStop, VisitRecord])[] =>
  stops.flatMap(stop => {
    const record = visits[stop.id]
    return record?.entry.done ? [[stop, record] as const] : []
  })

/** The file that is sent, as text: what was written down by visit, and the same as rows of inspections. */
export function resultsText(file: RoundFile, visits: Readonly<Record<string, VisitRecord>>, made: string): string {
  const sent = Object.fromEntries(finished(file, visits).map(([stop, record]) => [stop.id, record]))
  const content = { format: resultsFormat, plan: file.plan, made, visits: sent, rows: resultRows(file, visits) }
  return JSON.stringify(content, null, 1)
}

function rowOf(file: RoundFile, stop: RoundStop, { entry }: VisitRecord): ResultRow {
  const { business, team } = stop
  const departments = [...new Set(team.map(({ department }) => department).filter(each => each !== ''))]
  const findings = entry.findings.filter(({ text }) => text.trim() !== '')
  const at = (clock: string | null): string | null =>
    entry.day === null || clock === null ? null : `${entry.day}T${clock}:00`
  return {
    inspection_id: stop.id,
    plan_id: file.plan.id,
    inspected_on: entry.day,
    started_at: at(entry.started),
    inspection_type: 'random',
    result: entry.result,
    item_name: orNull(findings.map(({ text }) => text.trim()).join(' | ')),
    problem_count: findings.length,
    critical_count: findings.filter(({ critical }) => critical).length,
    rectify_due_on: entry.rectifyBy,
    inspector_1: team[0]?.id ?? null,
    inspector_2: team[1]?.id ?? null,
    is_joint: departments.length > 1,
    entity_code: business.code,
    entity_name: orNull(business.name),
    industry_name: business.industry,
    region_code: business.region,
    region_name: business.regionName,
    address: business.address,
    department: departments[0] ?? null,
    finished_at: at(entry.finished),
    joint_departments: departments.length > 1 ? departments.join(' | ') : null,
    photo_names: orNull(entry.photos.join(' | ')),
    note: orNull(entry.note.trim()),
  }
}

const orNull = (text: string): string | null => (text === '' ? null : text)
