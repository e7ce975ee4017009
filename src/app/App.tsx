import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useLocation } from 'react-router'
import { oneByOne } from '../engine/oneByOne'
import { EngineContext } from '../engine/useRows'
import { useChoices } from '../filters/useChoices'
import { type Texts, useTexts } from '../i18n'
import { serverAdvice } from '../parts/advice'
import { useAlerts } from '../parts/alertBoard'
import { type Forecaster, ForecasterContext } from '../parts/forecaster'
import { RiskSchemeContext } from '../parts/riskScheme'
import { type Scan, ScanContext } from '../parts/scanContext'
import { ExportAbout } from '../ui/exportAbout'
import { Skeleton } from '../ui/Skeleton'
import { SqlHrefContext } from '../ui/SqlLink'
import { FilterBar } from './filterBar/FilterBar'
import { Pages, type SessionPages } from './Pages'
import { listTitle } from './pageTitle'
import { briefingHref, isWithoutDays, uncompared } from './routes'
import { PinHost } from './saved/PinHost'
import { SavedViewsButton } from './saved/SavedViewsButton'
import type { Session, SessionState } from './session'
import { BriefingLink } from './shell/BriefingLink'
import { entries } from './shell/entries'
import { PageGuard } from './shell/Guard'
import { Later } from './shell/Later'
import type { Notice } from './shell/Notices'
import { Shell } from './shell/Shell'
import { useExportAbout } from './useExportAbout'
import { useScheme } from './useScheme'
import { useSession } from './useSession'
import { wallPart } from './wall/wallPart'
import { whenCalm } from './whenCalm'

const wallFrame = () => import('./wall/WallFrame').then(part => ({ default: part.WallFrame }))
/** In a worker, which is started when it is first asked. */
const foretell: Forecaster['foretell'] = input => import('./remoteForecast').then(remote => remote.foretell(input))
/** Packing a statement into an address is code that only a dialog needs. */
const sqlHref = (sql: string) => import('../views/sql/share').then(share => share.sqlHref(sql))
/** The scan runs in a worker, which is started when a page first wants one. */
const scan: Scan = (...of) => import('./remoteScanner').then(scanner => scanner.remoteScan()(...of))

export interface AppProps {
  readonly session: Session
  readonly pages: SessionPages
  /** Called once the first answers are on screen: what is slow may begin. */
  onShown(): void
  /** Called once there is a page that extracts are for: every one but a round. */
  onNeeded(): void
}

/** The shell with the page of the route. */
export function App({ session, pages, onShown, onNeeded }: AppProps) {
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
  // For alerts and for plans: they can wait.
  const patient = useMemo(() => (engine === null ? null : { ...engine, engine: oneByOne(engine.engine) }), [engine])
  const scheme = useScheme(session)
  const calendar = opened?.calendar ?? null
  const forecaster = useMemo(() => (calendar === null ? null : { calendar, foretell }), [calendar])
  const about = useExportAbout(url.choices, profile, version)
  const { judged } = useAlerts()
  // Alerts come after everything else, on every page; on their own page they are everything, and a report has them.
  const [quiet, setQuiet] = useState(false)
  const onQuiet = useCallback(() => setQuiet(true), [])
  const client = useQueryClient()
  // The overview tells it itself: it knows what of it can wait.
  const waits = state.phase === 'live' && !quiet && pathname !== '/overview'
  useEffect(() => (waits ? whenCalm(client, onQuiet) : undefined), [waits, client, onQuiet])
  // The rows belong to the overview, the dictionary to the console: the rail shows where they came from.
  const own = entries.find(entry => entry.path === pathname || entry.pages?.some(page => page.path === pathname))
  const current = own
    ? own.path
    : pathname === '/dictionary'
      ? '/sql'
      : pathname.startsWith('/business/')
        ? '/risk'
        : pathname.startsWith('/plan/') || pathname === '/round'
          ? '/plan'
          : '/overview'
  // Beside new extracts there is enough to do: there alerts wait until those are loaded.
  const watched = quiet
    ? pathname !== '/extracts' || state.phase === 'live'
    : ['/alerts', '/briefing'].includes(pathname)
  const onWall = wallPart(search) !== null
  const onRound = pathname === '/round'
  useEffect(() => {
    if (!onRound) onNeeded()
  }, [onRound, onNeeded])
  const briefing = briefingHref(pathname, search, url)
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
      actions={
        <>
          {briefing !== null && <BriefingLink href={briefing} />}
          <SavedViewsButton session={session} profile={profile} />
        </>
      }
      frame={
        onWall ? page => <Later load={wallFrame} props={{ session, state, children: page }} wait={null} /> : undefined
      }
      // Of extracts, which a round does without: on a phone without a network there are none.
      notices={onRound ? [] : noticesOf({ state, session, texts, dismissed, dismiss })}
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
          <Later load={pages.extracts} props={{ profile }} wait={<Skeleton />} />
        </PageGuard>
      ) : pathname === '/plan/verify' ? (
        <PageGuard key={pathname}>
          <Later load={pages.verify} props={{}} wait={<Skeleton />} />
        </PageGuard>
      ) : onRound ? (
        <PageGuard key={pathname}>
          <Later load={pages.round} props={{}} wait={<Skeleton />} />
        </PageGuard>
      ) : engine === null || profile === null || opened === null || forecaster === null ? (
        <Skeleton />
      ) : (
        <EngineContext value={engine}>
          <SqlHrefContext value={sqlHref}>
            <ExportAbout value={about}>
              <PinHost session={session} profile={profile} version={engine.extractVersion} scheme={scheme}>
                <ScanContext value={scan}>
                  <ForecasterContext value={forecaster}>
                    {/* By its own address: what failed on one page must not stay on the next. */}
                    <PageGuard key={onWall ? `${pathname}${search}` : pathname}>
                      <Pages
                        profile={profile}
                        opened={opened}
                        session={session}
                        version={engine.extractVersion}
                        pages={pages}
                        below={
                          quiet &&
                          !onWall && (
                            <EngineContext value={patient}>
                              <Later load={pages.planProgress} props={{ profile }} wait={null} />
                            </EngineContext>
                          )
                        }
                        onShown={onShown}
                        onQuiet={onQuiet}
                      />
                    </PageGuard>
                  </ForecasterContext>
                </ScanContext>
              </PinHost>
            </ExportAbout>
          </SqlHrefContext>
        </EngineContext>
      )}
      {watched && patient !== null && profile !== null && opened !== null && (
        <EngineContext value={patient}>
          <RiskSchemeContext value={scheme}>
            <ScanContext value={scan}>
              <Later load={pages.alertsWatch} props={{ profile, opened }} wait={null} />
            </ScanContext>
          </RiskSchemeContext>
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
    notices.push({
      kind: 'error',
      title: serverAdvice(state.error, t) ?? t('app.error.title'),
      detail: state.error?.message,
      onRetry: retry,
    })
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
