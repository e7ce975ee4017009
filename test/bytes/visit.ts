import type { Page } from 'playwright-core'
import type { Sent } from './traffic'

/** What a visit transferred, in turn. */
export interface VisitBytes {
  /** Until the first answers were on screen. */
  readonly first: readonly Sent[]
  /** From then on until the overview was quiet. */
  readonly later: readonly Sent[]
  /** What each further page added, in the order in which they were opened. */
  readonly pages: readonly { readonly route: string; readonly sent: readonly Sent[] }[]
}

/** Milliseconds without any answer after which a page has what it wants, and the longest wait for that. */
const calm = 2500
const patience = 60_000

/**
 * Opens the overview in an empty profile, then further pages of the same visit. `sent` grows while the server answers.
 * Waits for each page until it is quiet: idle moments fetch things, too.
 */
export async function bytesOfVisit(
  page: Page,
  url: string,
  sent: readonly Sent[],
  routes: readonly string[],
): Promise<VisitBytes> {
  await page.goto(`${url}/#/overview`)
  await page.waitForSelector('html[data-ready="true"]', { timeout: patience, state: 'attached' })
  // Alerts come last.
  await until(async () => sent.some(({ path }) => path.includes('/watchRoute-')))
  await quiet(sent)
  const drawn = await page.evaluate(() => {
    const [mark] = performance.getEntriesByName('first-answers')
    return mark === undefined ? null : performance.timeOrigin + mark.startTime
  })
  if (drawn === null) throw new Error('the page did not say when its first answers were on screen')
  const overview = [...sent]
  const pages: VisitBytes['pages'][number][] = []
  for (const route of routes) {
    const before = sent.length
    await page.evaluate(hash => {
      location.hash = hash
    }, `#${route}`)
    // The page of the extracts opens its workers for practice, in an idle moment.
    if (route === '/extracts')
      await until(() => page.evaluate(() => performance.getEntriesByName('practised').length > 0))
    await quiet(sent)
    pages.push({ route, sent: sent.slice(before) })
  }
  return {
    first: overview.filter(({ ended }) => ended <= drawn),
    later: overview.filter(({ ended }) => ended > drawn),
    pages,
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + patience
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not within ${patience} ms: ${isSo}`)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

async function quiet(sent: readonly Sent[]): Promise<void> {
  const until = Date.now() + patience
  let [known, since] = [-1, Date.now()]
  while (Date.now() - since < calm) {
    if (Date.now() > until) throw new Error('the page went on fetching')
    if (sent.length !== known) [known, since] = [sent.length, Date.now()]
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}
