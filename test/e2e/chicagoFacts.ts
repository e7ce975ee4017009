import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../src/cli/files'

/** The real extracts, where they lie beside the project. They are only read. */
export const chicagoFolder = join(projectRoot, '..', 'shared', 'chicago')

/** Figures that another engine computed from the same files, where they are there. */
export const facts: Facts | null = existsSync(join(chicagoFolder, 'facts.json'))
  ? (JSON.parse(readFileSync(join(chicagoFolder, 'facts.json'), 'utf8')) as Facts)
  : null

export const noFacts = 'skipped: the real extracts are not beside the project (../shared/chicago)'

export interface Facts {
  readonly figures: Readonly<Record<string, number | null>>
  readonly figures_default_window: Readonly<Record<string, number | string>>
  readonly closed_on_time_parts: { readonly closed: number; readonly due: number }
  readonly results: Readonly<Record<string, number>>
  readonly complaints_by_year: Readonly<Record<string, number>>
  readonly complaints_2014_by_month: Readonly<Record<string, number>>
  readonly complaints_by_nature: Readonly<Record<string, number>>
  readonly inspections_by_facility_type_top10: Readonly<Record<string, number>>
  readonly inspections_by_community_area_top6: Readonly<Record<string, number>>
  readonly inspections_outside_every_area: number
  readonly without_coordinates: { readonly inspections: number }
  readonly top_community_areas_2013: Readonly<Record<string, number>>
}
