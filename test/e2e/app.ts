import type { BrowserContext, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core'
import { distFolder } from '../../src/cli/build'
import { type RunningServer, startServer } from '../../src/cli/server'
import { cityFolder } from '../../src/cli/start'
import { launch } from '../browser'
import { ready } from './reading'

export interface AppOptions {
  /** The extracts folder; the sample city when absent. */
  extracts?: string
  /** The folder with the app; `dist` when absent. */
  root?: string
  /** The server; that of `npm start` when absent. */
  start?: (folders: { root: string; extracts: string }) => Promise<RunningServer>
  /** A plain-HTTP name of the server, e.g. `supervision.test`: not a secure context. `localhost`, which is one, when absent. */
  hostname?: string
  /** Console errors, page errors and policy violations that the test brings about. */
  expected?: readonly RegExp[]
  /** Size, language, theme, … of the browser's context. */
  context?: BrowserContextOptions
  /** More command-line arguments for the browser. */
  args?: readonly string[]
}

/** One request of the page or of a worker. */
export interface AppRequest {
  url: string
  method: string
}

export interface RunningApp {
  page: Page
  context: BrowserContext
  /** Where the app is, without a slash at its end. */
  url: string
  /** Every request so far, those of workers too, in order. */
  requests: AppRequest[]
  /** Console errors, page errors and policy violations so far, expected ones too. */
  problems: string[]
}

/**
 * V8 compiles the engine's functions anew, and better, once they ran a while, in each page; what most tests ask is over
 * sooner (four visits of a small city took 38 s of computing, with this 30 s). Now only what runs long is.
 */
const LATE_COMPILING = '--js-flags=--wasm-tiering-budget=1500000000'

/** Chromium ignores this header on plain HTTP and says so; the header is for everywhere else. */
const PLAIN_HTTP_NOTICE = /Cross-Origin-Opener-Policy header has been ignored/

/**
 * Runs `use` with an empty page in a fresh browser and a server of its own, then asserts that no request left the
 * origin and that nothing went wrong that is not `expected`. Names other than the server's are not resolved.
 * Wait with locators: under the policy `page.waitForFunction` cannot run, since it calls eval in the page.
 */
export async function withApp(options: AppOptions, use: (app: RunningApp) => Promise<void>): Promise<void> {
  const { hostname = 'localhost', expected = [], root = distFolder, extracts = cityFolder } = options
  const server = await (options.start ?? startServer)({ root, extracts })
  const rules = `MAP ${hostname} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`
  const browser = await launch([`--host-resolver-rules=${rules}`, LATE_COMPILING, ...(options.args ?? [])]).catch(
    async error => {
      await server.close()
      throw error
    },
  )
  const requests: AppRequest[] = []
  const problems: string[] = []
  const url = server.url.replace('//localhost:', `//${hostname}:`)
  try {
    const context = await browser.newContext(options.context)
    context.on('request', request => requests.push({ url: request.url(), method: request.method() }))
    context.on('console', message => {
      if (message.type() === 'error') problems.push(describe(message))
    })
    context.on('response', response => {
      if (response.status() >= 400) problems.push(`answer ${response.status()}: ${response.url()}`)
    })
    context.on('weberror', failure => problems.push(`page error: ${String(failure.error().stack ?? failure.error())}`))
    // The browser's own line on the console changes with its version; the event's fields do not.
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', event => {
        console.error(`policy violation: ${event.effectiveDirective} ${event.blockedURI} at ${event.sourceFile ?? '?'}`)
      })
    })
    const page = await context.newPage()
    // What the browser itself says of a worker (a policy violation in it) reaches this log and no console event.
    const log = await context.newCDPSession(page)
    log.on('Log.entryAdded', ({ entry }) => {
      if (entry.source === 'worker' && entry.level === 'error') problems.push(`worker: ${entry.text}`)
    })
    await log.send('Log.enable')
    await use({ page, context, url, requests, problems })
    // What the page still sends is waited for a moment: a late request is a request too.
    await page.waitForTimeout(100).catch(() => undefined)
  } finally {
    await browser.close()
    await server.close()
  }
  assertNothing('requests that left the origin', requests.map(request => request.url).filter(leaves(url)))
  const allowed = [PLAIN_HTTP_NOTICE, ...expected]
  assertNothing(
    'console errors',
    problems.filter(text => !allowed.some(pattern => pattern.test(text))),
  )
}

/** Opens a route (`#/overview` when absent) and waits, at most `timeout` ms, until the page says that it is ready. */
export async function openOverview(page: Page, url: string, hash = '#/overview', timeout = 60_000): Promise<void> {
  await page.goto(`${url}/${hash}`)
  await ready(page, timeout)
}

function leaves(url: string): (request: string) => boolean {
  const { origin } = new URL(url)
  return request => /^(https?|wss?|ftp):/.test(request) && new URL(request.replace(/^ws/, 'http')).origin !== origin
}

function describe(message: ConsoleMessage): string {
  const { url, lineNumber } = message.location()
  return `${message.text()}${url ? ` (${url}:${lineNumber})` : ''}`
}

function assertNothing(what: string, found: readonly string[]): void {
  if (found.length > 0) throw new Error(`${what}:\n${found.map(text => `  ${text}`).join('\n')}`)
}
