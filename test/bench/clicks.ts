import type { Browser, Page } from 'playwright-core'
import { addYears } from '../../src/filters/days'
import { figureKeys } from '../../src/schema'
import { newProfile, openLive } from './visits'
import type { Act } from './watch'

export interface Clicks {
  readonly regions: readonly Act[]
  /** The same on which the pointer rested before. */
  readonly pointed: readonly Act[]
  readonly windows: readonly Act[]
  /** Three forecasts with their tests, of other windows. */
  readonly outlooks: readonly Act[]
  /** Why a figure changed, with the search for combinations: other figures, then other windows at the finest level. */
  readonly why: readonly Act[]
}

/** Clicks of each kind; each asks for something that was not asked before. */
const most = 12
/** Rest between two clicks, in milliseconds. */
const rest = 400
/** How long a pointer rests on what it clicks, in milliseconds. */
const pointing = 250

/** On one live page: rows of the list of regions, then links to windows (a year each, a month further back), here and on the page of forecasts. */
export async function measureClicks(browser: Browser, url: string, asOf: string): Promise<Clicks> {
  const context = await newProfile(browser)
  try {
    const page = await openLive(context, url)
    // The first answers are written for the next visit some seconds after the page is live.
    await page.waitForTimeout(4000)
    const regions = await regionsClicked(page, 0)
    const windows: Act[] = []
    for (const window of windowsBefore(asOf)) windows.push(await followed(page, `#/overview?window=${window}`))
    const pointed = await regionsClicked(page, pointing)
    // The page itself, its worker and the functions of both come with the first one.
    await followed(page, '#/outlook')
    const outlooks: Act[] = []
    for (const window of windowsBefore(asOf)) outlooks.push(await followed(page, `#/outlook?window=${window}`))
    return { regions, pointed, windows, outlooks, why: await changesTakenApart(page, asOf) }
  } finally {
    await context.close()
  }
}

/** Rows of the list of regions, each after the pointer has been on it for so long. */
async function regionsClicked(page: Page, milliseconds: number): Promise<Act[]> {
  const rows = page.locator('[data-chart="regions"] tbody tr')
  const keys = await rows.evaluateAll(all => all.map(row => row.getAttribute('data-key') ?? ''))
  const acts: Act[] = []
  for (const key of keys.filter(each => !each.startsWith('~')).slice(0, most)) {
    const row = page.locator(`[data-chart="regions"] tr[data-key=${JSON.stringify(key)}]`)
    await row.scrollIntoViewIfNeeded()
    const click = async (): Promise<void> => {
      if (milliseconds === 0) return row.evaluate(element => (element as HTMLElement).click())
      await row.hover()
      await page.waitForTimeout(milliseconds)
      await page.mouse.down()
      await page.mouse.up()
    }
    acts.push(await during(page, `region ${key}`, click))
  }
  return acts
}

/** High risk of a past day is scored anew, which is another thing to measure. */
async function changesTakenApart(page: Page, asOf: string): Promise<Act[]> {
  await follow(page, '#/why?figure=businesses')
  await page.waitForSelector('html[data-ready="true"] [data-chart="why-combinations"]:not([aria-busy="true"])')
  await page.waitForTimeout(rest)
  const acts: Act[] = []
  for (const figure of figureKeys.filter(key => key !== 'businesses' && key !== 'high_risk'))
    acts.push(await followed(page, `#/why?figure=${figure}`))
  await page.getByLabel('Figure').selectOption('complaints')
  const levels = page.getByLabel('Level of regions')
  const finest = (await levels.count()) === 0 ? null : await levels.locator('option').last().getAttribute('value')
  await page.waitForTimeout(rest * 3)
  // The sample city has three years: further back there is nothing to compare with, and the page asks nothing.
  for (const window of windowsBefore(asOf).slice(1, 9))
    acts.push(
      await followed(page, `#/why?figure=complaints&window=${window}${finest === null ? '' : `&level=${finest}`}`),
    )
  return acts
}

/** Follows a link to an address of the page. */
const follow = (page: Page, hash: string): Promise<void> =>
  page.evaluate(to => {
    const link = document.createElement('a')
    link.href = to
    document.body.append(link)
    link.click()
    link.remove()
  }, hash)

const followed = (page: Page, hash: string): Promise<Act> => during(page, hash, () => follow(page, hash))

async function during(page: Page, what: string, click: () => Promise<void>): Promise<Act> {
  const next = page.evaluate(() => window.benchWatch.next())
  await click()
  const late = AbortSignal.timeout(60_000)
  const act = await Promise.race([
    next,
    new Promise<never>((_, reject) => {
      late.onabort = () => reject(new Error(`${what}: no new answers came within a minute of the click`))
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
