import { Bool, Dictionary, Float64, Int32, makeData, Utf8, Vector, vectorFromArray } from 'apache-arrow'
import { describe, expect, it } from 'vitest'
import { openDecoder } from '../../../src/extracts/decoderNode'
import { openIntake } from '../../../src/extracts/intake/intakeNode'
import { refusal } from '../../fixtures/decoding'
import { fileOf, keptRows, namesOf, notesOf, readOne } from '../../fixtures/intake'
import { arrowParquet } from '../../fixtures/parquetFiles'

const texts = (values: (string | null)[]) => vectorFromArray(values, new Utf8())
const phones = ['13812345678', '13912345678', null, '13712345678']
const file = (phone: (string | null)[], groupRows = 2) =>
  arrowParquet(
    [
      ['n', vectorFromArray([1, 2, null, 2], new Int32())],
      ['word', vectorFromArray(['a', 'b', 'a', 'a'], new Dictionary(new Utf8(), new Int32()))],
      ['x', vectorFromArray([0.5, 1, 2, 3], new Float64())],
      ['ok', vectorFromArray([true, false, null, true], new Bool())],
      ['line', texts(phone)],
    ],
    { groupRows },
  )

describe('a Parquet file', () => {
  it('without anything to hide is passed on as it is, with facts over all rows', async () => {
    const blob = file(['a', 'b', null, ' '])
    const table = await readOne('a.parquet', blob)
    expect(Buffer.from(await table.parquet.arrayBuffer()).equals(Buffer.from(await blob.arrayBuffer()))).toBe(true)
    expect(table).toMatchObject({ rows: 4, format: 'parquet', header: [], encoding: null, masked: [], notes: [] })
    expect(table.columns).toMatchObject([
      {
        name: 'n',
        type: 'integer',
        filled: 3,
        words: [
          { text: '2', count: 2 },
          { text: '1', count: 1 },
        ],
        longest: 1,
      },
      {
        name: 'word',
        type: 'text',
        filled: 4,
        words: [
          { text: 'a', count: 3 },
          { text: 'b', count: 1 },
        ],
      },
      { name: 'x', type: 'number', filled: 4, longest: 3 },
      { name: 'ok', type: 'boolean', filled: 3 },
      { name: 'line', type: 'text', filled: 2 },
    ])
    expect(table.preview[2]).toEqual([null, 'a', '2', null, null])
  })

  it('with something to hide is written anew, other columns with their types', async () => {
    const table = await readOne('a.parquet', file(phones))
    expect(table.masked).toEqual([{ column: 'line', kind: 'phone', found: 'value', count: 3 }])
    expect(await keptRows(table)).toEqual([
      [1, 'a', 0.5, true, '138****5678'],
      [2, 'b', 1, false, '139****5678'],
      [null, 'a', 2, null, null],
      [2, 'a', 3, true, '137****5678'],
    ])
    const { columns } = await openDecoder().open('kept', table.parquet)
    expect(columns.map(column => column.type)).toEqual(['integer', 'text', 'number', 'boolean', 'text'])
    const kept = await readOne('a.parquet', file(phones), { masks: { line: 'keep', n: 'name' } })
    expect((await keptRows(kept))[1]).toEqual(['*', 'b', 1, false, '13912345678'])
  })

  it('loses columns of lists, and says so', async () => {
    const list = vectorFromArray([[1], [2, 3]])
    const table = await readOne(
      'a.parquet',
      arrowParquet([
        ['l', list],
        ['t', texts(['a', 'b'])],
      ]),
    )
    expect([namesOf(table), notesOf(table, 'dropped_columns')]).toEqual([
      ['t'],
      [{ kind: 'dropped_columns', column: 'l', count: 1, examples: ['nested'] }],
    ])
    expect(await keptRows(table)).toEqual([['a'], ['b']])
    expect((await refusal(readOne('a.parquet', arrowParquet([['l', list]])))).kind).toBe('nested')
  })

  it('cut in half is an error that names it', async () => {
    const blob = file(phones)
    expect(await refusal(readOne('a.parquet', blob.slice(0, Math.floor(blob.size / 2))))).toMatchObject({
      kind: 'truncated',
      subject: 'a.parquet',
    })
  })

  it('without rows stays one', async () => {
    const empty = new Vector([
      makeData({ type: new Utf8(), length: 0, nullCount: 0, valueOffsets: new Int32Array(1), data: new Uint8Array(0) }),
    ])
    expect(await readOne('a.parquet', arrowParquet([['t', empty]]))).toMatchObject({
      rows: 0,
      columns: [{ name: 't', filled: 0 }],
    })
  })
})

describe('a join', () => {
  it('adds the columns of the businesses where the key is met', async () => {
    const intake = openIntake()
    const { tables } = await intake.open([
      fileOf('inspections.csv', 'id,business,businesses.name\n1,B2,x\n2,B9,y\n3, B1 ,z\n4,,w\n'),
      fileOf('businesses.csv', 'business_id,name,lat\nB1,One,1.5\nB2,Two,\nB1,Again,9\n'),
    ])
    const [rows, businesses] = tables.map(table => table.id) as [string, string]
    expect((await refusal(intake.join(rows, businesses, { key: 'business_id', reference: 'business' }))).kind).toBe(
      'missing',
    )
    await intake.read(rows)
    await intake.read(businesses)
    const joined = await intake.join(rows, businesses, { key: 'business_id', reference: 'business' })
    expect(namesOf(joined)).toEqual([
      'id',
      'business',
      'businesses.name',
      'businesses.business_id',
      'businesses.name_2',
      'businesses.lat',
    ])
    const expected = [
      ['1', 'B2', 'x', 'B2', 'Two', null],
      ['2', 'B9', 'y', null, null, null],
      ['3', ' B1 ', 'z', 'B1', 'One', '1.5'],
      ['4', null, 'w', null, null, null],
    ]
    expect(await keptRows(joined)).toEqual(expected)
    expect(joined.preview).toEqual(expected)
    expect(notesOf(joined, 'duplicate_keys')).toEqual([
      { kind: 'duplicate_keys', column: 'business_id', count: 1, examples: ['row 3: B1'] },
    ])
    expect((await refusal(intake.join(rows, businesses, { key: 'nope', reference: 'business' }))).message).toContain(
      'has no column "nope"',
    )
  })

  it('works on Parquet, by the text of typed keys', async () => {
    const intake = openIntake()
    const { tables } = await intake.open([
      fileOf('a.parquet', file(['a', 'b', 'c', 'd'])),
      fileOf('b.csv', 'n,label\n2,two\n'),
    ])
    await intake.read(tables[0]!.id)
    await intake.read(tables[1]!.id)
    const joined = await intake.join(tables[0]!.id, tables[1]!.id, { key: 'n', reference: 'n' })
    expect((await keptRows(joined)).map(row => [row[0], row.at(-1)])).toEqual([
      [1, null],
      [2, 'two'],
      [null, null],
      [2, 'two'],
    ])
  })
})
