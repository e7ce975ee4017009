import { type DuckDbEngine, openDuckDb } from '../engine/duckdb'
import { nodePlatform } from '../engine/duckdbNode'
import { type Calendar, mondayToFriday, parseCalendar } from '../extracts/calendar'
import { type Catalogue, parseCatalogue } from '../extracts/catalogue'
import { openDecoder } from '../extracts/decoderNode'
import { prepare } from '../extracts/prepare'
import type { Profile } from '../extracts/report'
import { noTargets, parseTargets, type Targets } from '../extracts/targets'
import { diskFolder } from './folder'

/** A folder of extracts, loaded in this process. */
export interface LoadedFolder {
  readonly engine: DuckDbEngine
  readonly catalogue: Catalogue
  readonly calendar: Calendar
  readonly targets: Targets
  readonly texts: { readonly catalogue: string; readonly calendar: string | null; readonly targets: string | null }
  readonly profile: Profile
  /** SHA-256 of every extract and region file by its name. */
  readonly hashes: Readonly<Record<string, string>>
}

/** Loads a folder as the page does, with the same code and engine. Rejects with ExtractError for a broken catalogue. */
export async function loadFolder(dir: string, catalogueText?: string): Promise<LoadedFolder> {
  const folder = diskFolder(dir)
  const text = catalogueText ?? (await folder.text(folder.catalogue))
  const catalogue = parseCatalogue(text, folder.catalogue)
  const calendarText = catalogue.calendar ? await folder.text(catalogue.calendar) : null
  const targetsText = catalogue.targets ? await folder.text(catalogue.targets) : null
  const calendar = calendarText === null ? mondayToFriday : parseCalendar(calendarText, catalogue.calendar)
  const targets = targetsText === null ? noTargets : parseTargets(targetsText, catalogue.targets)
  const engine = openDuckDb(nodePlatform())
  const decoder = openDecoder()
  try {
    const hashes: Record<string, string> = {}
    const onHash = (file: string, sha256: string): void => {
      hashes[file] = sha256
    }
    const profile = await prepare({ engine, decoder, folder, catalogue, calendar, targets, onHash })
    return {
      engine,
      catalogue,
      calendar,
      targets,
      texts: { catalogue: text, calendar: calendarText, targets: targetsText },
      profile,
      hashes,
    }
  } catch (error) {
    engine.close()
    throw error
  } finally {
    decoder.end()
  }
}
