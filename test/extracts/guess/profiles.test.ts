import { describe, expect, it } from 'vitest'
import { guessTable } from '../../../src/extracts/guess/guessTable'
import { isProfile, parseProfile, toProfileJson } from '../../../src/extracts/guess/profileJson'
import { makeProfile, recogniseProfile } from '../../../src/extracts/guess/profiles'
import type { ExtractSettings } from '../../../src/extracts/settings'
import { inputOf, rowsOf, tableOf } from './table'

const headers = ['No', 'When', 'What', 'Who', 'Where', 'Why', 'c1', 'c2', 'c3', 'c4', 'c5']
const settings: ExtractSettings = {
  columns: { complaint_id: 'No', received_at: 'When', category: 'What', status: 'Why', entity_name: ['Who', 'Where'] },
  constants: { kind: 'report' },
  words: { status: { GONE: 'withdrawn' } },
  dates: { received_at: 'dmy' },
  guess: false,
}
const profile = makeProfile('Hotline', 'complaints', headers, settings, {
  saved: '2024-01-02T03:04:05+08:00',
  read: { encoding: 'gb18030' },
})

describe('a profile', () => {
  it('is recognised by its header, in any order and case', () => {
    const other = [...headers].reverse().map(name => name.toUpperCase())
    expect(recogniseProfile(other, [profile])).toMatchObject({ fit: 'exact', added: [], gone: [], missing: [] })
    expect(recogniseProfile(['a', 'b'], [profile])).toBeNull()
    expect(recogniseProfile(headers, [])).toBeNull()
  })

  it('fits with differences as long as all that it uses is there', () => {
    expect(recogniseProfile([...headers, 'new'], [profile])).toMatchObject({ fit: 'close', added: ['new'], gone: [] })
    expect(
      recogniseProfile(
        headers.filter(name => name !== 'c5'),
        [profile],
      ),
    ).toMatchObject({ fit: 'close', gone: ['c5'] })
    const broken = recogniseProfile(
      headers.filter(name => name !== 'When'),
      [profile],
    )
    expect(broken).toMatchObject({ fit: 'broken', missing: ['When'] })
    expect(
      recogniseProfile(
        headers.filter(name => !name.startsWith('c')),
        [profile],
      ),
    ).toBeNull()
  })

  it('is the newest of two, and an exact one before a newer that is only close', () => {
    const newer = { ...profile, name: 'Newer', saved: '2024-05-01T00:00:00Z' }
    expect(recogniseProfile(headers, [newer, profile])?.profile.name).toBe('Newer')
    expect(recogniseProfile(headers, [profile, newer])?.profile.name).toBe('Newer')
    expect(
      recogniseProfile(headers, [
        profile,
        makeProfile('Close', 'complaints', [...headers, 'x'], settings, { saved: '2025-01-01T00:00:00Z' }),
      ])?.profile.name,
    ).toBe('Hotline')
  })

  it('answers everything, with the columns as this file calls them', () => {
    const table = tableOf(
      headers.map(name => name.toUpperCase()),
      rowsOf(5, row => [`${row}`, '03/04/2024', 'noise', 'x', 'y', row === 0 ? 'gone' : 'open', '', '', '', '', '']),
    )
    const guess = guessTable(inputOf(table, { profiles: [profile] }))
    expect(guess).toMatchObject({ table: 'complaints', profile: 'Hotline', questions: [], fit: { fit: 'exact' } })
    expect(guess.settings).toMatchObject({
      columns: { complaint_id: 'NO', entity_name: ['WHO', 'WHERE'] },
      dates: { received_at: 'dmy' },
      constants: { kind: 'report' },
    })
    expect(guess.columns.every(({ why, confidence }) => why === 'profile' && confidence === 1)).toBe(true)
    expect(guess.words.status).toEqual([
      { text: 'open', count: 4, word: 'open', sure: true },
      { text: 'gone', count: 1, word: 'withdrawn', sure: true },
    ])
    expect(guess.unmapped).toEqual(['C1', 'C2', 'C3', 'C4', 'C5'])
    // Another table was asked for: the profile is told of, not used.
    expect(guessTable(inputOf(table, { profiles: [profile], table: 'permits' }))).toMatchObject({
      profile: null,
      table: 'permits',
    })
  })

  it('may make up an id of columns, as this file calls them, and misses each of them', () => {
    const { complaint_id: _, ...columns } = settings.columns
    const composed = { ...profile, settings: { ...settings, columns, id: ['Who', 'When'] } }
    const file = (names: readonly string[]) => inputOf(tableOf(names, []), { profiles: [composed] })
    const guess = guessTable(file(headers.map(name => name.toUpperCase())))
    expect(guess.settings.id).toEqual(['WHO', 'WHEN'])
    expect(guess.columns.find(({ column }) => column === 'complaint_id')).toMatchObject({
      source: 'WHO',
      fallbacks: ['WHEN'],
    })
    expect(guessTable(file(headers.filter(name => name !== 'When'))).fit?.missing).toEqual(['When'])
    expect(parseProfile(toProfileJson(composed))).toEqual(composed)
  })

  it('that lacks columns is not used, but named', () => {
    const table = tableOf(
      headers.filter(name => name !== 'When'),
      [],
    )
    expect(guessTable(inputOf(table, { profiles: [profile] }))).toMatchObject({
      profile: null,
      fit: { fit: 'broken', missing: ['When'] },
    })
  })

  it('survives its file', () => {
    expect(parseProfile(toProfileJson(profile))).toEqual(profile)
    expect(isProfile(toProfileJson(profile))).toBe(true)
    expect(isProfile('{"type":"FeatureCollection"}')).toBe(false)
    expect(isProfile('{')).toBe(false)
  })

  it.each([
    ['', /^p\.json: the file is empty/],
    ['{"format":"x"}', /format: "x" is not one of smart-supervision profile/],
    [JSON.stringify({ ...profile, version: 2 }), /version: 2 is not one of 1/],
    [
      JSON.stringify({ ...profile, settings: { ...settings, columns: { nothing: 'a' } } }),
      /settings\.columns\.nothing: complaints has no column/,
    ],
    [JSON.stringify({ ...profile, settings: { ...settings, columns: { status: [] } } }), /settings\.columns\.status: /],
    [
      JSON.stringify({ ...profile, settings: { ...settings, dates: { received_at: 'ymd' } } }),
      /settings\.dates\.received_at: "ymd" is not one of dmy/,
    ],
    [
      JSON.stringify({ ...profile, settings: { ...settings, dates: { status: 'dmy' } } }),
      /settings\.dates\.status: complaints\.status holds no days or times/,
    ],
    [
      JSON.stringify({ ...profile, settings: { ...settings, words: { status: { a: 'no' } } } }),
      /settings\.words\.status\.a: "no" is not one of open/,
    ],
    [JSON.stringify({ ...profile, settings: { ...settings, words: { status: { a: '' } } } }), null],
    [
      JSON.stringify({ ...profile, settings: { ...settings, constants: { complainant_name: 'x' } } }),
      /settings\.constants\.complainant_name/,
    ],
  ])('names what is wrong with a file: %s', (text, message) => {
    if (message === null) expect(parseProfile(text, 'p.json').settings.words).toEqual({ status: { a: '' } })
    else expect(() => parseProfile(text, 'p.json')).toThrow(message)
  })
})
