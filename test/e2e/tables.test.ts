import { copyFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { english, figures, ready } from './reading'
import { sharedApp } from './sharedApp'
import { makePublishedCity, scratchFolder } from './smallCity'

const scratch = scratchFolder('tables')
const city = join(scratch, 'city')
/** One folder for each test, at `?catalog=data/NAME/`. */
const served = join(scratch, 'served')

beforeAll(() => {
  makePublishedCity(city)
  for (const name of ['published', 'damaged']) cpSync(city, join(served, name), { recursive: true })
  // The page asks for the usual catalogue ahead of everything.
  copyFileSync(join(city, 'catalog.json'), join(served, 'catalog.json'))
  const tables = readFileSync(join(city, 'tables.bin'))
  writeFileSync(join(served, 'damaged', 'tables.bin'), tables.subarray(0, tables.length / 2))
})

const app = sharedApp({ extracts: served, context: english })

/** The figures of a region's page once they are live, and the files that were fetched for them. */
async function visit(name: string) {
  const { page, requests, url } = app()
  const before = requests.length
  await page.goto('about:blank')
  await page.goto(`${url}/?catalog=data/${name}/#/overview`)
  await ready(page)
  const early = await figures(page)
  // A filter has no published answer: the engine alone knows it.
  await page.locator('[data-chart="regions"] tr[data-key]').first().click()
  await page.waitForURL(/regions=/)
  await ready(page)
  const asked = requests.slice(before).map(request => request.url)
  return { figures: [early, await figures(page)], fetched: asked.filter(file => /\.(parquet|bin)$/.test(file)) }
}

describe('a published folder', () => {
  it('goes live from its tables, without its extracts; where they are damaged, from its extracts', async () => {
    const published = await visit('published')
    expect(published.fetched.map(file => file.replace(/^.*\//, ''))).toEqual(['tables.bin'])
    expect(Object.values(published.figures[0] ?? {}).every(value => Number(value) > 0)).toBe(true)

    const warnings: string[] = []
    app().page.on('console', message => void (message.type() === 'warning' && warnings.push(message.text())))
    const damaged = await visit('damaged')
    expect(damaged.fetched.some(file => file.endsWith('/damaged/tables.bin'))).toBe(true)
    expect(damaged.fetched.filter(file => file.endsWith('.parquet')).length).toBeGreaterThanOrEqual(3)
    expect(warnings.filter(text => text.startsWith('tables.bin: '))).toHaveLength(1)
    expect(damaged.figures).toEqual(published.figures)
  })
})
