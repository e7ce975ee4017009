import { Dictionary, Int32, makeData, Utf8, Vector, vectorFromArray } from 'apache-arrow'
import { EnabledStatistics } from 'parquet-wasm/esm'
import { describe, expect, it } from 'vitest'
import { openDecoder } from '../../src/extracts/decoderNode'
import { footerEnd, i32, i64, magic, struct, structs, text } from '../../src/extracts/parquetThrift'
import { refusal } from '../fixtures/decoding'
import { plainInt32, plainTexts, rawParquet, u32 } from '../fixtures/parquetBytes'
import { arrowParquet } from '../fixtures/parquetFiles'
import { sweep } from '../sweep'

const numbers = (lies = {}) => rawParquet([{ name: 'n', type: 'INT32', groups: [plainInt32([1, 2, 3])] }], lies)
const open = (bytes: BlobPart, sha256?: string) => openDecoder().open('permits.parquet', new Blob([bytes]), sha256)

describe('what is not a whole Parquet file is refused by its form', () => {
  it('an empty file', async () => {
    expect(await refusal(open(''))).toMatchObject({
      kind: 'empty',
      message: 'permits.parquet: the file is empty (0 bytes)',
    })
  })

  it.each(['<!doctype html><title>Log in</title>', '\n <html>'])('a web page: %j', async page => {
    const error = await refusal(open(page))
    expect(error.kind).toBe('not-parquet')
    expect(error.message).toContain('web page')
  })

  it('JSON, and anything else', async () => {
    expect((await refusal(open('{"error": 404}'))).message).toContain('JSON')
    expect((await refusal(open('id,name\n1,2'))).kind).toBe('not-parquet')
  })

  it('a file that ends too early', async () => {
    const bytes = numbers()
    for (const length of [4, 8, 20, bytes.length - 1]) {
      expect((await refusal(open(bytes.slice(0, length)))).kind).toBe('truncated')
    }
  })

  it('a footer that is longer than the file', async () => {
    expect((await refusal(open(new Blob(['PAR1', u32(4000).slice(), 'PAR1'])))).kind).toBe('truncated')
  })

  it('columns that lie beyond the bytes', async () => {
    const bytes = numbers()
    const cut = new Blob(['PAR1', bytes.slice(30)])
    const decoder = openDecoder()
    await decoder.open('cut', cut)
    expect((await refusal(decoder.decode('cut', 0, ['n']))).kind).toMatch(/truncated|decode/)
  })

  it('an encrypted footer, and encrypted columns', async () => {
    const body = 'x'.repeat(40)
    for (const file of [`PARE${body}PARE`, `PAR1${body}PARE`]) {
      expect(await refusal(open(file))).toMatchObject({ kind: 'encrypted' })
    }
    const column = [i64(2, 4), struct(8, [struct(1, [])])]
    const footer = footerEnd([
      i32(1, 1),
      structs(2, [
        [text(4, 'schema'), i32(5, 1)],
        [i32(1, 1), i32(3, 0), text(4, 'n')],
      ]),
      i64(3, 1),
      structs(4, [[structs(1, [column]), i64(2, 8), i64(3, 1)]]),
    ])
    expect(await refusal(open(new Blob([magic.slice(), footer])))).toMatchObject({ kind: 'encrypted' })
  })

  it('a damaged footer', async () => {
    const bytes = numbers()
    bytes.fill(0xff, bytes.length - 40, bytes.length - 20)
    expect((await refusal(open(bytes))).kind).toBe('decode')
  })
})

describe('the stated hash', () => {
  it('must be the hash of the bytes; upper case is fine', async () => {
    const { sha256 } = await open(numbers())
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(await open(numbers(), sha256.toUpperCase())).toMatchObject({ sha256, rows: 3 })
    const error = await refusal(open(numbers(), 'abcdef0123456789'.repeat(4)))
    expect(error.kind).toBe('hash')
    expect(error.message).toContain(sha256.slice(0, 12))
    expect(error.message).toContain('abcdef012345')
  })
})

describe('footers that cannot be true are refused before decoding', () => {
  it.each([
    ['more rows than its groups hold', { rows: 4 }, 'decode'],
    ['a negative count', { rows: -3, groupRows: -3 }, 'decode'],
    ['billions of rows in a small file', { rows: 5_000_000_000n, groupRows: 5_000_000_000n }, 'too-large'],
    ['a row group that unpacks to gigabytes', { uncompressed: 3_300_000_000n }, 'too-large'],
  ])('%s', async (_, lies, kind) => {
    const error = await refusal(open(numbers(lies)))
    expect(error.kind).toBe(kind)
    expect(error.subject).toBe('permits.parquet')
  })

  it('a column without a name', async () => {
    const file = rawParquet([{ name: 'n', type: 'INT32', groups: [plainInt32([1])], nameless: true }])
    expect(await refusal(open(file))).toMatchObject({
      kind: 'decode',
      message: 'permits.parquet: its footer cannot be read; the file is damaged',
    })
  })

  it('names the sizes', async () => {
    expect((await refusal(open(numbers({ uncompressed: 3_300_000_000n })))).message).toMatch(/from \d+ B to 3\.3 GB/)
  })

  it('a group that holds fewer rows than it says', async () => {
    const decoder = openDecoder()
    await decoder.open('short', new Blob([numbers({ rows: 5, groupRows: 5 })]))
    expect((await refusal(decoder.decode('short', 0, ['n']))).kind).toBe('decode')
  })
})

describe('a bomb behind an honest footer', () => {
  it('a dictionary of one long word is refused by the text of its rows', async () => {
    const words = vectorFromArray(['b', 'x'.repeat(1 << 20)], new Utf8())
    const indices = new Int32Array(1100).fill(1)
    const type = new Dictionary(new Utf8(), new Int32())
    const data = makeData({ type, length: 1100, nullCount: 0, data: indices, dictionary: words })
    const bomb = arrowParquet([['w', new Vector([data])]], { statistics: EnabledStatistics.None })
    expect(bomb.size).toBeLessThan(2000)
    const decoder = openDecoder()
    await decoder.open('bomb', bomb)
    const error = await refusal(decoder.decode('bomb', 0, ['w']))
    expect(error).toMatchObject({ kind: 'too-large', subject: 'bomb: column "w"' })
    expect(error.message).toContain('1.2 GB of text')
  })
})

describe('damage inside pages', () => {
  it('is an error, never a trap or a wait, and leaves the decoder usable', async () => {
    const words = Array.from({ length: 4000 }, (_, i) => `word ${i % 7} ${i % 3}`)
    const file = new Uint8Array(await arrowParquet([['w', vectorFromArray(words)]]).arrayBuffer())
    const decoder = openDecoder()
    let seed = 7
    const random = () => {
      seed = (seed * 1664525 + 1013904223) >>> 0
      return seed / 2 ** 32
    }
    for (let round = 0; round < sweep(1500); round++) {
      const damaged = file.slice()
      for (let k = 0; k < 3; k++) damaged[4 + Math.floor(random() * (file.length - 600))] = Math.floor(random() * 256)
      const outcome = decoder.open('d', new Blob([damaged])).then(() => decoder.decode('d', 0, ['w']))
      const error = await outcome.catch(reason => reason)
      if (error instanceof Error) expect(error.name).toBe('ExtractError')
    }
    await decoder.open('good', new Blob([file]))
    expect((await decoder.decode('good', 0, ['w'])).rows).toBe(4000)
  })
})

describe('calls out of order', () => {
  it('are refused', async () => {
    const decoder = openDecoder()
    expect(await refusal(decoder.decode('x', 0, ['n']))).toMatchObject({ kind: 'missing', subject: 'x' })
    await decoder.open('x', new Blob([numbers()]))
    expect((await refusal(decoder.decode('x', 1, ['n']))).kind).toBe('decode')
    expect(await refusal(decoder.decode('x', 0, ['m']))).toMatchObject({ kind: 'mapping' })
    await decoder.close('x')
    expect((await refusal(decoder.sample('x', ['n'], 5))).kind).toBe('missing')
    decoder.end()
    expect((await refusal(decoder.open('x', new Blob([numbers()])))).kind).toBe('worker')
  })

  it('an extract without rows is a file of 0 rows', async () => {
    const decoder = openDecoder()
    const empty = arrowParquet([['n', vectorFromArray([], new Int32())]])
    expect(await decoder.open('empty', empty)).toMatchObject({ rows: 0, columns: [{ name: 'n', type: 'integer' }] })
    expect(await decoder.sample('empty', ['n'], 10)).toEqual({ rows: 0, values: { n: [] }, regions: [] })
    const raw = rawParquet([{ name: 't', type: 'BYTE_ARRAY', groups: [plainTexts([])] }])
    expect(await decoder.open('raw', new Blob([raw]))).toMatchObject({
      rows: 0,
      columns: [{ name: 't', type: 'text' }],
    })
  })
})
