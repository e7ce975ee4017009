import type { ExtractEngine } from '../engine/engine'
import { type AsOf, asOfDay, codedColumns } from '../risk/factsSql'
import { keptTable, makeIndicators } from '../risk/kept'
import { defaultSettings, type IndicatorSettings } from '../risk/scorecard'

/** Makes a table of indicators and its norms (`makeIndicators`), by the numbers of words where columns are ENUM. */
export async function fillIndicators(
  engine: ExtractEngine,
  name: string,
  at: AsOf,
  settings: IndicatorSettings,
  signal?: AbortSignal,
): Promise<void> {
  const coded = new Set((await engine.rows(codedColumns, signal)).map(column => column.name))
  await engine.run(makeIndicators(name, at, settings, coded), signal)
}

/** Fills the kept table as of the extracts' last day. */
export const fillKeptIndicators = (engine: ExtractEngine, asOf: string, signal?: AbortSignal): Promise<void> =>
  fillIndicators(engine, keptTable, asOfDay(asOf, asOf), defaultSettings, signal)
