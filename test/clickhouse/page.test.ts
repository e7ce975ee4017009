import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { generateCity } from '../../data/generate'
import { launch } from '../browser'
import { type Both, inBoth } from './cities'
import { openSite, type Site } from './site'

/** The overview, driven in a browser on ClickHouse's engine. */
let both: Both
let site: Site
let browser: Browser
let page: Page
const fetched: string[] = []
const problems: string[] = []

beforeAll(async () => {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'supervision-page-')), 'city')
  await generateCity({ out: folder, rows: 4000 })
  both = await inBoth(folder)
  site = await openSite(folder, both.endpoint.url)
  browser = await launch()
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  page.on('request', request => fetched.push(request.url()))
  page.on('pageerror', error => problems.push(error.message))
  page.on('console', message => message.type() === 'error' && problems.push(message.text()))
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await site?.close()
  await both?.close()
})

const ready = () => page.locator('html[data-ready=true]').waitFor({ timeout: 60_000 })

it('is live without the browser’s own engine, with the figures of the extracts', async () => {
  await page.goto(`${site.url}#/overview?window=all`)
  await ready()
  const { rows } = both.duckdb.profile
  const whole = new Intl.NumberFormat('en')
  for (const table of ['inspections', 'complaints'] as const)
    await page
      .getByText(`${table} ${whole.format(rows[table])}`)
      .first()
      .waitFor()
  expect(fetched.filter(url => /duckdb|\.wasm|\.parquet|tables\.bin/.test(url))).toEqual([])
  expect(problems).toEqual([])
})

it('answers a click on a region as the extracts do', async () => {
  const [region] = both.duckdb.profile.regions.regions.filter(
    each => each.level === both.duckdb.profile.regions.levels[0],
  )
  await page.goto(`${site.url}#/overview?window=all&regions=${region?.code}`)
  await ready()
  const [found] = await both.duckdb.engine.rows<{ n: number }>({
    strings: [
      'SELECT CAST(count(*) AS DOUBLE) AS n FROM complaints WHERE region_code IN (SELECT code FROM region_paths WHERE ancestor = ',
      ')',
    ],
    values: [region?.code ?? ''],
  })
  await page
    .getByText(new Intl.NumberFormat('en').format(found?.n ?? -1), { exact: true })
    .first()
    .waitFor()
  expect(problems).toEqual([])
})

it('asks for the classes of an earlier day once, and sends them with what they filter', async () => {
  const asked: string[] = []
  const write = (request: Request) => asked.push(request.postData() ?? '')
  page.on('request', write)
  await page.goto(`${site.url}#/overview?window=2024-02-03..2024-11-28&classes=C`)
  await ready()
  page.off('request', write)
  const classes = 'SELECT entity_id, class FROM (SELECT entity_id, class FROM'
  expect(asked.filter(text => text.includes(classes))).toHaveLength(1)
  expect(asked.filter(text => text.includes('classes_1 AS (SELECT CAST(i AS')).length).toBeGreaterThan(3)
  expect(problems).toEqual([])
})

it('says what differs: no upload, and another SQL', async () => {
  await page.goto(`${site.url}#/extracts`)
  await page.getByText('The data is on a database server').waitFor()
  expect(await page.locator('input[type=file]:visible').count()).toBe(0)
  await page.goto(`${site.url}#/sql`)
  await page.getByText('Answered by ClickHouse, in its SQL and its types; read-only').waitFor()
  expect(problems).toEqual([])
})

it('says that the server is away, and goes on once it is back', async () => {
  site.away(true)
  await page.goto(`${site.url}#/overview?window=90d`)
  await page.getByText('The database server did not answer, or broke off').first().waitFor()
  site.away(false)
  await page.getByRole('button', { name: 'Try again' }).first().click()
  await page.reload()
  await ready()
})
