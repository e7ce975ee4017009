import type { ComponentType, ReactNode } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import type { Profile } from '../extracts/report'
import type { Targets } from '../extracts/targets'
import { fetchLanguage } from '../i18n'
import { Skeleton } from '../ui/Skeleton'
import { OverviewPage } from '../views/overview/OverviewPage'
import type { WatchProps } from './alerts/watchRoute'
import type { NotebookRouteProps } from './notebookRoute'
import type { Opened } from './opened'
import type { Session } from './session'
import { Later } from './shell/Later'

const alertsPage = () => import('../views/alerts/AlertsPage').then(page => ({ default: page.AlertsPage }))
/** It says everything in both languages. */
const dictionaryPage = async () => {
  const both = [fetchLanguage('zh'), fetchLanguage('en')]
  const [{ DictionaryPage }] = await Promise.all([import('../views/dictionary/DictionaryPage'), ...both])
  return { default: DictionaryPage }
}
const changesPage = () => import('../views/changes/ChangesPage').then(page => ({ default: page.ChangesPage }))
const outlookPage = () => import('../views/outlook/OutlookPage').then(page => ({ default: page.OutlookPage }))
const rejectedPage = () => import('../views/rows/RejectedPage').then(page => ({ default: page.RejectedPage }))
const burdenPage = () => import('../views/burden/BurdenPage').then(page => ({ default: page.BurdenPage }))
const businessPage = () => import('../views/business/BusinessPage').then(page => ({ default: page.BusinessPage }))
const riskPage = () => import('../views/risk/RiskPage').then(page => ({ default: page.RiskPage }))
const rowsPage = () => import('../views/rows/RowsPage').then(page => ({ default: page.RowsPage }))
const whyPage = () => import('../views/why/WhyPage').then(page => ({ default: page.WhyPage }))
const sqlPage = () => import('../views/sql/SqlPage').then(page => ({ default: page.SqlPage }))
const wallPage = () => import('./wall/WallPage').then(page => ({ default: page.WallPage }))

type Load<Props> = () => Promise<{ readonly default: ComponentType<Props> }>

/** Pages that need more of the session than what it loaded. Each is the same function as long as the page lives. */
export interface SessionPages {
  readonly extracts: Load<{ readonly profile: Profile | null }>
  readonly model: Load<{ readonly profile: Profile }>
  readonly services: Load<{ readonly profile: Profile }>
  readonly briefing: Load<{ readonly profile: Profile; readonly targets: Targets }>
  readonly notebook: Load<NotebookRouteProps>
  readonly plan: Load<{ readonly profile: Profile }>
  /** How far plans are: a part of the overview that comes when the rest of it is there. */
  readonly planProgress: Load<{ readonly profile: Profile }>
  /** It needs no extracts. */
  readonly verify: Load<object>
  /** Nor does this one. */
  readonly round: Load<object>
  /** What looks for alerts: no page, but fetched as one. */
  readonly alertsWatch: Load<WatchProps>
}

export interface PagesProps {
  readonly profile: Profile
  readonly opened: Opened
  readonly session: Session
  readonly version: string
  readonly pages: SessionPages
  /** Stands below the overview. */
  readonly below: ReactNode
  /** Called once the first answers are on screen. */
  onShown(): void
  /** Called once a page has asked everything that it shows. */
  onQuiet(): void
}

const later = <Props extends object>(load: Load<Props>, props: Props) => (
  <Later load={load} props={props} wait={<Skeleton />} />
)

/** The page of the route, of extracts that are loaded or answered for; all but the overview come when they are needed. */
export function Pages({ profile, opened, session, version, pages, below, onShown, onQuiet }: PagesProps) {
  const { targets } = opened
  return (
    <Routes>
      <Route
        path="/overview"
        element={<OverviewPage profile={profile} targets={targets} below={below} onShown={onShown} onQuiet={onQuiet} />}
      />
      <Route path="/changes" element={later(changesPage, { profile, targets })} />
      <Route path="/why" element={later(whyPage, { profile, targets })} />
      <Route path="/outlook" element={later(outlookPage, { profile })} />
      <Route path="/alerts" element={later(alertsPage, { profile })} />
      <Route path="/burden" element={later(burdenPage, { profile, targets })} />
      <Route path="/briefing" element={later(pages.briefing, { profile, targets })} />
      <Route path="/notebook" element={later(pages.notebook, { profile, targets, version })} />
      <Route path="/wall" element={later(wallPage, { session, profile })} />
      <Route path="/plan" element={later(pages.plan, { profile })} />
      <Route path="/services" element={later(pages.services, { profile })} />
      <Route path="/risk" element={later(riskPage, { profile })} />
      <Route path="/business/:id" element={later(businessPage, { profile })} />
      <Route path="/model" element={later(pages.model, { profile })} />
      <Route path="/rows/:table" element={later(rowsPage, { profile })} />
      <Route path="/rejected/:table" element={later(rejectedPage, { profile })} />
      <Route path="/sql" element={later(sqlPage, { storage: session.storage })} />
      <Route path="/dictionary" element={later(dictionaryPage, { profile })} />
      <Route path="*" element={<Navigate to="/overview" replace />} />
    </Routes>
  )
}
