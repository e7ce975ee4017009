import { type ComponentType, useMemo, useState } from 'react'
import { Navigate, Route, Routes, useLocation } from 'react-router'
import { EngineContext } from '../engine/useRows'
import type { Profile } from '../extracts/report'
import { useChoices } from '../filters/useChoices'
import { type Texts, useTexts } from '../i18n'
import { ExportAbout } from '../ui/exportAbout'
import { Skeleton } from '../ui/Skeleton'
import { SqlHrefContext } from '../ui/SqlLink'
import { OverviewPage } from '../views/overview/OverviewPage'
import { FilterBar } from './filterBar/FilterBar'
import type { NotebookRouteProps } from './notebookRoute'
import { listTitle } from './pageTitle'
import { isWithoutDays, uncompared } from './routes'
import { PinHost } from './saved/PinHost'
import { SavedViewsButton } from './saved/SavedViewsButton'
import type { Session, SessionState } from './session'
import { entries } from './shell/entries'
import { PageGuard } from './shell/Guard'
import { Later } from './shell/Later'
import type { Notice } from './shell/Notices'
import { Shell } from './shell/Shell'
import { useExportAbout } from './useExportAbout'
import { useScheme } from './useScheme'
import { useSession } from './useSession'
import { wallPart } from './wall/wallPart'
// Here, not with the pages that come later: a style sheet that could not be fetched is not asked for again.
import '../ui/dataTable.css'
import '../views/business/business.css'
import '../views/changes/changes.css'
import '../views/dictionary/dictionary.css'
import '../views/extracts/import.css'
import '../views/extracts/extracts.css'
import '../parts/parts.css'
import '../ui/classBadge.css'
import '../ui/deviationBar.css'
import '../ui/lanes.css'
import '../ui/waterfall.css'
import '../views/model/integrity.css'
import '../views/model/model.css'
import '../views/notebook/notebook.css'
import '../views/risk/risk.css'
import '../views/rows/rows.css'
import '../views/services/services.css'
import '../views/sql/sql.css'
import '../views/why/why.css'
import './saved/saved.css'
import './wall/wall.css'

const dictionaryPage = () =>
  import('../views/dictionary/DictionaryPage').then(page => ({ default: page.DictionaryPage }))
const changesPage = () => import('../views/changes/ChangesPage').then(page => ({ default: page.ChangesPage }))
const rejectedPage = () => import('../views/rows/RejectedPage').then(page => ({ default: page.RejectedPage }))
const businessPage = () => import('../views/business/BusinessPage').then(page => ({ default: page.BusinessPage }))
const riskPage = () => import('../views/risk/RiskPage').then(page => ({ default: page.RiskPage }))
const rowsPage = () => import('../views/rows/RowsPage').then(page => ({ default: page.RowsPage }))
const whyPage = () => import('../views/why/WhyPage').then(page => ({ default: page.WhyPage }))
const wallFrame = () => import('./wall/WallFrame').then(part => ({ default: part.WallFrame }))
const wallPage = () => import('./wall/WallPage').then(page => ({ default: page.WallPage }))
const sqlPage = () => import('../views/sql/SqlPage').then(page => ({ default: page.SqlPage }))
/** Packing a statement into an address is code that only a dialog needs. */
const sqlHref = (sql: string) => import('../views/sql/share').then(share => share.sqlHref(sql))

export interface AppProps {
  readonly session: Session
  /** Fetches the page of the extracts: the same function as long as the page lives. */
  extractsPage(): Promise<{ readonly default: ComponentType<{ readonly profile: Profile | null }> }>
  /** Fetches the page of the model; as long as the page lives the same function, too. */
  modelPage(): Promise<{ readonly default: ComponentType<{ readonly profile: Profile }> }>
  /** Fetches the notebook with what is kept in it; as long as the page lives the same function. */
  notebookPage(): Promise<{ readonly default: ComponentType<NotebookRouteProps> }>
  /** Fetches the page of time limits; the same function, too. */
  servicesPage(): Promise<{ readonly default: ComponentType<{ readonly profile: Profile }> }>
  /** Called once the first answers are on screen: what is slow may begin. */
  onShown(): void
}

/** The shell with the page of the route. */
export function App({ session, extractsPage, modelPage, servicesPage, notebookPage, onShown }: AppProps) {
  const state = useSession(session)
  const texts = useTexts()
  const url = useChoices()
  const { pathname, search } = useLocation()
  const { profile, opened, version } = state
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set())
  const dismiss = (file: string): void => setDismissed(now => new Set(now).add(file))
  const engine = useMemo(
    () => (version === null ? null : { engine: session.engine, extractVersion: version }),
    [session, version],
  )
  const scheme = useScheme(session)
  const about = useExportAbout(url.choices, profile, version)
  // The rows belong to the overview, the dictionary to the console: the rail shows where they came from.
  const own = entries.find(entry => entry.path === pathname || entry.pages?.some(page => page.path === pathname))
  const current = own
    ? own.path
    : pathname === '/dictionary'
      ? '/sql'
      : pathname.startsWith('/business/')
        ? '/risk'
        : '/overview'
  const onWall = wallPart(search) !== null
  return (
    <Shell
      entries={entries}
      current={current}
      path={pathname}
      title={listTitle(pathname, profile, texts)}
      hrefOf={path => url.href(path)}
      catalogue={opened?.catalogue.name ?? null}
      // Without any extract there is no last day.
      asOf={profile !== null && profile.files.length > 0 ? profile.asOf : null}
      actions={<SavedViewsButton session={session} profile={profile} />}
      frame={
        onWall ? page => <Later load={wallFrame} props={{ session, state, children: page }} wait={null} /> : undefined
      }
      notices={noticesOf({ state, session, texts, dismissed, dismiss })}
      filterBar={
        isWithoutDays(pathname, search) ? undefined : (
          <FilterBar
            choices={url.choices}
            asOf={profile?.asOf ?? null}
            firstDay={profile?.firstDay ?? null}
            options={profile?.choices ?? null}
            regions={profile?.regions ?? null}
            onChange={partial => url.set(partial)}
            onReset={url.reset}
            withoutCompare={uncompared.test(pathname)}
          />
        )
      }
    >
      {pathname === '/extracts' ? (
        // Not within the engine's context: extracts can be brought in before there are any.
        <PageGuard key={pathname}>
          <Later load={extractsPage} props={{ profile }} wait={<Skeleton />} />
        </PageGuard>
      ) : engine === null || profile === null || opened === null ? (
        <Skeleton />
      ) : (
        <EngineContext value={engine}>
          <SqlHrefContext value={sqlHref}>
            <ExportAbout value={about}>
              <PinHost session={session} profile={profile} version={engine.extractVersion} scheme={scheme}>
                {/* By its own address: what failed on one page must not stay on the next. */}
                <PageGuard key={onWall ? `${pathname}${search}` : pathname}>
                  <Routes>
                    <Route
                      path="/overview"
                      element={<OverviewPage profile={profile} targets={opened.targets} onShown={onShown} />}
                    />
                    <Route
                      path="/changes"
                      element={
                        <Later load={changesPage} props={{ profile, targets: opened.targets }} wait={<Skeleton />} />
                      }
                    />
                    <Route
                      path="/why"
                      element={
                        <Later load={whyPage} props={{ profile, targets: opened.targets }} wait={<Skeleton />} />
                      }
                    />
                    <Route
                      path="/business/:id"
                      element={<Later load={businessPage} props={{ profile }} wait={<Skeleton />} />}
                    />
                    <Route path="/model" element={<Later load={modelPage} props={{ profile }} wait={<Skeleton />} />} />
                    <Route
                      path="/services"
                      element={<Later load={servicesPage} props={{ profile }} wait={<Skeleton />} />}
                    />
                    <Route path="/risk" element={<Later load={riskPage} props={{ profile }} wait={<Skeleton />} />} />
                    <Route
                      path="/rows/:table"
                      element={<Later load={rowsPage} props={{ profile }} wait={<Skeleton />} />}
                    />
                    <Route
                      path="/rejected/:table"
                      element={<Later load={rejectedPage} props={{ profile }} wait={<Skeleton />} />}
                    />
                    <Route
                      path="/sql"
                      element={<Later load={sqlPage} props={{ storage: session.storage }} wait={<Skeleton />} />}
                    />
                    <Route
                      path="/dictionary"
                      element={<Later load={dictionaryPage} props={{ profile }} wait={<Skeleton />} />}
                    />
                    <Route
                      path="/notebook"
                      element={
                        <Later
                          load={notebookPage}
                          props={{ profile, targets: opened.targets, version: engine.extractVersion }}
                          wait={<Skeleton />}
                        />
                      }
                    />
                    <Route
                      path="/wall"
                      element={<Later load={wallPage} props={{ session, profile }} wait={<Skeleton />} />}
                    />
                    <Route path="*" element={<Navigate to="/overview" replace />} />
                  </Routes>
                </PageGuard>
              </PinHost>
            </ExportAbout>
          </SqlHrefContext>
        </EngineContext>
      )}
    </Shell>
  )
}

interface NoticesInput {
  readonly state: SessionState
  readonly session: Session
  readonly texts: Texts
  /** Files whose notice was dismissed in this visit; the report at the foot of the overview lists them all the same. */
  readonly dismissed: ReadonlySet<string>
  dismiss(file: string): void
}

function noticesOf({ state, session, texts: { t }, dismissed, dismiss }: NoticesInput): Notice[] {
  const notices: Notice[] = []
  const retry = (): void => void session.retry()
  if (state.newer) notices.push({ kind: 'newVersion', onLoad: () => window.location.reload() })
  if (state.phase !== 'live' && state.early !== null && state.version !== null)
    notices.push({ kind: state.early, version: state.version })
  if (state.progress !== null)
    notices.push({ kind: 'progress', progress: state.progress, onCancel: () => session.cancel() })
  if (state.phase === 'failed')
    notices.push({ kind: 'error', title: t('app.error.title'), detail: state.error?.message, onRetry: retry })
  if (state.phase === 'cancelled') notices.push({ kind: 'error', title: t('app.error.cancelled'), onRetry: retry })
  for (const { file, error } of state.profile?.files ?? []) {
    if (error !== null && state.phase === 'live' && !dismissed.has(file))
      notices.push({
        kind: 'error',
        title: t('app.error.file', { file }),
        detail: error,
        onDismiss: () => dismiss(file),
      })
  }
  return notices
}
