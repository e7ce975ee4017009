import { exposeMethods } from '../extracts/wire'
import { type ScanInput, scan } from '../insight/warning/scan/scan'

exposeMethods(
  { scan: (input: ScanInput, tell?: (share: number) => void) => scan(input, { tell }) },
  'scan in space and time',
)
