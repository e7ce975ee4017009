// Before everything that imports styles of its own: what holds for all is first, so that a page's own rule wins.
import '../ui/theme.css'
import '../ui/base.css'
import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { HashRouter } from 'react-router'
import { fetchFirst, fetchRest, startI18n } from '../i18n'
import { AlertBoardContext, LaterBoard } from '../parts/alertBoard'
import { nameDerived } from '../risk/derived'
import { openStorage } from '../storage/kept'
import { App } from './App'
import type { SessionPages } from './Pages'
import { Session } from './session'
import { fetchOnce } from './shell/fetchOnce'
import { fetchPageStyles } from './shell/pageStyles'
import { startTheme } from './shell/theme'

declare global {
  interface Window {
    /** Set by public/supported.js, which has then put its own text in place of the page. */
    __unsupported?: boolean
  }
}

/** Milliseconds that a catalogue may take before the empty page is shown. */
const frameAfter = 250
/** Milliseconds after which loading waits no longer for the first answers to be drawn: another page has none. */
const drawnBy = 1000

async function start(root: HTMLElement): Promise<void> {
  startTheme()
  startI18n()
  const words = fetchFirst()
  nameDerived()
  // Answers are drawn in the turn in which they come, not a timer later.
  notifyManager.setScheduler(queueMicrotask)
  const client = new QueryClient()
  const session = new Session(client, openStorage())
  const alerts = new LaterBoard()
  const pages: SessionPages = {
    extracts: () => import('./extractsRoute').then(route => ({ default: route.extractsRoute(session) })),
    model: () => import('./modelRoute').then(route => ({ default: route.modelRoute(session) })),
    services: () => import('./servicesRoute').then(route => ({ default: route.servicesRoute(session) })),
    briefing: () => import('./briefingRoute').then(route => ({ default: route.briefingRoute(session) })),
    notebook: () => import('./notebookRoute').then(async route => ({ default: await route.notebookRoute(session) })),
    plan: () => import('./planRoute').then(async route => ({ default: await route.planRoute(session) })),
    planProgress: () =>
      import('./plans/progressRoute').then(async route => ({ default: await route.progressRoute(session) })),
    verify: () => import('./verifyRoute').then(route => ({ default: route.VerifyRoute })),
    round: () => import('./roundRoute').then(route => ({ default: route.RoundRoute })),
    alertsWatch: () => import('./alerts/watchRoute').then(route => ({ default: route.watchRoute(session, alerts) })),
  }
  const opened = session.open()
  let tellDrawn: () => void = () => undefined
  const drawn = new Promise<void>(resolve => {
    tellDrawn = resolve
  })
  let tellNeeded: () => void = () => undefined
  const needed = new Promise<void>(resolve => {
    tellNeeded = resolve
  })
  const drawnOrNot = () => Promise.race([drawn, pause(drawnBy)])
  const shown = (): void =>
    afterPaint(() => {
      performance.mark('first-answers')
      tellDrawn()
    })
  // One rendering with answers is quicker than two; a slow network gets the frame of the page meanwhile.
  await Promise.race([opened, pause(frameAfter)])
  try {
    await words
  } catch {
    // Without words there is nothing to show; in which language is not asked any more.
    root.textContent = '页面文字未能载入，请重新载入页面。The page’s words could not be loaded; reload the page.'
    return
  }
  createRoot(root).render(
    <QueryClientProvider client={client}>
      {/* Without transitions: an address and `data-ready` must not be of two filters, not for one moment. */}
      <HashRouter useTransitions={false}>
        <AlertBoardContext value={alerts}>
          <App session={session} pages={pages} onShown={shown} onNeeded={tellNeeded} />
        </AlertBoardContext>
      </HashRouter>
    </QueryClientProvider>,
  )
  await opened
  // So that what is opened later has its words and styles at once; where this fails, it asks again.
  void drawnOrNot().then(() => {
    for (const load of [fetchRest, fetchPageStyles]) fetchOnce(load).catch(() => undefined)
  })
  // A phone on its round has no use for all extracts of a city.
  await needed
  // The engine opens beside the drawing of the first answers: waiting for that cost more than the two take from each other.
  await session.load(drawnOrNot())
}

const pause = (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds))

/** After the frame that is being made is on screen. */
const afterPaint = (then: () => void): void => void requestAnimationFrame(() => setTimeout(then))

const root = document.getElementById('root')
if (root && !window.__unsupported) void start(root)
