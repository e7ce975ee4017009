import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { FloorTimes } from './floor'
import { type Shown, watchPage } from './watch'

/** One visit of our page, in milliseconds since navigation; `marks` are the page's own. */
export interface Visit {
  readonly found: Shown
  readonly painted: Shown
  readonly marks: readonly { readonly name: string; readonly at: number; readonly rows: number | null }[]
}

/** The visits of one empty profile: ours, then the floor, and both again. */
export interface Round {
  readonly cold: Visit
  readonly second: Visit
  readonly coldFloor: FloorTimes | null
  readonly secondFloor: FloorTimes | null
}

const timeout = 180_000
/** Milliseconds between a window's opening and its first address, ours and the floor's alike. */
const settling = 2000

/** An empty profile whose pages are watched. */
export async function newProfile(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  // tsx names functions by a helper that a page does not have.
  await context.addInitScript({ content: 'globalThis.__name = made => made' })
  await context.addInitScript(watchPage)
  return context
}

export async function round(browser: Browser, ours: string, floor: string | null): Promise<Round> {
  const context = await newProfile(browser)
  try {
    const cold = await visit(context, ours)
    const coldFloor = floor === null ? null : await visitFloor(context, floor)
    const second = await visit(context, ours)
    const secondFloor = floor === null ? null : await visitFloor(context, floor)
    return { cold, second, coldFloor, secondFloor }
  } finally {
    await context.close()
  }
}

/** One cold visit to a page that has nothing beside it. */
export async function coldVisit(browser: Browser, url: string): Promise<Visit> {
  const context = await newProfile(browser)
  try {
    return await visit(context, url)
  } finally {
    await context.close()
  }
}

async function visit(context: BrowserContext, url: string): Promise<Visit> {
  const page = await openLive(context, url)
  const seen = await page.evaluate(() => ({
    found: { ...window.benchWatch.found },
    painted: { ...window.benchWatch.painted },
    marks: performance.getEntriesByType('mark').map(mark => ({
      name: mark.name,
      at: mark.startTime,
      rows: typeof (mark as PerformanceMark).detail === 'number' ? ((mark as PerformanceMark).detail as number) : null,
    })),
  }))
  await page.close()
  return seen
}

/** Our page, once everything on it is live and painted. */
export async function openLive(context: BrowserContext, url: string): Promise<Page> {
  const page = await settledPage(context)
  await page.goto(new URL('#/overview', url).href)
  await page.locator('html[data-ready="true"]').waitFor({ state: 'attached', timeout })
  const until = Date.now() + timeout
  while (!(await page.evaluate(() => window.benchWatch.painted.live !== undefined))) {
    if (Date.now() > until) throw new Error(`${url}: the page did not become live`)
    await page.waitForTimeout(50)
  }
  return page
}

/** A window of its own starts the browser's own pages, which take both cores for a while: no part of a visit. */
async function settledPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.waitForTimeout(settling)
  return page
}

async function visitFloor(context: BrowserContext, url: string): Promise<FloorTimes> {
  const page = await settledPage(context)
  await page.goto(url)
  await page.waitForFunction(() => window.floor !== undefined, null, { timeout })
  const times = await page.evaluate(() => window.floor)
  await page.close()
  if (times === undefined) throw new Error('The floor page gave no times')
  return times
}
