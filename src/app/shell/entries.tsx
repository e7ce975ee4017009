import type { ReactNode } from 'react'
import type { MessageKey } from '../../i18n'
import { extractsIcon, insightIcon, modelIcon, overviewIcon, planIcon, riskIcon, servicesIcon, sqlIcon } from './icons'

/** A page of the rail. `path` is the route in the hash. */
export interface ShellEntry {
  readonly path: string
  readonly label: MessageKey
  readonly icon: ReactNode
  /** Pages that stand together under one entry, whose path is the first one's: a line of tabs leads from one to another. */
  readonly pages?: readonly ShellPage[]
}

export interface ShellPage {
  readonly path: string
  readonly label: MessageKey
}

/** What changed, why, and what comes next; in the order of the tabs. */
const insightPages: readonly ShellPage[] = [
  { path: '/changes', label: 'app.page.changes' },
  { path: '/why', label: 'app.page.why' },
  { path: '/outlook', label: 'app.page.outlook' },
  { path: '/alerts', label: 'app.page.alerts' },
  { path: '/burden', label: 'app.page.burden' },
  { path: '/notebook', label: 'app.page.notebook' },
]

/** The pages that work, in the rail's order; a new page is a line here. */
const all: readonly ShellEntry[] = [
  { path: '/overview', label: 'app.page.overview', icon: overviewIcon },
  { path: insightPages[0]?.path ?? '', label: 'app.page.insight', icon: insightIcon, pages: insightPages },
  { path: '/risk', label: 'app.page.risk', icon: riskIcon },
  { path: '/plan', label: 'app.page.plan', icon: planIcon },
  { path: '/services', label: 'app.page.services', icon: servicesIcon },
  { path: '/extracts', label: 'app.page.extracts', icon: extractsIcon },
  { path: '/model', label: 'app.page.model', icon: modelIcon },
  { path: '/sql', label: 'app.page.sql', icon: sqlIcon },
]

export const entries: readonly ShellEntry[] = all.filter(entry => entry.pages === undefined || entry.pages.length > 0)
