import { type Calendar, mondayToFriday, parseCalendar } from '../extracts/calendar'
import { type Catalogue, catalogueUrl, parseCatalogue } from '../extracts/catalogue'
import { type ExtractFolder, webFolder } from '../extracts/fetchFile'
import { noTargets, parseTargets, type Targets } from '../extracts/targets'
import { extractVersion } from '../extracts/version'
import { type Config, readConfig } from './config'

/** The catalogue on the server with what stands beside it. */
export interface ServerCatalogue {
  readonly url: string
  readonly folder: ExtractFolder
  readonly catalogue: Catalogue
  readonly calendar: Calendar
  readonly targets: Targets
  readonly calendarText: string | null
  readonly targetsText: string | null
  readonly config: Config
}

/** What the page loads: the server's catalogue with the files of this browser, and a folder that has both. */
export interface Opened extends ServerCatalogue {
  /** What this browser makes of a catalogue from the server. */
  readonly effective: (catalogue: Catalogue) => Catalogue
}

/** Reads the catalogue of the page's address and the files that it names beside extracts and regions. */
export async function openCatalogue(signal: AbortSignal): Promise<ServerCatalogue> {
  const url = catalogueUrl(window.location)
  const folder = webFolder(url)
  const [text, config] = await Promise.all([
    folder.text(folder.catalogue, signal),
    readConfig(document.baseURI, signal),
  ])
  const catalogue = parseCatalogue(text, url)
  const beside = async (name: string | undefined) => (name === undefined ? null : folder.text(name, signal))
  const [calendarText, targetsText] = await Promise.all([beside(catalogue.calendar), beside(catalogue.targets)])
  const calendar = calendarText === null ? mondayToFriday : parseCalendar(calendarText, catalogue.calendar)
  const targets = targetsText === null ? noTargets : parseTargets(targetsText, catalogue.targets)
  return { url, folder, catalogue, calendar, targets, calendarText, targetsText, config }
}

export const versionOf = (opened: ServerCatalogue, hashes: Readonly<Record<string, string>>): string =>
  extractVersion({
    catalogue: opened.catalogue,
    hashes,
    calendarText: opened.calendarText,
    targetsText: opened.targetsText,
    engine: 'duckdb',
    prepareVersion: __PREPARE_VERSION__,
  })
