import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Sql } from '../engine/sql'
import { type Rows, useEngine, useRows } from '../engine/useRows'
import type { Filters } from '../filters/filters'
import type { ScanFindings } from '../insight/warning/findings'
import { scanColumns } from '../insight/warning/scan/columns'
import type { HexGrid } from '../queries/hexagons'
import { middleOfPlaces, type ScanCount, scanCounts, stepsUntil } from '../queries/scanCounts'
import { useScan } from './scanContext'

/** Half a year is scanned: so long a city stays much as it is. */
export const scannedSteps = 26
/** Metres of a hexagon's edge. */
export const scanEdge = 500
export const scanReplications = 999
/** Any number: the same one gives the same p to everyone who looks. */
const seed = 20_250_630

export interface ScanPlace {
  readonly asOf: string
  /** First day of any row. */
  readonly firstDay: string
  /** West, south, east, north of the regions in degrees; null without any. */
  readonly extent: readonly [number, number, number, number] | null
}

export interface Clusters {
  /** The counts that are scanned, for the card: its SQL. */
  readonly question: Sql<ScanCount>
  readonly answer: Rows<ScanCount>
  /** Of the hexagons that the question counts by. */
  readonly grid: HexGrid
  /** Undefined until the scan is done. */
  readonly findings: ScanFindings | undefined
  /** How much of the scan is done, 0-1; null while none is under way. */
  readonly share: number | null
  /** Why the scan failed. */
  readonly error: Error | null
  readonly refetch: () => void
}

/**
 * Clusters of complaints in space and time in the half-year up to the window's end (or the as-of day, where that is
 * earlier), of the complaints that the filters leave. Scanned once for each version and question; what nobody looks at any more is
 * ended. While `may` is false nothing is asked.
 */
export function useClusters(filters: Filters, { asOf, firstDay, extent }: ScanPlace, may = true): Clusters {
  const { extractVersion } = useEngine()
  const scan = useScan()
  const middle = useRows(useMemo(middleOfPlaces, []), may && extent === null)
  const known = extent !== null || middle.rows !== undefined
  const at = middle.rows?.[0]
  const { question, grid, span } = useMemo(() => {
    const [lon, lat] =
      extent === null ? [at?.lon ?? 0, at?.lat ?? 0] : [(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2]
    const grid = { lon, lat, edge: scanEdge }
    const to = filters.window.to < asOf ? filters.window.to : asOf
    const span = stepsUntil(to, scannedSteps, firstDay)
    return { question: scanCounts(filters, grid, span), grid, span }
  }, [filters, asOf, firstDay, extent, at])
  const answer = useRows(question, may && known)
  const { rows, older } = answer
  const [share, setShare] = useState<number | null>(null)
  const scanned = useQuery<ScanFindings>({
    queryKey: [extractVersion, 'scan', seed, question.strings, question.values],
    queryFn: async ({ signal }) => {
      setShare(0)
      try {
        const input = { columns: scanColumns(rows ?? []), grid, span, replications: scanReplications, seed }
        return await scan(input, { signal, tell: setShare })
      } finally {
        setShare(null)
      }
    },
    enabled: may && rows !== undefined && !older,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30 * 60_000,
    networkMode: 'always',
    retry: false,
    structuralSharing: false,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  })
  const { data, error, refetch } = scanned
  return { question, answer, grid, findings: data, share, error, refetch: () => void refetch() }
}
