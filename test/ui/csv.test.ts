import { describe, expect, it } from 'vitest'
import { csvHead, csvLines, toCsv } from '../../src/ui/csv'
import { fileName } from '../../src/ui/download'

const columns = [
  { key: 'code', label: 'Code' },
  { key: 'value', label: 'Value, %' },
]
const cellOf = (value: string | number | boolean | null | undefined): string =>
  csvLines([{ key: 'code', label: '' }], [{ code: value }]).replace(/\r\n$/, '')

describe('a CSV file', () => {
  it('starts with the byte order mark, has a head and ends every line with CRLF', () => {
    expect(toCsv(columns, [{ code: '007', value: 1.5 }])).toBe('\uFEFFCode,"Value, %"\r\n007,1.5\r\n')
    expect(toCsv(columns, [])).toBe('\uFEFFCode,"Value, %"\r\n')
  })

  it('is the same in pieces', () => {
    const rows = Array.from({ length: 10 }, (_, i) => ({ code: `0${i}`, value: i }))
    expect(csvHead(columns) + csvLines(columns, rows.slice(0, 4)) + csvLines(columns, rows.slice(4))).toBe(
      toCsv(columns, rows),
    )
  })
})

describe('a cell', () => {
  it.each([
    ['plain', 'plain'],
    ['老王的店', '老王的店'],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['two\r\nlines', '"two\r\nlines"'],
    [' padded ', '" padded "'],
    ['', ''],
    [null, ''],
    [undefined, ''],
    [Number.NaN, ''],
    [true, 'true'],
    ['000123', '000123'],
    ['91310000MA1FL5XR3T', '91310000MA1FL5XR3T'],
  ])('%j is written %j', (value, expected) => {
    expect(cellOf(value)).toBe(expected)
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1+1', '＋1', '－1', '＠a', "=cmd|' /C calc'!A0"])(
    'of text %j cannot start a formula',
    text => {
      expect(cellOf(text)).toMatch(/^"?'/)
      expect(cellOf(text)).toContain(text)
    },
  )

  it.each(['\t=1', '\r=1', '\n=1'])('of text %j, which hides a formula behind white space, cannot either', text => {
    expect(cellOf(text)).toBe(`"'${text}"`)
  })

  it('of a number stays a number, the negative ones too', () => {
    expect(cellOf(-5)).toBe('-5')
    expect(cellOf(1e-7)).toBe('1e-7')
  })
})

describe('the name of a download', () => {
  it.each([
    ['Where is it critical?.csv', 'Where is it critical.csv'],
    ['a/b\\c:d.csv', 'a b c d.csv'],
    ['哪里问题严重？.png', '哪里问题严重？.png'],
    ['\u0000', 'download'],
  ])('%j becomes %j', (name, expected) => {
    expect(fileName(name)).toBe(expected)
  })
})
