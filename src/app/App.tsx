import { type ComponentType, useCallback, useMemo, useState } from 'react'
import { matchPath, Navigate, Route, Routes, useLocation } from 'react-router'
import { EngineContext } from '../engine/useRows'
import type { Profile } from '../extracts/report'
import { type ChoicesOfUrl, useChoices } from '../filters/useChoices'
import { type Texts, tableTitle, useTexts } from '../i18n'
import { useAlerts } from '../parts/alertBoard'
import { type Forecaster, ForecasterContext } from '../parts/forecaster'
import { RiskSchemeContext } from '../parts/riskScheme'
import { type Scan, ScanContext } from '../parts/scanContext'
import { ExportAbout } from '../ui/exportAbout'
import { Skeleton } from '../ui/Skeleton'
import { SqlHrefContext } from '../ui/SqlLink'
import { OverviewPage } from '../views/overview/OverviewPage'
import { listedTable, rejectedTable } from '../views/rows/listed'
import type { WatchProps } from './alerts/watchRoute'
import { FilterBar } from './filterBar/FilterBar'
import type { Session, SessionState } from './session'
import { entries } from './shell/entries'
import { PageGuard } from './shell/Guard'
import { Later } from './shell/Later'
import type { Notice } from './shell/Notices'
import { Shell } from './shell/Shell'
import { useExportAbout } from './useExportAbout'
import { useScheme } from './useScheme'
import { useSession } from './useSession'
// Here, not with the pages that come later: a style sheet that could not be fetched is not asked for again.
import '../ui/dataTable.css'
import '../ui/sheets/sheets.css'
import '../views/briefing/briefing.css'
import '../views/alerts/alerts.css'
import '../views/business/business.css'
import '../views/changes/changes.css'
import '../views/dictionary/dictionary.css'
import '../views/extracts/import.css'
import '../views/extracts/extracts.css'
import '../parts/parts.css'
import '../ui/classBadge.css'
import '../ui/deviationBar.css'
import '../ui/lanes.css'
import '../ui/print.css'
import '../ui/waterfall.css'
import '../views/model/integrity.css'
import '../views/model/model.css'
import '../views/outlook/outlook.css'
import '../views/risk/risk.css'
import '../views/rows/rows.css'
import '../views/services/services.css'
import '../views/sql/sql.css'
import '../views/why/why.css'

const alertsPage = () => import('../views/alerts/AlertsPage').then(page => ({ default: page.AlertsPage }))
const dictionaryPage = () =>
  import('../views/dictionary/DictionaryPage').then(page => ({ default: page.DictionaryPage }))
const changesPage = () => import('../views/changes/ChangesPage').then(page => ({ default: page.ChangesPage }))
const outlookPage = () => import('../views/outlook/OutlookPage').then(page => ({ default: page.OutlookPage }))
/** In a worker, which is started when it is first asked. */
const foretell: Forecaster['foretell'] = input => import('./remoteForecast').then(remote => remote.foretell(input))
const rejectedPage = () => import('../views/rows/RejectedPage').then(page => ({ default: page.RejectedPage }))
const businessPage = () => import('../views/business/BusinessPage').then(page => ({ default: page.BusinessPage }))
const riskPage = () => import('../views/risk/RiskPage').then(page => ({ default: page.RiskPage }))
const rowsPage = () => import('../views/rows/RowsPage').then(page => ({ default: page.RowsPage }))
const whyPage = () => import('../views/why/WhyPage').then(page => ({ default: page.WhyPage }))
const sqlPage = () => import('../views/sql/SqlPage').then(page => ({ default: page.SqlPage }))
/** Packing a statement into an address is code that only a dialog needs. */
const sqlHref = (sql: string) => import('../views/sql/share').then(share => share.sqlHref(sql))
/** The scan runs in a worker, which is started when a page first wants one. */
const scan: Scan = (...of) => import('./remoteScanner').then(scanner => scanner.remoteScan()(...of))
/** Pages that compare no windows: of scores, of what is in time, and of what comes. */
const uncompared = /^\/(risk|business|model|services|outlook)(\/|$)/
/** Pages of all rows: no filter touches them. */
const unfiltered = ['/extracts', '/sql', '/dictionary', '/model']

/** Whether inspections are even-handed is asked of a window and some regions; the rest of that page is not. */
const filteredTab = (pathname: string, search: string): boolean =>
  pathname === '/model' && new URLSearchParams(search).get('tab') === 'integrity'

export interface AppProps {
  readonly session: Session
  /** Fetches the page of the extracts: the same function as long as the page lives. */
  extractsPage(): Promise<{ readonly default: ComponentType<{ readonly profile: Profile | null }> }>
  /** Fetches the page of the model; as long as the page lives the same function, too. */
  modelPage(): Promise<{ readonly default: ComponentType<{ readonly profile: Profile }> }>
  /** Fetches the page of time limits; the same function, too. */
  servicesPage(): Promise<{ readonly default: ComponentType<{ readonly profile: Profile }> }>
  /** Fetches what looks for alerts; as long as the page lives the same function, too. */
  alertsWatch(): Promise<{ readonly default: ComponentType<WatchProps> }>
  /** Called once the first answers are on screen: what is slow may begin. */
  onShown(): void
}

/** The shell with the page of the route. */
export function App({ session, extractsPage, modelPage, servicesPage, alertsWatch, onShown }: AppProps) {
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
  const [briefingPage] = useState(
    () => () => import('./briefingRoute').then(route => ({ default: route.briefingRoute(session) })),
  )
  const calendar = opened?.calendar ?? null
  const forecaster = useMemo(() => (calendar === null ? null : { calendar, foretell }), [calendar])
  const about = useExportAbout(url.choices, profile, version)
  const { judged } = useAlerts()
  // Alerts come after everything else; on their own page they are everything, and a report has them.
  const [quiet, setQuiet] = useState(false)
  const onQuiet = useCallback(() => setQuiet(true), [])
  // The rows belong to the overview, the dictionary to the console: the rail shows where they came from.
  const own = entries.find(entry => entry.path === pathname || entry.pages?.some(page => page.path === pathname))
  const current = own
    ? own.path
    : pathname === '/dictionary'
      ? '/sql'
      : pathname.startsWith('/business/')
        ? '/risk'
        : '/overview'
  const filtered = !unfiltered.includes(pathname) || filteredTab(pathname, search)
  return (
    <Shell
      entries={entries}
      current={current}
      path={pathname}
      title={listTitle(pathname, profile, texts)}
      hrefOf={path => url.href(path)}
      counts={{ '/alerts': judged.filter(each => each.state !== 'acknowledged').length }}
      catalogue={opened?.catalogue.name ?? null}
      // Without any extract there is no last day.
      asOf={profile !== null && profile.files.length > 0 ? profile.asOf : null}
      notices={noticesOf({ state, session, texts, dismissed, dismiss })}
      briefing={filtered && pathname !== '/briefing' ? briefingHref(pathname, search, url) : null}
      filterBar={
        !filtered ? undefined : (
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
      ) : engine === null || profile === null || opened === null || forecaster === null ? (
        <Skeleton />
      ) : (
        <EngineContext value={engine}>
          <SqlHrefContext value={sqlHref}>
            <ExportAbout value={about}>
              <RiskSchemeContext value={scheme}>
                <ScanContext value={scan}>
                  <ForecasterContext value={forecaster}>
                    {/* By its own address: what failed on one page must not stay on the next. */}
                    <PageGuard key={pathname}>
                      <Routes>
                        <Route
                          path="/overview"
                          element={
                            <OverviewPage
                              profile={profile}
                              targets={opened.targets}
                              onShown={onShown}
                              onQuiet={onQuiet}
                            />
                          }
                        />
                        <Route
                          path="/alerts"
                          element={<Later load={alertsPage} props={{ profile }} wait={<Skeleton />} />}
                        />
                        <Route
                          path="/changes"
                          element={
                            <Later
                              load={changesPage}
                              props={{ profile, targets: opened.targets }}
                              wait={<Skeleton />}
                            />
                          }
                        />
                        <Route
                          path="/why"
                          element={
                            <Later load={whyPage} props={{ profile, targets: opened.targets }} wait={<Skeleton />} />
                          }
                        />
                        <Route
                          path="/services"
                          element={<Later load={servicesPage} props={{ profile }} wait={<Skeleton />} />}
                        />
                        <Route
                          path="/briefing"
                          element={
                            <Later
                              load={briefingPage}
                              props={{ profile, targets: opened.targets }}
                              wait={<Skeleton />}
                            />
                          }
                        />
                        <Route
                          path="/business/:id"
                          element={<Later load={businessPage} props={{ profile }} wait={<Skeleton />} />}
                        />
                        <Route
                          path="/model"
                          element={<Later load={modelPage} props={{ profile }} wait={<Skeleton />} />}
                        />
                        <Route
                          path="/outlook"
                          element={<Later load={outlookPage} props={{ profile }} wait={<Skeleton />} />}
                        />
                        <Route
                          path="/risk"
                          element={<Later load={riskPage} props={{ profile }} wait={<Skeleton />} />}
                        />
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
                        <Route path="*" element={<Navigate to="/overview" replace />} />
                      </Routes>
                    </PageGuard>
                    {(quiet || pathname === '/alerts' || pathname === '/briefing') && (
                      <Later load={alertsWatch} props={{ profile, opened }} wait={null} />
                    )}
                  </ForecasterContext>
                </ScanContext>
              </RiskSchemeContext>
            </ExportAbout>
          </SqlHrefContext>
        </EngineContext>
      )}
    </Shell>
  )
}

/** The report of the filters in force; the overview's measure and level go with them. */
function briefingHref(pathname: string, search: string, url: ChoicesOfUrl): string {
  if (pathname !== '/overview') return url.href('/briefing')
  const params = new URLSearchParams(search)
  params.delete('map')
  const text = params.toString()
  return `#/briefing${text === '' ? '' : `?${text}`}`
}

/** The name of a list of rows, by its address; undefined on other pages. */
function listTitle(pathname: string, profile: Profile | null, { t, language }: Texts): string | undefined {
  if (pathname === '/dictionary') return t('app.page.dictionary')
  if (pathname === '/briefing') return t('app.page.briefing')
  if (pathname.startsWith('/business/')) return t('app.page.business')
  const rows = matchPath('/rows/:table', pathname)
  if (rows) return t('app.page.rows', { table: tableTitle(listedTable(rows.params.table), language) })
  const rejected = matchPath('/rejected/:table', pathname)
  if (!rejected) return undefined
  const table = rejectedTable(rejected.params.table, profile?.files ?? [])
  return t('app.page.rejected', { table: tableTitle(table, language) })
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
