import type { Result } from '../schema'

/** What the file of a round says of itself. */
export const roundFormat = 'smart-supervision round 1'

/** An inspector by their own id, not by a pseudonym: the file of a round is for those who go. */
export interface RoundInspector {
  readonly id: string
  readonly name: string
  readonly department: string
}

/** What the extracts know of a business when the round is made. Coordinates are WGS-84 degrees, days are ISO. */
export interface RoundBusiness {
  readonly name: string
  readonly code: string | null
  readonly address: string | null
  readonly region: string | null
  readonly regionName: string | null
  readonly industry: string | null
  readonly lon: number | null
  readonly lat: number | null
  readonly class: string | null
  /** 0 to 100; null where it is not scored. */
  readonly score: number | null
  /** Why it is where it is, the weightiest first, in the language of the office. */
  readonly why: string | null
}

export interface RoundPermit {
  readonly id: string
  readonly name: string | null
  readonly status: string | null
  readonly validTo: string | null
}

export interface RoundInspection {
  readonly day: string
  readonly type: string | null
  readonly result: string | null
  readonly item: string | null
  readonly dueOn: string | null
  readonly rectifiedOn: string | null
}

export interface RoundComplaint {
  readonly day: string
  readonly category: string | null
  readonly status: string | null
}

/** A visit to make. */
export interface RoundStop {
  /** Number of the visit: the id of the inspection that it becomes. The same in every file of the plan. */
  readonly id: string
  /** Null where the rounds found no day. */
  readonly day: string | null
  /** Place on the day's way, from 1. */
  readonly place: number
  readonly team: readonly RoundInspector[]
  readonly business: RoundBusiness
  /** The newest of each, newest first, and how many there are in all. */
  readonly permits: { readonly all: number; readonly rows: readonly RoundPermit[] }
  readonly inspections: { readonly all: number; readonly rows: readonly RoundInspection[] }
  readonly complaints: { readonly all: number; readonly rows: readonly RoundComplaint[] }
}

/** The visits of one inspector, or of all, with all that is needed where there is no network. */
export interface RoundFile {
  readonly format: typeof roundFormat
  /** Seal of the record that drew the visits. */
  readonly plan: { readonly id: string; readonly name: string; readonly office: string; readonly seal: string }
  /** Version and last day of the extracts that the businesses are described by. */
  readonly extracts: string
  readonly asOf: string
  /** Local time at which it was written: of two files of a round the later one holds. */
  readonly made: string
  /** Null: the visits of all. */
  readonly inspector: RoundInspector | null
  readonly stops: readonly RoundStop[]
}

/** The round that a file is of, whenever it was written. */
export const roundId = ({ plan, inspector }: Pick<RoundFile, 'plan' | 'inspector'>): string =>
  inspector === null ? plan.id : `${plan.id}/${inspector.id}`

export interface Finding {
  readonly text: string
  readonly critical: boolean
}

/** What inspectors write down of a visit. */
export interface VisitEntry {
  readonly result: Result | null
  /** The day it was made, ISO, and when they came and left, HH:MM. */
  readonly day: string | null
  readonly started: string | null
  readonly finished: string | null
  readonly findings: readonly Finding[]
  /** Names of photos; the photos themselves stay where they were taken. */
  readonly photos: readonly string[]
  readonly rectifyBy: string | null
  readonly note: string
  /** Said to be finished: it is sent. */
  readonly done: boolean
}

/** An entry as it is kept. */
export interface VisitRecord {
  readonly entry: VisitEntry
  /** Grows with each change, wherever it is made. */
  readonly revision: number
  /** Local time of the last change. */
  readonly changed: string
  /** The page that changed it last, by a random id. */
  readonly writer: string
}

export const mostFindings = 50
export const mostPhotos = 100
export const mostText = 2_000
/** Visits of one file. */
export const mostStops = 5_000
/** Bytes of one file. */
export const mostRoundBytes = 32 * 1024 * 1024

export const emptyEntry: VisitEntry = {
  result: null,
  day: null,
  started: null,
  finished: null,
  findings: [],
  photos: [],
  rectifyBy: null,
  note: '',
  done: false,
}

/** Whether two entries say the same. */
export const sameEntry = (a: VisitEntry, b: VisitEntry): boolean => differing(a, b).length === 0

/** The fields in which two entries differ. */
export const differing = (a: VisitEntry, b: VisitEntry): (keyof VisitEntry)[] =>
  (Object.keys(emptyEntry) as (keyof VisitEntry)[]).filter(key => JSON.stringify(a[key]) !== JSON.stringify(b[key]))
