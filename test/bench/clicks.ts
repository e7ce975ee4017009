import type { Browser, Page } from 'playwright-core'
import { addYears } from '../../src/filters/days'
import { newProfile, openLive } from './visits'
import type { Act } from './watch'

export interface Clicks {
  readonly regions: readonly Act[]
  readonly windows: readonly Act[]
  /** Three forecasts with their tests, of other windows. */
  readonly outlooks: readonly Act[]
}

/** Clicks of each kind; each asks for something that was not asked before. */
const most = 12
/** Rest between two clicks, in milliseconds. */
const rest = 400

/** On one live page: rows of the list of regions, then links to windows (a year each, a month further back), here and on the page of forecasts. */
export async function measureClicks(browser: Browser, url: string, asOf: string): Promise<Clicks> {
  const context = await newProfile(browser)
  try {
    const page = await openLive(context, url)
    // The first answers are written for the next visit some seconds after the page is live.
    await page.waitForTimeout(4000)
    const rows = page.locator('[data-chart="regions"] tbody tr')
    const keys = await rows.evaluateAll(all => all.map(row => row.getAttribute('data-key') ?? ''))
    const regions: Act[] = []
    for (const key of keys.filter(each => !each.startsWith('~')).slice(0, most)) {
      const row = page.locator(`[data-chart="regions"] tr[data-key=${JSON.stringify(key)}]`)
      await row.scrollIntoViewIfNeeded()
      regions.push(await during(page, () => row.click()))
    }
    const follow = (hash: string): Promise<Act> =>
      during(page, () =>
        page.evaluate(address => {
          const link = document.createElement('a')
          link.href = address
          document.body.append(link)
          link.click()
          link.remove()
        }, hash),
      )
    const windows: Act[] = []
    for (const window of windowsBefore(asOf)) windows.push(await follow(`#/overview?window=${window}`))
    // The page itself, its worker and the functions of both come with the first one.
    await follow('#/outlook')
    const outlooks: Act[] = []
    for (const window of windowsBefore(asOf)) outlooks.push(await follow(`#/outlook?window=${window}`))
    return { regions, windows, outlooks }
  } finally {
    await context.close()
  }
}

async function during(page: Page, click: () => Promise<void>): Promise<Act> {
  const next = page.evaluate(() => window.benchWatch.next())
  await click()
  const late = AbortSignal.timeout(60_000)
  const act = await Promise.race([
    next,
    new Promise<never>((_, reject) => {
      late.onabort = () => reject(new Error('No new answers came within a minute of a click'))
    }),
  ])
  await page.waitForTimeout(rest)
  return act
}

function windowsBefore(asOf: string): string[] {
  const [year = 2000, month = 1] = asOf.split('-').map(Number)
  return Array.from({ length: most }, (_, i) => {
    const to = new Date(Date.UTC(year, month - 1 - i, 0)).toISOString().slice(0, 10)
    const from = new Date(Date.parse(addYears(to, -1)) + 86_400_000).toISOString().slice(0, 10)
    return `${from}..${to}`
  })
}
