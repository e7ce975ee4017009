import { sql } from '../engine/sql'
import { openGuesser, type RemoteGuesser } from '../extracts/guess/guesserBrowser'
import { settingsOf } from '../extracts/guess/settingsOf'
import type { Intake } from '../extracts/intake/intake'
import { openIntake } from '../extracts/intake/intakeBrowser'
import type { PracticeExtract } from '../extracts/practice'
import { practiceFile } from '../extracts/practiceFile'
import { qualityOf } from '../extracts/quality/quality'
import { regionFiles } from '../extracts/readRegions'
import type { RegionFile } from '../extracts/source'
import { issueRowCount, issueRows } from '../queries/issueRows'
import { type TableName, tableNames } from '../schema'
import type { ExtractServices } from '../views/extracts/contracts'
import { whenIdle } from './answers'
import { MappingProfiles } from './mappingProfiles'
import type { Session } from './session'

/** Further readings of the practice file. */
const readings = 4

/** Business keys of each loaded table that a guess compares a file's columns with. */
const mostKeys = 20_000

interface Expecting {
  /** Whether files will come, most likely: workers that read, guess and load them are made ready, in idle moments. */
  expectFiles(will: boolean): void
}

/** All that the page of the extracts can do, in one object as long as the page lives. */
export function extractServices(session: Session): ExtractServices & Expecting {
  const profiles = new MappingProfiles(session.storage)
  // "Remove everything" takes the profiles too.
  session.workspace.subscribe(() => void profiles.refresh())
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
  /** An intake that waits for files. */
  let waiting: Intake | null = null
  let practice: Promise<PracticeExtract> | null = null
  /** Workers that read and guess, once they went through the practice file. */
  const getReady = async (): Promise<PracticeExtract> => {
    await session.workspace.regions()
    await new Promise<void>(resolve => whenIdle(resolve))
    const intake = openIntake()
    waiting = intake
    const { tables } = await intake.open([practiceFile()])
    const [table] = tables
    let read = await intake.read(table?.id ?? '')
    // What is called a few times is compiled badly.
    for (let i = 0; i < readings && waiting === intake; i++) read = await intake.read(read.id)
    await intake.close(read.id)
    // Where it fails, the first file that comes tells what is wrong.
    knowing([])
      .guess(read, { others: [], keys: {}, profiles: [] })
      .catch(() => undefined)
    return read
  }
  const expectTrial = (): void => {
    practice ??= getReady()
    practice.catch(() => {
      practice = null
    })
    session.workspace.expectTrial(practice)
  }
  return {
    workspace: session.workspace,
    expectFiles(will) {
      if (will) expectTrial()
      else {
        session.workspace.expectTrial(null)
        waiting?.end()
        waiting = null
      }
    },
    openIntake() {
      expectTrial()
      const intake = waiting ?? openIntake()
      waiting = null
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
