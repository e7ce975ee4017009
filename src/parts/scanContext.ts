import { createContext, useContext } from 'react'
import type { ScanFindings } from '../insight/warning/findings'
import type { ScanInput, ScanTools } from '../insight/warning/scan/scan'

/** Rejects with AbortError once the signal fires, and with what went wrong where the worker died. */
export type Scan = (input: ScanInput, tools?: ScanTools) => Promise<ScanFindings>

/** Without anyone who gives a worker it is done in this thread. */
const here: Scan = async (input, tools) => (await import('../insight/warning/scan/scan')).scan(input, tools)

/** Who scans in space and time. Light, so that the first page does not carry the scan. */
export const ScanContext = createContext<Scan>(here)
export const useScan = (): Scan => useContext(ScanContext)
