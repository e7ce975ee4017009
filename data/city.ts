import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeBusinesses } from './businesses'
import { calendarFile } from './calendar'
import { complaintColumns, complaintRows } from './complaints'
import { inspectionColumns, inspectionRows } from './inspections'
import type { Origin } from './marker'
import { cityName } from './names'
import { permitColumns, permitRows } from './permits'
import { drawMap, geoJson } from './regions'
import { type Table, truths } from './truths'
import { type Written, writeParquet } from './write'

/** Permits and inspections for each business, about. */
const PERMITS = 1.5
const INSPECTIONS = 3.75

/** What `targets.json` holds. */
const targetsFile = {
  figures: {
    critical_rate: { atMost: 0.1 },
    problem_rate: { atMost: 0.25 },
    closed_on_time: { atLeast: 0.9 },
    permits_on_time: { atLeast: 0.95 },
  },
  complaints: { close_within_days: 15, working_days: false },
  permits: { decide_within_days: 20, working_days: true },
  visits: { per_level: 2, in_all: 4, repeat_days: 30 },
}

export type Tables = Readonly<Record<Table, Written>>
export type OnStep = (step: string) => void

function writeJson(dir: string, file: string, value: unknown): { file: string; sha256: string } {
  const text = `${JSON.stringify(value)}\n`
  writeFileSync(join(dir, file), text)
  return { file, sha256: createHash('sha256').update(text).digest('hex') }
}

/** Writes every file of a city into an empty folder. The same origin gives the same bytes. */
export async function writeCity(dir: string, { seed, rows, businesses }: Origin, onStep: OnStep): Promise<Tables> {
  onStep('regions')
  const map = drawMap()
  const districts = writeJson(dir, 'districts.geojson', geoJson(map.districts))
  const subdistricts = writeJson(dir, 'subdistricts.geojson', geoJson(map.subdistricts))
  writeJson(dir, 'calendar.json', calendarFile)
  writeJson(dir, 'targets.json', targetsFile)

  onStep('businesses')
  const city = makeBusinesses(seed, map, businesses)
  const codes = [...map.subdistricts.map(({ code }) => code), truths.unknownRegionCode]

  onStep('permits')
  const permits = await writeParquet(
    join(dir, 'permits.parquet'),
    permitColumns(codes),
    permitRows(seed, map, city, Math.round(businesses * PERMITS)),
  )
  onStep('inspections')
  const inspections = await writeParquet(
    join(dir, 'inspections.parquet'),
    inspectionColumns(codes),
    inspectionRows(seed, map, city, Math.round(businesses * INSPECTIONS)),
  )
  onStep('complaints')
  const complaints = await writeParquet(
    join(dir, 'complaints.parquet'),
    complaintColumns(codes),
    complaintRows(seed, map, city, rows),
  )
  const tables = { permits, inspections, complaints }
  writeJson(dir, 'catalog.json', {
    name: cityName,
    asOf: truths.to,
    coordinates: 'WGS-84',
    extracts: Object.entries(tables).map(([table, { sha256 }]) => ({ table, file: `${table}.parquet`, sha256 })),
    regions: [
      { level: 'district', ...districts, code: 'code', name: 'name' },
      { level: 'subdistrict', ...subdistricts, code: 'code', name: 'name', parent: 'parent' },
    ],
    calendar: 'calendar.json',
    targets: 'targets.json',
  })
  return tables
}
