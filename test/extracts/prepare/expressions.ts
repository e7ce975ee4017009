import { describe, expect, it } from 'vitest'
import { raw, type Sql, sql } from '../../../src/engine/sql'
import {
  booleanOf,
  businessCode,
  canonicalValue,
  dateOf,
  isCreditCode,
  looksLikeCreditCode,
  textOf,
  timestampOf,
  unreadable,
  wordOf,
} from '../../../src/extracts/expressions'
import type { SourceType } from '../../../src/extracts/source'
import { columnOf, type VocabularyName, vocabularies } from '../../../src/schema'
import { engine } from './engine'

/** What an expression makes of values, as text. */
async function each(values: readonly Sql[], make: (x: Sql) => Sql): Promise<(string | null)[]> {
  const list = values.map((value, i) => sql`SELECT ${i} AS i, ${value} AS x`)
  const all = list.reduce((a, b) => sql`${a} UNION ALL ${b}`)
  const rows = await engine.rows<{ v: string | null }>(
    sql`SELECT CAST(${make(raw('x'))} AS VARCHAR) AS v FROM (${all}) ORDER BY i`,
  )
  return rows.map(row => row.v)
}
const texts = (...values: (string | null)[]) => values.map(value => sql`CAST(${value} AS VARCHAR)`)
const staged = (type: SourceType) => (column: Sql) => ({ column, type })
const text = staged('text')

describe('text', () => {
  it('is trimmed of every kind of blank, and null where nothing is left', async () => {
    const given = texts(' a b ', '', '  ', '\t西湖\u3000', '\u00a0x\r\n', '\ufeffid', null)
    expect(await each(given, x => textOf(text(x)))).toEqual(['a b', null, null, '西湖', 'x', 'id', null])
  })

  it('of a number has no decimals that the number has not', async () => {
    const given = ['42', '42.5', '-7', '1e15', '1e300', "'nan'", "'inf'", 'NULL'].map(v => raw(`CAST(${v} AS DOUBLE)`))
    expect(await each(given, x => textOf({ column: x, type: 'number' }))).toEqual([
      ...['42', '42.5', '-7', '1000000000000000', '1e+300', null, null, null],
    ])
    const whole = ['12', '9007199254740993'].map(v => raw(`CAST(${v} AS BIGINT)`))
    expect(await each(whole, x => textOf({ column: x, type: 'integer' }))).toEqual(['12', '9007199254740993'])
  })
})

describe('days and times', () => {
  it.each([
    ['2014-08-31', '2014-08-31 00:00:00'],
    ['2014/8/3', '2014-08-03 00:00:00'],
    ['20140831', '2014-08-31 00:00:00'],
    ['2014年8月31日', '2014-08-31 00:00:00'],
    ['2014.08.31', '2014-08-31 00:00:00'],
    [' 2014-08-31 ', '2014-08-31 00:00:00'],
    ['2014-08-31 17:05:09', '2014-08-31 17:05:09'],
    ['2014-08-31T17:05:09', '2014-08-31 17:05:09'],
    ['2014-08-31 17:05', '2014-08-31 17:05:00'],
    ['2014/08/31 17:05:09', '2014-08-31 17:05:09'],
    ['2014/08/31 17:05', '2014-08-31 17:05:00'],
    ['2014-08-31 17:05:09.5', '2014-08-31 17:05:09.5'],
    ['2014-08-31T17:05:09.000', '2014-08-31 17:05:09'],
    ['2024-05-01T23:30:00+08:00', '2024-05-01 23:30:00'],
    ['2024-05-01T00:30:00Z', '2024-05-01 00:30:00'],
    ['2024-05-01T08:00:00.250Z', '2024-05-01 08:00:00.25'],
    ['2024-05-01T08:00:00.123456-05:00', '2024-05-01 08:00:00.123456'],
    ['2024-05-01 08:00:00 +0800', '2024-05-01 08:00:00'],
    ['2024-05-01 08:00:00+08', '2024-05-01 08:00:00'],
    ['2024-05-01T08:00+08:00', '2024-05-01 08:00:00'],
    ['2024-05-01T08:00', '2024-05-01 08:00:00'],
    ['2024-05-01+08:00', null],
    ['2024-05-01T25:00:00Z', null],
    ['2024-02-29', '2024-02-29 00:00:00'],
    ['2023-02-29', null],
    ['31/02/2014', null],
    ['08/31/2014', null],
    ['2014-13-01', null],
    ['2014111', null],
    ['201408', null],
    ['41882', null],
    ['20140831103000', null],
    ['yesterday', null],
    ['', null],
  ])('%j is %j', async (given, expected) => {
    expect(await each(texts(given), x => timestampOf(text(x)))).toEqual([expected])
    expect(await each(texts(given), x => dateOf(text(x)))).toEqual([expected?.slice(0, 10) ?? null])
  })

  it('are read from whole numbers of eight digits, and from nothing else that is a number', async () => {
    const given = ['20140831', '20141331', '2014111', '41882', '1409443200000'].map(v => raw(`CAST(${v} AS BIGINT)`))
    const integers = staged('integer')
    expect(await each(given, x => dateOf(integers(x)))).toEqual(['2014-08-31', null, null, null, null])
    expect(await each(given, x => timestampOf(staged('number')(x)))).toEqual([null, null, null, null, null])
    expect(await each([raw('TRUE')], x => dateOf(staged('boolean')(x)))).toEqual([null])
  })

  it('of typed columns stay what they are: a day is never moved', async () => {
    const at = raw("TIMESTAMP '2014-08-31 23:59:59'")
    expect(await each([at], x => dateOf(staged('timestamp')(x)))).toEqual(['2014-08-31'])
    expect(await each([raw("DATE '1950-01-01'")], x => timestampOf(staged('date')(x)))).toEqual(['1950-01-01 00:00:00'])
  })

  it('that cannot be read are told from those that are absent', async () => {
    const flag = (x: Sql) => unreadable(text(x), dateOf(text(x)))
    expect(await each(texts('2014-08-31', 'x', '', ' ', null), flag)).toEqual([
      'false',
      'true',
      'false',
      'false',
      'false',
    ])
  })
})

describe('numbers and truths', () => {
  const inspections = (name: string) => columnOf('inspections', name)

  it('are read from text with thousands, never NaN or endless', async () => {
    const given = texts('1,234.5', ' 7 ', '-3e2', 'nan', 'inf', 'none', '', null)
    expect(await each(given, x => canonicalValue(inspections('penalty_amount'), text(x)))).toEqual([
      ...['1234.5', '7.0', '-300.0', null, null, null, null, null],
    ])
    expect(
      await each(texts('3', '3.0', '1,000', 'x'), x => canonicalValue(inspections('problem_count'), text(x))),
    ).toEqual([...['3', '3', '1000', null]])
    const doubles = ["'nan'", "'-inf'", '2.5'].map(v => raw(`CAST(${v} AS DOUBLE)`))
    expect(await each(doubles, x => canonicalValue(inspections('lon'), staged('number')(x)))).toEqual([
      null,
      null,
      '2.5',
    ])
    expect(await each(doubles, x => canonicalValue(inspections('minor_count'), staged('number')(x)))).toHaveLength(3)
    expect(
      await each([raw("DATE '2014-01-01'")], x => canonicalValue(inspections('score'), staged('date')(x))),
    ).toEqual([null])
  })

  it('are words for yes and no', async () => {
    const given = texts(
      '是',
      '否',
      'Yes',
      'N',
      'TRUE',
      '0',
      '属实',
      '不属实',
      'Critical',
      'Not Critical',
      'maybe',
      '',
      null,
    )
    expect(await each(given, x => booleanOf(text(x)))).toEqual([
      ...['true', 'false', 'true', 'false', 'true', 'false', 'true', 'false', 'true', 'false', null, null, null],
    ])
    expect(await each([raw('1e0'), raw('0e0'), raw('2e0')], x => booleanOf(staged('number')(x)))).toEqual([
      'true',
      'false',
      null,
    ])
    expect(await each([raw('TRUE'), raw('FALSE')], x => booleanOf(staged('boolean')(x)))).toEqual(['true', 'false'])
  })
})

describe('words of a vocabulary', () => {
  const translated = (name: VocabularyName, ...given: string[]) => each(texts(...given), x => wordOf(x, name))

  it('are all understood, the canonical ones too, in capitals too', async () => {
    for (const name of Object.keys(vocabularies) as VocabularyName[]) {
      const pairs = Object.entries(vocabularies[name]).flatMap(([canonical, words]: [string, readonly string[]]) =>
        [canonical, ...words.map(word => word.replace('*', ''))].map(word => [canonical, word] as const),
      )
      const found = await translated(name, ...pairs.map(([, word]) => word.toUpperCase()))
      expect(pairs.map(([, word], i) => [word, found[i]])).toEqual(pairs.map(([canonical, word]) => [word, canonical]))
    }
  })

  it('of results are those of the published forms', async () => {
    const given = [
      'Pass',
      'Pass w/ Conditions',
      'Fail',
      'Out of Business',
      'No Entry',
      'Not Ready',
      '未发现问题',
      '查无下落',
      '',
    ]
    expect(await translated('result', ...given)).toEqual([
      ...['ok', 'minor', 'problem', 'closed', 'no_entry', 'no_entry', 'ok', 'unreachable', null],
    ])
    expect(await translated('result', 'passable', 'failure', 'x')).toEqual([null, null, null])
  })

  it('end before they begin: a re-inspection after a canvass, a complaint or a licence is a re-inspection', async () => {
    const given = [
      'Canvass',
      'Canvass Re-Inspection',
      'Complaint Re-Inspection',
      'License Re-Inspection',
      'Re-Inspection',
      'License',
    ]
    expect(await translated('inspection_type', ...given, 'Complaint-Fire', 'Special Events (Festivals)')).toEqual([
      ...['routine', 'recheck', 'recheck', 'recheck', 'recheck', 'permit', 'complaint', 'special'],
    ])
    expect(await translated('complaint_status', 'Open - Dup', 'Completed - Dup', 'Completed', 'Open', '?')).toEqual([
      ...['open', 'closed', 'closed', 'open', null],
    ])
  })
})

describe('a business code', () => {
  it('is compared in upper case and half width, without spaces and hyphens', async () => {
    const given = texts(
      '91350100m000100y43',
      ' 9135-0100 M000100Y43 ',
      '９１３５０１００Ｍ０００１００Ｙ４３',
      'ａ-1',
      ' - ',
      null,
    )
    expect(await each(given, x => businessCode(textOf(text(x))))).toEqual([
      ...['91350100M000100Y43', '91350100M000100Y43', '91350100M000100Y43', 'A1', null, null],
    ])
  })

  it('that came as a number stays a code: no decimals, no exponent', async () => {
    const code = columnOf('permits', 'entity_code')
    const given = ['2134567', '1000000', '1e7'].map(v => raw(`CAST(${v} AS DOUBLE)`))
    expect(await each(given, x => canonicalValue(code, staged('number')(x)))).toEqual([
      '2134567',
      '1000000',
      '10000000',
    ])
    expect(await each(texts('007', '1E5'), x => canonicalValue(code, text(x)))).toEqual(['007', '1E5'])
  })

  it.each([
    ['91350100M000100Y43', true],
    ['91350100M000100Y4Z', false],
    ['91110105MA0000015F', true],
    ['91440300MA5F0000X1', true],
    ['91110105MA00003490', true],
    ['52110000500000XX7G', true],
    ['91350100M000100Y44', false],
    ['91350100M000100X43', false],
    ['91350100M000100Y4', false],
    ['91350100M000100Y433', false],
    ['91350100I000100Y43', false],
    ['2134567', false],
    ['', false],
  ])('%s: credit code %s', async (code, valid) => {
    expect(await each(texts(code), isCreditCode)).toEqual([String(valid)])
    const [looks] = await each(texts(code), looksLikeCreditCode)
    expect(looks).toBe(String(/^[0-9A-Z]{2}\d{6}[0-9A-Z]{10}$/.test(code)))
  })

  it('with any one character changed is no credit code', async () => {
    const valid = '91350100M000100Y43'
    const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY'
    const changed = [...valid].map((letter, i) => {
      const other = letters[(letters.indexOf(letter) + 1 + i) % letters.length] ?? '0'
      return valid.slice(0, i) + (other === letter ? '0' : other) + valid.slice(i + 1)
    })
    expect(await each(texts(...changed), isCreditCode)).toEqual(changed.map(() => 'false'))
  })
})
