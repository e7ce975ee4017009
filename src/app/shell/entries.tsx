import type { ReactNode } from 'react'
import type { MessageKey } from '../../i18n'
import { extractsIcon, modelIcon, overviewIcon, riskIcon, sqlIcon } from './icons'

/** A page of the rail. `path` is the route in the hash. */
export interface ShellEntry {
  readonly path: string
  readonly label: MessageKey
  readonly icon: ReactNode
}

/** The pages that work, in the rail's order; a new page is a line here. */
export const entries: readonly ShellEntry[] = [
  { path: '/overview', label: 'app.page.overview', icon: overviewIcon },
  { path: '/risk', label: 'app.page.risk', icon: riskIcon },
  { path: '/extracts', label: 'app.page.extracts', icon: extractsIcon },
  { path: '/model', label: 'app.page.model', icon: modelIcon },
  { path: '/sql', label: 'app.page.sql', icon: sqlIcon },
]
