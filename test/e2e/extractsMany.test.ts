import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import writeXlsx, { type SheetData } from 'write-excel-file/node'
import { goodFolder, writeFolder } from './extractFolders'
import {
  bringIn,
  button,
  check,
  commit,
  complaintHeads,
  complaintRows,
  confirmLoss,
  csvText,
  downloaded,
  dropFiles,
  gb18030,
  inspectionHeads,
  inspectionRows,
  mapped,
  now,
  openExtracts,
  opfsFiles,
  overview,
  tables,
  utf8,
  versions,
} from './importing'
import { english, figures } from './reading'
import { sharedApp } from './sharedApp'
import { scratchFolder } from './smallCity'

const sheet = (rows: readonly (readonly string[])[]): SheetData =>
  rows.map(row => row.map(value => ({ value, type: String })))

describe('several files at once', () => {
  const extracts = writeFolder(scratchFolder('many'), goodFolder(24))
  const app = sharedApp({ extracts, context: english })

  it('are read sheet by sheet and member by member; what is broken is named, businesses are joined', async () => {
    const { page, url } = app()
    await openExtracts(page, url)
    const book = await writeXlsx([
      { data: sheet([complaintHeads, ...complaintRows(210)]), sheet: '投诉' },
      { data: sheet([inspectionHeads, ...inspectionRows(220)]), sheet: '检查' },
    ]).toBuffer()
    const businesses = csvText([
      ['business_id', 'name', 'address', 'longitude', 'latitude'],
      ...Array.from({ length: 40 }, (_, i) => [
        `K${1000 + i}`,
        `Shop ${i}`,
        `${i} Main Street`,
        0.1 + (i % 8) / 10,
        0.1 + (i % 7) / 10,
      ]),
    ])
    const permits = csvText([
      ['permit_id', 'status', 'valid_from', 'business_id'],
      ...Array.from({ length: 230 }, (_, i) => [`X${i}`, 'active', `2024-0${(i % 9) + 1}-11`, `K${1000 + (i % 40)}`]),
    ])
    await dropFiles(page, [
      { name: '2024.xlsx', bytes: new Uint8Array(book) },
      { name: 'more.zip', bytes: zipSync({ 'permits.csv': new TextEncoder().encode(permits) }) },
      utf8('businesses.csv', businesses),
      { name: 'broken.xlsx', bytes: new Uint8Array(book).slice(0, book.length / 2) },
    ])
    await mapped(page)
    const faults = page.locator('.ex-faults')
    expect(await faults.innerText()).toContain('broken.xlsx')
    expect((await faults.locator('small').innerText()).length).toBeGreaterThan(30)
    const listed = await tables(page).getByRole('button').allInnerTexts()
    expect(listed.map(text => text.split('\n')[0])).toEqual([
      '2024.xlsx › 投诉',
      '2024.xlsx › 检查',
      'more.zip › permits.csv',
      'businesses.csv',
    ])
    await tables(page)
      .getByRole('button', { name: /permits/ })
      .click()
    await page.getByText(/Joined to businesses.csv/).waitFor()
    await tables(page).locator('progress').first().waitFor({ state: 'detached' })
    expect(
      await tables(page)
        .getByRole('button', { name: /permits/ })
        .innerText(),
    ).toMatch(/Permits · ready/)
    await check(page)
    expect(await page.locator('.ex-report h2').allInnerTexts()).toEqual(
      expect.arrayContaining(['Permits', 'Inspections', 'Complaints']),
    )
    await confirmLoss(page)
    await commit(page)
    await overview(page, url)
    expect(await figures(page)).toMatchObject({ complaints: 210, inspections: 220, permits_issued: 230 })
  })
})

describe('a replacement with fewer rows', () => {
  const extracts = writeFolder(scratchFolder('fewer'), goodFolder(24))
  const app = sharedApp({ extracts, context: english })
  const file = (rows: number) => gb18030('投诉.csv', csvText([complaintHeads, ...complaintRows(rows)]))

  it('keeps its mapping as a profile that the same header finds again', async () => {
    const { page, url } = app()
    await openExtracts(page, url)
    await dropFiles(page, [file(300)])
    await mapped(page)
    await page.getByLabel('Keep the mapping as a profile').check()
    await page.getByLabel('Name of the profile').fill('热线')
    await check(page)
    await confirmLoss(page)
    await commit(page)
    await page.reload()
    await openExtracts(page, url)
    await dropFiles(page, [file(210)])
    await mapped(page)
    expect(await page.locator('.ex-map').innerText()).toContain('As last time: 热线')
  })

  it('asks before it takes 30 % of the rows', async () => {
    const { page, url } = app()
    await check(page)
    expect(await page.getByText('Complaints: 30.0% fewer rows').count()).toBe(1)
    const action = page.locator('.ex-foot [data-primary]')
    expect(await action.isDisabled()).toBe(true)
    await page.locator('.ex-foot input[type="checkbox"]').check()
    await commit(page)
    await overview(page, url)
    expect((await figures(page)).complaints).toBe(210)
  })

  it('a profile is exported, removed, and imported again', async () => {
    const { page, url } = app()
    await openExtracts(page, url)
    const profiles = page.locator('section[aria-labelledby="ex-profiles"]')
    const { name, bytes } = await downloaded(page, () => profiles.getByRole('button', { name: 'Export 热线' }).click())
    expect(name).toMatch(/\.json$/)
    expect(JSON.stringify(JSON.parse(bytes.toString('utf8')))).toContain('工单编号')
    await profiles.getByRole('button', { name: 'Remove 热线' }).click()
    await profiles.locator('b', { hasText: '热线' }).waitFor({ state: 'detached' })
    await dropFiles(page, [utf8('profile.json', bytes.toString('utf8')), file(210)])
    await mapped(page)
    await page.getByText('Profiles taken in: 热线').waitFor()
    await button(page, 'Discard this import').click()
    await profiles.locator('b', { hasText: '热线' }).waitFor()
    await profiles.locator('input[type="file"]').setInputFiles({
      name: 'bad.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"name": 3}'),
    })
    await profiles.getByRole('alert').waitFor()
  })

  it('removing everything leaves nothing but the server’s extracts', async () => {
    const { page, url } = app()
    await button(page, 'Remove everything').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove everything' }).click()
    await now(page).getByText('this browser').waitFor({ state: 'detached' })
    await page.locator('section[aria-labelledby="ex-profiles"] li').waitFor({ state: 'detached' })
    expect(await versions(page).count()).toBe(1)
    expect(await opfsFiles(page)).toEqual([])
    const kept = await page.evaluate(
      () =>
        new Promise<string[]>((done, failed) => {
          const opening = indexedDB.open('smart-supervision')
          opening.onerror = () => failed(opening.error)
          opening.onsuccess = () => {
            const asking = opening.result.transaction('kept').objectStore('kept').getAllKeys()
            asking.onsuccess = () => {
              opening.result.close()
              done(asking.result.map(String))
            }
          }
        }),
    )
    // Answers of the server's own extracts may be kept anew at once.
    expect(kept.filter(key => !key.startsWith('answers of'))).toEqual([])
    await overview(page, url)
    expect((await figures(page)).complaints).toBe(24)
  })
})

describe('personal data and texts that could be code', () => {
  const extracts = writeFolder(scratchFolder('personal'), goodFolder(24))
  const app = sharedApp({ extracts, context: english })
  const danger = '<img src=x onerror=alert(1)>'
  const phone = (i: number) => `138${String(12340000 + i * 7)}`

  it('phones and names never reach what is kept, and the report says so; markup is text', async () => {
    const { page, url } = app()
    const dialogs: string[] = []
    page.on('dialog', dialog => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    await openExtracts(page, url)
    const heads = [...complaintHeads, '投诉人', '联系电话', danger, 'note']
    const rows = complaintRows(300).map((row, i) => [
      ...row.slice(0, 2),
      i % 3 === 0 ? danger : (row[2] ?? ''),
      ...row.slice(3),
      `欧阳锋锐${i % 3}`.slice(0, 4),
      phone(i),
      i % 2 === 0 ? danger : 'b',
      `call ${phone(i)} back`,
    ])
    await dropFiles(page, [utf8(`${danger}.csv`, csvText([heads, ...rows]))])
    await mapped(page)
    expect(await page.locator('.ex-map h2').innerText()).toBe(`${danger}.csv`)
    expect(await page.locator('.ex-map').innerText()).toContain(danger)
    const masks = page.locator('.ex-map section', { has: page.getByRole('heading', { name: 'Personal data' }) })
    for (const column of ['投诉人', '联系电话', 'note']) expect(await masks.innerText()).toContain(column)
    // Kept beside the canonical columns, so that masking is all that protects it.
    const extras = page.locator('details', { hasText: 'Columns that are not used' })
    await extras.locator('summary').click()
    for (const box of await extras.locator('input').all()) await box.check()
    await check(page)
    expect(await page.locator('.ex-report').innerText()).toMatch(/联系电话 \(phone, 300\)/)
    expect(await page.locator('.ex-report').innerText()).toMatch(/投诉人 \(name, 300\)/)
    await confirmLoss(page)
    await commit(page)
    const files = await opfsFiles(page)
    const parquet = files.filter(({ bytes }) => bytes.subarray(0, 4).toString() === 'PAR1')
    expect(parquet.length).toBe(1)
    const { openDecoder } = await import('../../src/extracts/decoderNode')
    const decoder = openDecoder()
    const source = await decoder.open('kept', new Blob([new Uint8Array(parquet[0]?.bytes ?? [])]))
    const names = source.columns.map(column => column.name)
    const { values } = await decoder.sample('kept', names, source.rows)
    decoder.end()
    const all = JSON.stringify(values)
    expect(all).toContain('GD100299')
    expect(all).not.toMatch(/138\d{8}/)
    expect(all).not.toContain('欧阳锋锐')
    for (const { bytes } of files) expect(bytes.includes('欧阳锋锐')).toBe(false)
    await overview(page, url)
    expect(await page.locator('img[src="x"]').count()).toBe(0)
    await page.goto(`${url}/#/rows/complaints?window=all`)
    await page.getByRole('grid').getByText(danger).first().waitFor()
    expect(await page.locator('img[src="x"]').count()).toBe(0)
    expect(dialogs).toEqual([])
  })
})

describe('on plain HTTP', () => {
  it('what is brought in is kept in the database and is there after reloading', async () => {
    const { withApp } = await import('./app')
    const extracts = writeFolder(scratchFolder('plain'), goodFolder(24))
    await withApp({ extracts, context: english, hostname: 'supervision.test' }, async ({ page, url }) => {
      await openExtracts(page, url)
      await bringIn(page, [gb18030('投诉.csv', csvText([complaintHeads, ...complaintRows(300)]))], '李')
      await button(page, 'Close').click()
      await page.getByText('In the database of this browser').waitFor()
      await page.reload()
      await openExtracts(page, url)
      expect(await versions(page).first().innerText()).toContain('李')
      await overview(page, url)
      expect((await figures(page)).complaints).toBe(300)
    })
  })
})
