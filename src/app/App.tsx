import { useMemo } from 'react'
import { Navigate, Route, Routes, useLocation } from 'react-router'
import { EngineContext } from '../engine/useRows'
import { useChoices } from '../filters/useChoices'
import { type Texts, useTexts } from '../i18n'
import { Skeleton } from '../ui/Skeleton'
import { OverviewPage } from '../views/overview/OverviewPage'
import { FilterBar } from './filterBar/FilterBar'
import type { Session, SessionState } from './session'
import { entries } from './shell/entries'
import { PageGuard } from './shell/Guard'
import { Later } from './shell/Later'
import type { Notice } from './shell/Notices'
import { Shell } from './shell/Shell'
import { useSession } from './useSession'
// Here, not with the pages that come later: a style sheet that could not be fetched is not asked for again.
import '../ui/dataTable.css'
import '../views/rows/rows.css'

const rejectedPage = () => import('../views/rows/RejectedPage').then(page => ({ default: page.RejectedPage }))
const rowsPage = () => import('../views/rows/RowsPage').then(page => ({ default: page.RowsPage }))

export interface AppProps {
  readonly session: Session
  /** Called once the first answers are on screen: what is slow may begin. */
  onShown(): void
}

/** The shell with the page of the route. */
export function App({ session, onShown }: AppProps) {
  const state = useSession(session)
  const texts = useTexts()
  const url = useChoices()
  const { pathname } = useLocation()
  const { profile, opened, version } = state
  const engine = useMemo(
    () => (version === null ? null : { engine: session.engine, extractVersion: version }),
    [session, version],
  )
  // The rows belong to the overview: the rail shows where they came from.
  const current = entries.some(entry => entry.path === pathname) ? pathname : '/overview'
  return (
    <Shell
      entries={entries}
      current={current}
      hrefOf={path => url.href(path)}
      catalogue={opened?.catalogue.name ?? null}
      asOf={profile?.asOf ?? null}
      notices={noticesOf(state, session, texts)}
      filterBar={
        <FilterBar
          choices={url.choices}
          asOf={profile?.asOf ?? null}
          firstDay={profile?.firstDay ?? null}
          options={profile?.choices ?? null}
          regions={profile?.regions ?? null}
          onChange={partial => url.set(partial)}
          onReset={url.reset}
        />
      }
    >
      {engine === null || profile === null || opened === null ? (
        <Skeleton />
      ) : (
        <EngineContext value={engine}>
          {/* By its own address: what failed on one page must not stay on the next. */}
          <PageGuard key={pathname}>
            <Routes>
              <Route
                path="/overview"
                element={<OverviewPage profile={profile} targets={opened.targets} onShown={onShown} />}
              />
              <Route path="/rows/:table" element={<Later load={rowsPage} props={{ profile }} wait={<Skeleton />} />} />
              <Route
                path="/rejected/:table"
                element={<Later load={rejectedPage} props={{ profile }} wait={<Skeleton />} />}
              />
              <Route path="*" element={<Navigate to="/overview" replace />} />
            </Routes>
          </PageGuard>
        </EngineContext>
      )}
    </Shell>
  )
}

function noticesOf(state: SessionState, session: Session, { t }: Texts): Notice[] {
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
  for (const file of state.profile?.files ?? []) {
    if (file.error !== null && state.phase === 'live')
      notices.push({ kind: 'error', title: t('app.error.file', { file: file.file }), detail: file.error })
  }
  return notices
}
