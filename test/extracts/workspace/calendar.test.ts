import { describe, expect, it } from 'vitest'
import { formatKept, nothingKept, parseKept } from '../../../src/extracts/workspace/keptState'
import { overlayFolder } from '../../../src/extracts/workspace/overlayFolder'
import {
  contentAfter,
  currentOf,
  effectiveCatalogue,
  keptCalendar,
  nothingAdded,
  restored,
  withVersion,
} from '../../../src/extracts/workspace/versions'
import { openFileStore } from '../../../src/storage/files'
import { openPage } from '../../app/workspaceHost'
import { memoryFolder } from '../../fixtures/cityFiles'
import { facts, keptFile } from './kept'

const text = JSON.stringify({ holidays: ['2025-10-01'], workdays: ['2025-09-28'] })
const content = contentAfter(nothingAdded, { what: 'calendar', text })

describe('a calendar of this browser', () => {
  it('takes the place of the server’s, whether there is one or not, and gives way to it again', () => {
    expect(effectiveCatalogue(null, content).calendar).toBe(keptCalendar)
    expect(effectiveCatalogue(null, nothingAdded)).not.toHaveProperty('calendar')
    expect(contentAfter(content, { what: 'calendar', text: null })).toEqual(nothingAdded)
  })

  it('stays when files come and go', () => {
    const incoming = [{ file: keptFile('permits', 'kept/p'), mode: 'append' }] as const
    const more = contentAfter(content, { what: 'load', incoming })
    expect(more.calendar).toBe(text)
    expect(contentAfter(more, { what: 'remove', file: 'kept/p' }).calendar).toBe(text)
  })

  it('is served from here, the server’s files from there', async () => {
    const files = await openFileStore('city', { storage: null, indexedDB: null, locks: null })
    const folder = overlayFolder(memoryFolder({ 'calendar.json': '{}' }), files, content)
    expect(await folder.text(keptCalendar)).toBe(text)
    expect(await folder.text('calendar.json')).toBe('{}')
  })

  it('is kept with its version and brought back with it', () => {
    const one = withVersion(nothingKept, content, 'calendar', facts('v1'))
    const read = parseKept(JSON.parse(JSON.stringify(formatKept(one))))
    expect(currentOf(read)).toMatchObject({ what: 'calendar', calendar: text })
    const two = withVersion(read, nothingAdded, 'calendar', facts('v2'))
    expect(currentOf(two)).not.toHaveProperty('calendar')
    expect(currentOf(restored(two, 'v1', facts('v3')))).toMatchObject({ what: 'restore', calendar: text })
  })

  it('is loaded, shown and reset by the workspace; one that cannot be read changes nothing', async () => {
    const page = await openPage()
    await page.workspace.setCalendar(text)
    const opened = page.shown.at(-1)?.opened
    expect(opened?.calendarText).toBe(text)
    expect([...(opened?.calendar.holidays ?? [])]).toEqual(['2025-10-01'])
    expect(opened?.catalogue.calendar).toBe(keptCalendar)
    expect(await opened?.folder.text(keptCalendar)).toBe(text)
    const bad = JSON.stringify({ holidays: ['2025-10-01'], workdays: ['2025-10-01'] })
    await expect(page.workspace.setCalendar(bad)).rejects.toThrow('a day is one or the other')
    expect(page.shown).toHaveLength(1)
    await page.workspace.setCalendar(null)
    expect(page.workspace.state().current).toBeNull()
    expect(page.shown.at(-1)?.opened.calendarText).toBeNull()
  })
})
