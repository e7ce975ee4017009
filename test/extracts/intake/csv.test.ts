import iconv from 'iconv-lite'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { CsvRows } from '../../../src/extracts/intake/csvRows'
import { refusal } from '../../fixtures/decoding'
import { keptRows, namesOf, notesOf, readOne } from '../../fixtures/intake'
import { sweep } from '../../sweep'

const plain = 'id,name,day\n1,张三,2024-01-02\n2,,2024-01-03\n'

describe('a CSV', () => {
  it('keeps every cell as it is, blank ones as null', async () => {
    const table = await readOne('a.csv', 'id,v\r\n007, x \r\n2,"a ""b"", c"\r\n3,\r\n4,"two\nlines"\r\n5,""\r\n')
    expect(await keptRows(table)).toEqual([
      ['007', ' x '],
      ['2', 'a "b", c'],
      ['3', null],
      ['4', 'two\nlines'],
      ['5', null],
    ])
    expect(table).toMatchObject({ rows: 5, header: [1], encoding: 'utf-8', separator: ',', notes: [], format: 'csv' })
    expect(table.preview[1]).toEqual(['2', 'a "b", c'])
    expect(table.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  it('states facts over all rows', async () => {
    const lines = Array.from(
      { length: 3000 },
      (_, i) => `${i},${i % 3 === 0 ? '合格' : '不合格'},${i % 2 ? ' ' : '北京市'}`,
    )
    const table = await readOne('a.csv', `id,result,place\n${lines.join('\n')}`)
    expect(table.columns).toEqual([
      { name: 'id', type: 'text', filled: 3000, words: null, longest: 4 },
      {
        name: 'result',
        type: 'text',
        filled: 3000,
        words: [
          { text: '不合格', count: 2000 },
          { text: '合格', count: 1000 },
        ],
        longest: 3,
      },
      { name: 'place', type: 'text', filled: 1500, words: [{ text: '北京市', count: 1500 }], longest: 3 },
    ])
    expect(table.preview).toHaveLength(50)
  })

  it('has row groups of 100,000 rows, whose columns may stop being dictionaries', async () => {
    const lines = Array.from({ length: 230_000 }, (_, i) => `${i % 7},${i < 150_000 ? i % 5 : i},${i % 4 ? '' : i}`)
    const table = await readOne('a.csv', `a,b,c\n${lines.join('\n')}\n`)
    const rows = await keptRows(table)
    expect(rows.map(row => row.map(value => value ?? '').join(','))).toEqual(lines)
    expect(table.columns.map(column => column.words?.length ?? null)).toEqual([7, null, null])
  })

  it.each([
    ['UTF-8 with a mark', new TextEncoder().encode(`\ufeff${plain}`), 'utf-8'],
    ['GB18030', iconv.encode(plain, 'gb18030'), 'gb18030'],
    ['UTF-16 LE', iconv.encode(plain, 'utf-16le', { addBOM: true }), 'utf-16le'],
    ['UTF-16 BE', iconv.encode(plain, 'utf-16be', { addBOM: true }), 'utf-16be'],
    ['UTF-16 LE without a mark', iconv.encode(plain, 'utf-16le'), 'utf-16le'],
  ])('in %s is the same table', async (_, bytes, encoding) => {
    const table = await readOne('a.csv', bytes)
    expect(table.encoding).toBe(encoding)
    expect(namesOf(table)).toEqual(['id', 'name', 'day'])
    expect(await keptRows(table)).toEqual([
      ['1', '张三', '2024-01-02'],
      ['2', null, '2024-01-03'],
    ])
  })

  it('that turns out to be GB18030 late is read again as that', async () => {
    const lines = Array.from({ length: 120_000 }, (_, i) => `${i},plain text only`)
    const table = await readOne('a.csv', iconv.encode(`id,v\n${lines.join('\n')}\n9,𠮷野家,\n`, 'gb18030'))
    expect(table).toMatchObject({ encoding: 'gb18030', rows: 120_001 })
    expect((await keptRows(table)).at(-1)).toEqual(['9', '𠮷野家'])
  })

  it('that is in no encoding names the byte and its line; an encoding asked for replaces and counts it', async () => {
    const bytes = new TextEncoder().encode(`id,v\n1,${'北京市朝阳区'.repeat(9)}\n2,x\n`)
    bytes[bytes.length - 2] = 0xff
    const error = await refusal(readOne('a.csv', bytes))
    expect(error.kind).toBe('encoding')
    expect(error.message).toContain(`byte ${bytes.length - 1} (0xFF, line 3)`)
    const table = await readOne('a.csv', bytes, { encoding: 'utf-8' })
    expect(notesOf(table, 'bad_encoding')).toMatchObject([{ count: 1 }])
    expect((await keptRows(table))[1]).toEqual(['2', '\ufffd'])
    expect((await refusal(readOne('a.csv', bytes, { encoding: 'klingon' }))).kind).toBe('encoding')
  })

  it.each([';', '\t', '|', ','])('separated by %j is recognised', async separator => {
    const table = await readOne(
      'a.txt',
      ['a', 'b, c', '"d"'].join(separator) +
        '\n' +
        ['1,5', '2', '3'].map(x => (separator === ',' ? x.replace(',', '') : x)).join(separator) +
        '\n',
    )
    expect(table.separator).toBe(separator)
    const other = await readOne('a.txt', 'a#b\n1#2\n', { separator: '#' })
    expect(namesOf(other)).toEqual(['a', 'b'])
    expect(await keptRows(await readOne('a.txt', 'a，b\n1，2\n', { separator: '，' }))).toEqual([['1', '2']])
  })

  it('may have titles above its header, and a header of two lines', async () => {
    const rows = '甲,2024-01-02,合格,5\n乙,2024-01-03,不合格,6\n'
    const titled = await readOne('a.csv', `检查台账,,,\n\n单位,日期,结果,得分\n${rows}`)
    expect(titled.header).toEqual([3])
    expect(notesOf(titled, 'skipped_lines')).toMatchObject([{ count: 2 }])
    const merged = await readOne('a.csv', `台账,,,\n单位,检查,,\n,日期,结果,得分\n${rows}`)
    expect(merged.header).toEqual([2, 3])
    expect(namesOf(merged)).toEqual(['单位', '检查/日期', '检查/结果', '检查/得分'])
    expect(merged.rows).toBe(2)
    const asked = await readOne('a.csv', `a,b\n1,2\n3,4\n`, { header: [2] })
    expect([namesOf(asked), asked.rows]).toEqual([['1', '2'], 1])
    expect((await refusal(readOne('a.csv', 'a\n1\n', { header: [9] }))).kind).toBe('format')
  })

  it('keeps text headers and text rows apart', async () => {
    const table = await readOne('a.csv', 'name,,city\nAnn,x,Paris\nBob,y,Rome\n')
    expect(table.header).toEqual([1])
    expect(namesOf(table)).toEqual(['name', 'column 2', 'city'])
  })

  it('with equal, empty and case-colliding headers gets names, and says so', async () => {
    const table = await readOne('a.csv', 'id,ID,id,,name_2,name,name\n1,2,3,4,5,6,7\n')
    expect(namesOf(table)).toEqual(['id', 'ID_2', 'id_3', 'column 4', 'name_2', 'name', 'name_3'])
    expect(notesOf(table, 'renamed_column')).toHaveLength(4)
  })

  it('with short and long rows keeps all cells and names the rows', async () => {
    const table = await readOne('a.csv', 'a,b\n1\n1,2,,\n1,2,3,4\n5,6\n')
    expect(namesOf(table)).toEqual(['a', 'b', '(column 3)', '(column 4)'])
    expect(await keptRows(table)).toEqual([
      ['1', null, null, null],
      ['1', '2', null, null],
      ['1', '2', '3', '4'],
      ['5', '6', null, null],
    ])
    expect(notesOf(table, 'short_rows')).toMatchObject([{ count: 1, examples: ['row 1: 1 of 2 cells'] }])
    expect(notesOf(table, 'long_rows')).toMatchObject([
      { count: 1, examples: [expect.stringContaining('row 3: 4 of 2')] },
    ])
  })

  it('keeps a cell beyond the header that comes after whole row groups', async () => {
    const table = await readOne('a.csv', `a,b\n${'1,2\n'.repeat(150_000)}1,2,3\n`)
    const rows = await keptRows(table)
    expect([rows.length, rows[0], rows.at(-1)]).toEqual([150_001, ['1', '2', null], ['1', '2', '3']])
  })

  it('tells of NUL, lone surrogates and mixed line ends', async () => {
    const wide = iconv.encode('a,b\n1,2\n', 'utf-16le', { addBOM: true })
    wide.writeUInt16LE(0xd800, wide.length - 4)
    const lone = await readOne('a.csv', wide)
    expect(notesOf(lone, 'lone_surrogates')).toMatchObject([{ count: 1 }])
    expect(await keptRows(lone)).toEqual([['1', '\ufffd']])
    const cesu = Uint8Array.of(...new TextEncoder().encode('a,b\n1,'), 0xed, 0xa0, 0x80, 10)
    expect(notesOf(await readOne('a.csv', cesu), 'lone_surrogates')).toMatchObject([{ count: 1 }])
    const nul = await readOne('a.csv', 'a,b\n1,x\0y\n2,\0\n')
    expect(await keptRows(nul)).toEqual([
      ['1', 'xy'],
      ['2', null],
    ])
    expect(notesOf(nul, 'nul_bytes')).toMatchObject([{ column: 'b', count: 2, examples: ['row 1: xy', 'row 2: '] }])
    const mixed = await readOne('a.csv', 'a,b\r\n1,2\n3,4\r5,6\r\n')
    expect(await keptRows(mixed)).toEqual([
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ])
    expect(notesOf(mixed, 'mixed_line_ends')).toMatchObject([{ count: 2 }])
  })

  it('with quotation marks that no standard foresees keeps them as text, and its line ends are not mixed', async () => {
    const table = await readOne('a.csv', 'a,b\r\n2,"5" pipe"\r\n3,4\r\n5,"6" x"')
    expect(await keptRows(table)).toEqual([
      ['2', '5" pipe'],
      ['3', '4'],
      ['5', '6" x'],
    ])
    expect(table.notes.filter(note => note.kind === 'mixed_line_ends')).toEqual([])
  })

  it('may have 3,000 columns, or a cell of 10 MB', async () => {
    const names = Array.from({ length: 3000 }, (_, i) => `c${i}`)
    const wide = await readOne('a.csv', `${names}\n${names}\n${names}\n`)
    expect([wide.columns.length, wide.rows]).toEqual([3000, 2])
    expect((await keptRows(wide))[1]).toEqual(names)
    const long = '长,"\n'.repeat(2_000_000)
    const deep = await readOne('a.csv', `a,b\n1,"${long.replaceAll('"', '""')}"\n2,x\n`)
    expect(await keptRows(deep)).toEqual([
      ['1', long],
      ['2', 'x'],
    ])
    expect(deep.columns[1]!.longest).toBe(long.length)
  })

  it('with a header only is a table without rows; with nothing it is refused', async () => {
    const table = await readOne('a.csv', 'a,b\n')
    expect(table).toMatchObject({ rows: 0, columns: [{ name: 'a', filled: 0, words: [] }, { name: 'b' }] })
    expect(await keptRows(table)).toEqual([])
    for (const nothing of ['', '\ufeff', '\n\n', ' \n'])
      expect((await refusal(readOne('a.csv', nothing))).kind).toBe('empty')
  })

  it('whose quotation mark never closes names the line', async () => {
    const error = await refusal(readOne('a.csv', 'a,b\n1,2\n3,"four\n5,6\n'))
    expect(error).toMatchObject({ kind: 'truncated', message: expect.stringContaining('line 3') })
  })
})

describe('masks', () => {
  const people = Array.from({ length: 40 }, (_, i) => `${i},王${i},1381234${String(5000 + i)},${i}`).join('\n')

  it('hide what name or values give away, and count it', async () => {
    const table = await readOne('a.csv', `id,投诉人,c,d\n${people}\n`)
    expect(table.masked).toMatchObject([
      { column: '投诉人', kind: 'name', found: 'name', count: 40 },
      { column: 'c', kind: 'phone', found: 'value', count: 40 },
    ])
    expect(JSON.stringify([await keptRows(table), table.preview, table.columns])).not.toMatch(/1381234|王0/)
    const kept = await readOne('a.csv', `id,投诉人,c,d\n${people}\n`, {
      masks: { 投诉人: 'keep', c: 'keep', d: 'name' },
    })
    expect(kept.masked.map(({ column, found }) => [column, found])).toEqual([['d', 'asked']])
    expect((await keptRows(kept))[0]).toEqual(['0', '王0', '13812345000', '*'])
  })

  it('hide phones in free text, also before the row that shows it to be one', async () => {
    const early = 'id,x\n1,电话13812345678\n'
    const late = `${early}${'2,短\n'.repeat(120_000)}3,${'很长的说明'.repeat(5)}\n`
    const table = await readOne('a.csv', late)
    expect((await keptRows(table))[0]).toEqual(['1', '电话138****5678'])
    expect(table.masked).toEqual([{ column: 'x', kind: 'text', found: 'value', count: 1 }])
  })

  it('hide phones as they are written in the United States', async () => {
    const long = 'The owner asks to be called back at (312) 555-0123'
    const text = `id,x,note\n1,Bob 312.555.0123,"${long}"\n2,312-555-0199,none of it\n`
    const table = await readOne('a.csv', text)
    const [first, second] = await keptRows(table)
    expect(first).toEqual(['1', 'Bob 312.***.*123', long.replace('555-0', '***-*')])
    expect(second).toEqual(['2', '312-555-0199', 'none of it'])
    expect(table.notes.map(({ kind, column, count }) => [kind, column, count])).toEqual([['kept_numbers', 'x', 1]])
  })

  it('hide phones, ids and addresses in short texts, and say where codes that look like them stayed', async () => {
    const text = [
      'id,x,单号,y',
      '1,电话13812345678,13812345678,13812345678',
      '2,短,110105199003071239,短',
      '3,a@b.cn,c@d.cn,短',
      '4,110105199003071239,x,短',
    ].join('\n')
    const table = await readOne('a.csv', text)
    expect(await keptRows(table)).toEqual([
      ['1', '电话138****5678', '13812345678', '13812345678'],
      ['2', '短', '110105199003071239', '短'],
      ['3', 'a***@b.cn', 'c***@d.cn', '短'],
      ['4', '110105********1239', 'x', '短'],
    ])
    expect(table.masked.map(({ column, count }) => [column, count])).toEqual([
      ['x', 3],
      ['单号', 1],
    ])
    expect(table.notes.map(({ kind, column, count }) => [kind, column, count])).toEqual([
      ['kept_numbers', '单号', 2],
      ['kept_numbers', 'y', 1],
    ])
  })
})

describe('rows split by bytes', () => {
  it('are those of papaparse, however they are cut', () => {
    let seed = 7
    const random = (below: number) => {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
      return (seed >> 8) % below
    }
    const pieces = ['a', 'é', '字', '𠮷', ',', ',', '\n', '"', '""', ' ', '"x,y"', ',"q ""w"" e"', '\n"', '",']
    for (let run = 0; run < sweep(3000); run++) {
      const text = Array.from({ length: 1 + random(25) }, () => pieces[random(pieces.length)]).join('')
      const whole = Papa.parse<string[]>(text, { delimiter: ',', newline: '\n', fastMode: false })
      if (whole.errors.some(error => error.code === 'MissingQuotes')) continue
      if (text.endsWith('\n')) whole.data.pop()
      const found: string[][] = []
      const rows = new CsvRows('f', ',', ({ bytes, starts, ends, count }) => {
        found.push(
          Array.from({ length: count }, (_, i) => new TextDecoder().decode(bytes.subarray(starts[i]!, ends[i]!))),
        )
        return true
      })
      const bytes = new TextEncoder().encode(text)
      const cut = random(bytes.length + 1)
      let from = rows.push(bytes.subarray(0, cut), false)!
      from += rows.push(bytes.subarray(from), true)!
      expect(from, text).toBe(bytes.length)
      expect(found, JSON.stringify(text)).toEqual(whole.data)
    }
  })
})
