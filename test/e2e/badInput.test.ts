import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { TableName } from '../../src/schema'
import { plainInt96, plainTexts, type RawColumn, rawParquet } from '../fixtures/parquetBytes'
import { catalogueOf, changed, good, goodFolder, square, texts, writeFolder } from './extractFolders'
import { card, english, figures, leftovers, ready, speak, tile, until } from './reading'
import { sharedApp } from './sharedApp'
import { scratchFolder } from './smallCity'

const rows = 24
const whole = goodFolder(rows)
const parquet = (columns: readonly RawColumn[]) => rawParquet(columns)
const text = (bytes: Uint8Array | string) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('latin1'))

/** Files that cannot be used, what they are in place of, and what the page has to say of them. */
const broken: Readonly<Record<string, { table: TableName; content: Uint8Array | string | null; says: RegExp }>> = {
  'absent.parquet': {
    table: 'inspections',
    content: null,
    says: /absent\.parquet: there is no such file \(HTTP 404\)/,
  },
  'login.parquet': {
    table: 'inspections',
    content: '<!doctype html><title>Log in</title>',
    says: /login\.parquet: the server answered with a web page/,
  },
  'cut.parquet': {
    table: 'inspections',
    content: parquet(good.inspections(rows)).slice(0, -9),
    says: /cut\.parquet: .*(end|incomplete|cut|truncated)/i,
  },
  'other.parquet': {
    table: 'inspections',
    content: parquet(good.inspections(rows)),
    says: /other\.parquet: its SHA-256 is [0-9a-f]{12}…, but the catalogue states 0{12}…/,
  },
  'secret.parquet': {
    table: 'inspections',
    content: `PARE${'x'.repeat(40)}PARE`,
    says: /secret\.parquet: .*encrypted/,
  },
  'bomb.parquet': {
    table: 'inspections',
    content: rawParquet(good.inspections(rows), { uncompressed: 3_300_000_000n }),
    says: /bomb\.parquet.*from 1\.5 KB to 23\.1 GB/,
  },
  'lists.parquet': {
    table: 'inspections',
    content: parquet(
      changed(good.inspections(rows), {
        result: { name: 'result', type: 'BYTE_ARRAY', converted: 0, repeated: true, groups: [plainTexts(['ok'])] },
      }),
    ),
    says: /lists\.parquet: .*result/,
  },
  'lacking.parquet': {
    table: 'inspections',
    content: parquet(changed(good.inspections(rows), { result: null })),
    says: /lacking\.parquet: no column found for result/,
  },
  'words.parquet': {
    table: 'complaints',
    content: parquet(
      changed(good.complaints(rows), {
        received_at: texts(
          'received_at',
          Array.from({ length: rows }, () => 'soon'),
        ),
      }),
    ),
    says: /words\.parquet: column "received_at" is text, expected a timestamp/,
  },
  'nothing.parquet': { table: 'complaints', content: '', says: /nothing\.parquet: .*empty/ },
  'table.parquet': { table: 'complaints', content: 'id,name\n1,2\n', says: /table\.parquet: .*Parquet/ },
}

const served = scratchFolder('bad')
const folder = (name: string, files: Parameters<typeof writeFolder>[1]) => writeFolder(join(served, name), files)
const three = [
  ['permits', 'permits.parquet'],
  ['inspections', 'inspections.parquet'],
  ['complaints', 'complaints.parquet'],
] as const

// The page asks for the usual catalogue ahead of everything.
writeFolder(served, whole)
{
  const catalogue = catalogueOf([
    ...three,
    ...Object.entries(broken).map(([file, { table }]) => [table, file] as const),
  ])
  const extracts = catalogue.extracts.map(entry =>
    entry.file === 'other.parquet' ? { ...entry, sha256: '0'.repeat(64) } : entry,
  )
  const files = Object.entries(broken).flatMap(([file, { content }]) => (content === null ? [] : [[file, content]]))
  folder('broken', { ...whole, ...Object.fromEntries(files), 'catalog.json': { ...catalogue, extracts } })
}
folder('json', { 'catalog.json': '{"name": {"en": "x", ' })
folder('fields', {
  'catalog.json': { name: { en: 'x', zh: 'x' }, extracts: [{ table: 'permit', file: '../secret.parquet' }] },
})
folder('shape', {
  ...whole,
  'square.geojson': {
    type: 'FeatureCollection',
    features: [
      ...square.features,
      {
        type: 'Feature',
        properties: { code: 'T', name: 'Torn' },
        geometry: { type: 'Polygon', coordinates: [[[0, 0]]] },
      },
    ],
  },
})
folder('noShapes', { ...whole, 'square.geojson': '{"type": "FeatureCollection", "features": [{}]}' })
folder('odd', {
  ...whole,
  // Days as INT96, of which two readers in three make something else; and an extract without rows.
  'inspections.parquet': changed(good.inspections(2), {
    inspected_on: {
      name: 'inspected_on',
      type: 'INT96',
      groups: [
        plainInt96([
          { day: 19782, nanos: 0n },
          { day: 2932896, nanos: 0n },
        ]),
      ],
    },
  }),
  'complaints.parquet': good.complaints(0),
  'catalog.json': { ...(whole['catalog.json'] as object), targets: 'targets.json' },
  'targets.json': { figures: { happiness: { atLeast: 0.9 }, problem_rate: { atMost: 0.3 } } },
})
folder('allBroken', {
  ...whole,
  'permits.parquet': '',
  'inspections.parquet': '',
  'complaints.parquet': '',
})

const app = sharedApp({
  extracts: served,
  context: english,
  expected: [
    /\b404\b/,
    /policy violation: connect-src/,
    /ERR_INTERNET_DISCONNECTED|ERR_FAILED/,
    /Failed to (fetch|load)/,
  ],
})
const open = async (search: string) => {
  await app().page.goto('about:blank')
  await app().page.goto(`${app().url}/?catalog=${search}#/overview?window=all`)
}
const alerts = () => app().page.getByRole('region', { name: 'Notices' }).getByRole('alert')
const usual = { permits_issued: rows, inspections: rows, complaints: rows, critical_rate: 0.25 }

describe('extracts that cannot be used', () => {
  it('are named with the reason, each; the others are on screen', async () => {
    const { page } = app()
    await open('data/broken/')
    await ready(page)
    expect(await figures(page)).toMatchObject(usual)
    const said = await until(async () => {
      const found = await alerts().allInnerTexts()
      return found.length >= Object.keys(broken).length && found
    })
    expect(said.length).toBe(Object.keys(broken).length)
    for (const [file, { says, content }] of Object.entries(broken)) {
      const own = said.filter(words => words.includes(file))
      expect(own.length, file).toBe(1)
      expect(own[0], `${file} ${text(content ?? '').slice(0, 8)}`).toMatch(says)
      expect(own[0], file).not.toMatch(/\n\s+at |RuntimeError|panicked/)
    }
    expect(await leftovers(page)).toEqual([])
  })

  it('have notices that can be dismissed for the visit; the report lists them all the same', async () => {
    const { page, url } = app()
    const files = Object.keys(broken)
    const [first = ''] = files
    const cross = page.getByRole('button', { name: `Dismiss: ${first} could not be used` })
    await cross.focus()
    await page.keyboard.press('Enter')
    await until(async () => (await alerts().count()) === files.length - 1)
    await speak(page, 'zh')
    const crosses = page.getByRole('button', { name: /^不再显示: .* 未能使用$/ })
    // The words of the other language are fetched when they are first asked for.
    await until(async () => (await crosses.count()) === files.length - 1)
    while ((await crosses.count()) > 0) await crosses.first().click()
    await speak(page, 'en')
    const at = `${url}/?catalog=data/broken/`
    for (const hash of ['#/rows/permits', '#/overview?window=all']) {
      await page.goto(at + hash)
      await ready(page)
      expect(await alerts().count(), hash).toBe(0)
    }
    await page.locator('.overview-data button').first().click()
    const report = await page.getByRole('dialog').innerText()
    for (const file of files) expect(report).toContain(file)
    await page.keyboard.press('Escape')
  })

  it('alone leave a page that says so and lives', async () => {
    const { page } = app()
    await open('data/allBroken/')
    await until(async () => (await alerts().count()) === 3, 60_000)
    await ready(page)
    expect(Object.values(await figures(page)).every(value => value === null)).toBe(true)
    for (const shown of await page.locator('[data-kpi]').all())
      expect(await shown.getAttribute('data-missing')).toMatch(/./)
    await speak(page, 'zh')
    await page.getByText('未能使用').first().waitFor()
    await speak(page, 'en')
  })
})

describe('extracts that are odd, but right', () => {
  it('are read rightly: days as INT96, no rows at all', async () => {
    const { page } = app()
    await open('data/odd/')
    await ready(page)
    expect(await figures(page)).toMatchObject({ permits_issued: rows, complaints: null })
    expect(await tile(page, 'complaints').getAttribute('data-missing')).toBe('no_table:complaints')
    await page.goto(`${app().url}/?catalog=data/odd/#/rows/inspections?window=all`)
    await ready(page)
    const shown = await until(async () => {
      const cells = await page.getByRole('gridcell').allInnerTexts()
      return cells.length > 0 && cells.join('|')
    })
    expect(shown).toContain('29 Feb 2024')
    expect(shown).not.toMatch(/1816|1970/)
    expect(await alerts().count()).toBe(0)
  })

  it('have their targets, but for those of no figure, which the report names', async () => {
    const { page } = app()
    await open('data/odd/')
    await ready(page)
    expect(await tile(page, 'problem_rate').innerText()).toMatch(/≤ 30\.0%/)
    await page.locator('.overview-data button').first().click()
    expect(await page.getByRole('dialog').innerText()).toMatch(/happiness: is not a figure; the figures are businesses/)
    await page.keyboard.press('Escape')
  })
})

describe('a catalogue that cannot be read', () => {
  it.each([
    ['is not there', 'data/nowhere/', /catalog\.json: there is no such file \(HTTP 404\)/],
    ['is no JSON', 'data/json/', /catalog\.json: .*JSON/],
    ['names a table that does not exist', 'data/fields/', /catalog\.json: .*extracts\[0\]\.table/],
    ['leads out of its folder', 'data/fields/', /extracts\[0\]\.file/],
    [
      'lies on another origin',
      'https://elsewhere.test/catalog.json',
      /\?catalog=https:\/\/elsewhere\.test.*own origin/,
    ],
    ['lies nowhere', 'http://', /\?catalog=/],
  ])('since it %s is a message on the page, which can try again', async (_, search, says) => {
    const { page, requests } = app()
    const before = requests.length
    await open(encodeURIComponent(search))
    await alerts().first().waitFor()
    expect(await alerts().innerText()).toMatch(says)
    await page.getByRole('button', { name: 'Try again' }).click()
    await until(async () => (await alerts().count()) === 1 && says.test(await alerts().innerText()))
    expect(requests.slice(before).filter(request => /^https:.*elsewhere/.test(request.url))).toEqual([])
    expect(await leftovers(page)).toEqual([])
  })
})

describe('region files', () => {
  it('with a torn shape: the others are drawn, and the page tells which one is not', async () => {
    const { page } = app()
    await open('data/shape/')
    await ready(page)
    expect(await figures(page)).toMatchObject(usual)
    expect(await card(page, 'map').innerText()).toMatch(/square\.geojson: feature 2 \(code T\)/)
    expect(await card(page, 'regions').locator('tr[data-key]').count()).toBeGreaterThanOrEqual(2)
    expect(await card(page, 'map').getByRole('img').count()).toBe(1)
  })

  it('without a usable shape: the figures are there, the map says why it is not', async () => {
    const { page } = app()
    await open('data/noShapes/')
    await ready(page)
    expect(await figures(page)).toMatchObject(usual)
    expect(await card(page, 'map').innerText()).toMatch(/No usable region boundaries.*square\.geojson/s)
  })
})

describe('a network that is gone after loading', () => {
  it('leaves a page that answers; what was not loaded yet says so and can be tried again', async () => {
    const { page, context } = app()
    await open('data/broken/')
    await ready(page)
    const before = await figures(page)
    await context.setOffline(true)
    try {
      await card(page, 'categories').locator('tr[data-key="noise"]').click()
      await page.waitForURL(/categories=noise/)
      await ready(page)
      expect((await figures(page)).complaints).toBe(rows / 3)
      await tile(page, 'complaints')
        .locator('.ui-tile-main')
        .click({ position: { x: 20, y: 12 } })
      await page.waitForURL(/rows\/complaints/)
      // From the browser's cache, or a message: never a page that waits.
      await page.locator('[data-rows]').or(page.getByRole('main').getByRole('alert')).first().waitFor()
      await page.goBack()
      await ready(page)
      await page.goBack()
      await ready(page)
      expect(await figures(page)).toEqual(before)
    } finally {
      await context.setOffline(false)
    }
    await tile(page, 'complaints')
      .locator('.ui-tile-main')
      .click({ position: { x: 20, y: 12 } })
    const list = page.getByRole('grid')
    const again = page.getByRole('main').getByRole('button', { name: 'Try again' })
    await list.or(again).first().waitFor()
    if ((await list.count()) === 0) await again.click()
    await list.waitFor()
    expect(await page.locator('[data-rows]').getAttribute('data-rows')).toBe(String(rows))
  })

  it('while a page is fetched: that page says so and can be tried again, the others live', async () => {
    const { page } = app()
    await open('data/broken/')
    await ready(page)
    const code = /RowsPage.*\.(js|css)$/
    await page.route(code, route => route.abort())
    await tile(page, 'complaints')
      .locator('.ui-tile-main')
      .click({ position: { x: 20, y: 12 } })
    const failed = page.getByRole('main').getByRole('alert')
    await failed.waitFor()
    expect(await failed.innerText()).toMatch(/failed|could not be loaded/)
    await page.goBack()
    await ready(page)
    expect(await figures(page)).toMatchObject(usual)
    await tile(page, 'complaints')
      .locator('.ui-tile-main')
      .click({ position: { x: 20, y: 12 } })
    await failed.waitFor()
    await page.unroute(code)
    await failed.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('grid').waitFor()
    // With its styles, too.
    expect(await page.locator('.rows-head').evaluate(element => getComputedStyle(element).display)).toBe('flex')
  })
})
