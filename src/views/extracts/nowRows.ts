import type { FileReport, Profile } from '../../extracts/report'
import type { KeptVersion, WorkspaceState } from '../../extracts/workspace/workspace'
import type { TableName } from '../../schema'

/** A file of the extracts on screen. */
export interface NowRow {
  readonly file: string
  readonly table: TableName
  /** As it was dropped; the file's name on the server. */
  readonly shown: string
  readonly department: string | null
  readonly rows: number
  readonly rejected: number
  readonly issues: number
  readonly error: string | null
  readonly where: 'server' | 'browser'
  readonly time: string | null
  readonly by: string | null
}

/** The files on screen by table, with who brought them in. */
export function nowRows(profile: Profile | null, kept: WorkspaceState): NowRow[] {
  const current = kept.versions.find(({ id }) => id === kept.current) ?? null
  return (profile?.files ?? []).map(report => nowRow(report, current, kept.versions))
}

function nowRow(report: FileReport, current: KeptVersion | null, versions: readonly KeptVersion[]): NowRow {
  const own = current?.files.find(({ entry }) => entry.file === report.file)
  // The oldest version that holds the file is the one that brought it.
  const first = own && versions.filter(({ files }) => files.some(({ entry }) => entry.file === report.file)).at(-1)
  return {
    file: report.file,
    table: report.table,
    shown: own ? pathText(own.path) : report.file,
    department: own?.entry.department ?? null,
    rows: report.rows,
    rejected: report.rejected,
    issues: report.issues.length,
    error: report.error,
    where: own ? 'browser' : 'server',
    time: first?.time ?? null,
    by: first?.by ?? null,
  }
}

/** A kept region file without its folder and the mark of its content: `districts.geojson`. */
export const regionName = (file: string): string =>
  file.replace(/^kept\//, '').replace(/-[0-9a-f]{8}(?:-\d+)?(?=\.geojson$)/, '')

/** `data.zip › 2024.xlsx › Sheet1`. */
export const pathText = (path: readonly string[]): string => path.join(' › ')

/** Share of the quota from which the page warns. */
export const fullFrom = 0.8

/** Used and allowed bytes as a share; null where the browser does not say. */
export const usedShare = ({ used, quota }: Pick<WorkspaceState, 'used' | 'quota'>): number | null =>
  quota === null || quota <= 0 ? null : used / quota
