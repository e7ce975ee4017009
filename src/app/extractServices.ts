import { sql } from '../engine/sql'
import { openGuesser, type RemoteGuesser } from '../extracts/guess/guesserBrowser'
import { settingsOf } from '../extracts/guess/settingsOf'
import { openIntake } from '../extracts/intake/intakeBrowser'
import { qualityOf } from '../extracts/quality/quality'
import { regionFiles } from '../extracts/readRegions'
import type { RegionFile } from '../extracts/source'
import { issueRowCount, issueRows } from '../queries/issueRows'
import { type TableName, tableNames } from '../schema'
import type { ExtractServices } from '../views/extracts/contracts'
import { ExpectedFiles } from './expectedFiles'
import { MappingProfiles } from './mappingProfiles'
import type { Session } from './session'

/** Business keys of each loaded table that a guess compares a file's columns with. */
const mostKeys = 20_000

interface Expecting {
  /** Whether files will come, most likely: workers that read, guess and load them are made ready, in idle moments. */
  expectFiles(will: boolean): void
}

/** All that the page of the extracts can do, in one object as long as the page lives. */
export function extractServices(session: Session): ExtractServices & Expecting {
  const profiles = new MappingProfiles(session.storage)
  // "Remove everything" takes the profiles too, and the versions of scorecards.
  session.workspace.subscribe(() => void Promise.all([profiles.refresh(), session.versions.refresh()]))
  let guesser: RemoteGuesser | null = null
  /** Which regions the guesser knows: those of the session's version, and those that are about to come in. */
  let known = ''
  let regionsKnown: Promise<void> = Promise.resolve()
  const learn = async (worker: RemoteGuesser, dropped: readonly RegionFile[]): Promise<void> => {
    const { opened } = session.state()
    const levels = new Set(dropped.map(({ level }) => level))
    const files = opened === null ? [] : await regionFiles(opened)
    await worker.regions([...files.filter(({ level }) => !levels.has(level)), ...dropped])
  }
  const knowing = (dropped: readonly RegionFile[]): RemoteGuesser => {
    guesser ??= openGuesser()
    const { opened } = session.state()
    const wanted = JSON.stringify([opened?.catalogue.regions, dropped.map(({ text, ...rest }) => [rest, text.length])])
    if (wanted !== known) {
      known = wanted
      regionsKnown = learn(guesser, dropped)
      regionsKnown.catch(() => undefined)
    }
    return guesser
  }
  const files = new ExpectedFiles()
  const expectFiles = (): void => {
    files.begin(session.workspace.regions())
    session.workspace.expectTrial(files.practice)
    files.practice
      .then(read => read && knowing([]).guess(read, { others: [], keys: {}, profiles: [] }))
      // Where it fails, the first file that comes tells what is wrong.
      .catch(() => undefined)
  }
  return {
    workspace: session.workspace,
    expectFiles(will) {
      if (will) return expectFiles()
      session.workspace.expectTrial(null)
      files.end()
    },
    openIntake() {
      const intake = files.take() ?? openIntake()
      session.workspace.expectTrial(files.practice)
      return intake
    },
    async guess(read, { table, others, regions = [], signal }) {
      const worker = knowing(regions)
      const { timezone, coordinates } = session.state().opened?.catalogue ?? {}
      try {
        const [keys] = await Promise.all([keysOf(session, signal), regionsKnown])
        const guess = await worker.guess(read, {
          others,
          keys,
          profiles: profiles.list(),
          timezone,
          coordinates,
          table,
        })
        signal.throwIfAborted()
        return guess
      } catch (error) {
        // A worker that died is replaced by the next guess.
        worker.end()
        if (guesser === worker) {
          guesser = null
          known = ''
        }
        throw error
      }
    },
    settingsOf,
    async quality(trial, signal) {
      const reports = await qualityOf(trial.engine, trial.profile, signal)
      const came = new Map(trial.files.map(file => [file.entry.file, file.masked] as const))
      return reports.flatMap(report => {
        const masked = came.get(report.file)
        return masked === undefined ? [] : [{ ...report, masked }]
      })
    },
    issueRows({ table, file }, { kind, column }) {
      const input = { table, file, kind, column }
      return {
        count: issueRowCount(input),
        columns: ['source_row', 'value', 'id', 'day', 'name'],
        page: part => issueRows(input, part),
      }
    },
    profiles,
    riskVersions: () => session.versions.state().versions.length,
  }
}

async function keysOf(session: Session, signal: AbortSignal): Promise<Partial<Record<TableName, string[]>>> {
  // While nothing is loaded there is nothing to share a key with.
  if (session.state().phase !== 'live') return {}
  const found = await Promise.all(
    tableNames.map(async table => {
      const rows = await session.engine.rows<{ code: string }>(
        sql`SELECT entity_code AS code FROM (SELECT DISTINCT k.entity_code FROM links l JOIN entities k USING (entity_id) WHERE l.extract = ${table} AND k.entity_code IS NOT NULL) LIMIT CAST(${mostKeys} AS INTEGER)`,
        signal,
      )
      return [table, rows.map(row => row.code)] as const
    }),
  )
  return Object.fromEntries(found)
}
