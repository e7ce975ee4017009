import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { HashRouter } from 'react-router'
import { startI18n } from '../i18n'
import { openStorage } from '../storage'
import { App } from './App'
import { Session } from './session'
import { startTheme } from './shell/theme'
import '../ui/theme.css'
import '../ui/base.css'

declare global {
  interface Window {
    /** Set by public/supported.js, which has then put its own text in place of the page. */
    __unsupported?: boolean
  }
}

/** Longest wait for early answers to be drawn before the engine starts to compete for the processor, in milliseconds. */
const patience = 3000

async function start(root: HTMLElement): Promise<void> {
  startTheme()
  startI18n()
  const client = new QueryClient()
  const session = new Session(client, openStorage())
  const opened = session.open()
  let shown: () => void = () => undefined
  const drawn = new Promise<void>(resolve => {
    shown = () => {
      performance.mark('first-answers')
      resolve()
    }
  })
  await opened
  createRoot(root).render(
    <QueryClientProvider client={client}>
      {/* Without transitions: an address and `data-ready` must not be of two filters, not for one moment. */}
      <HashRouter useTransitions={false}>
        <App session={session} onShown={() => afterPaint(shown)} />
      </HashRouter>
    </QueryClientProvider>,
  )
  if (session.state().early !== null && location.hash.replace(/^#\/?/, '').match(/^(overview|$)/)) {
    await Promise.race([drawn, new Promise(resolve => setTimeout(resolve, patience))])
  }
  await session.load()
}

/** After the frame that is being made is on screen. */
const afterPaint = (then: () => void): void => void requestAnimationFrame(() => setTimeout(then))

const root = document.getElementById('root')
if (root && !window.__unsupported) void start(root)
