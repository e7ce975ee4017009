import { gzipSync, strToU8, type Zippable, zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { openIntake } from '../../../src/extracts/intake/intakeNode'
import { fileFaults } from '../../../src/extracts/intake/memberFaults'
import { recognise } from '../../../src/extracts/intake/signature'
import { unzip, unzipFile } from '../../../src/extracts/intake/unzip'
import { listZip } from '../../../src/extracts/intake/zipList'
import { refusal } from '../../fixtures/decoding'
import { fileOf, notesOf, readOne } from '../../fixtures/intake'

const csv = strToU8('id,name\n1,张三\n')
const open = (name: string, content: string | Uint8Array) => openIntake().open([fileOf(name, content)])
const ole = (stream: string) =>
  Uint8Array.from([
    0xd0,
    0xcf,
    0x11,
    0xe0,
    0xa1,
    0xb1,
    0x1a,
    0xe1,
    ...new Uint8Array(600),
    ...iconv.encode(stream, 'utf-16le'),
  ])
const ods = zipSync({
  mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
  'content.xml': csv,
})

/** Writes 32 bits over the directory's entry of the first member. */
function withDirectory(zip: Uint8Array, field: number, value: number): Uint8Array {
  const copy = zip.slice()
  const at = copy.findIndex(
    (_, i) => copy[i] === 0x50 && copy[i + 1] === 0x4b && copy[i + 2] === 1 && copy[i + 3] === 2,
  )
  new DataView(copy.buffer).setUint32(at + field, value, true)
  return copy
}

describe('a file that cannot be read', () => {
  it.each([
    ['a.xls', ole('Workbook'), 'format', /old Excel workbook \(\.xls\): open it .* save it as .*xlsx/],
    ['a.et', ole('Workbook'), 'format', /WPS sheet \(\.et\): .*xlsx/],
    ['a.doc', ole('WordDocument'), 'format', /Word document .*XLSX/],
    ['a.xlsx', ole('EncryptedPackage'), 'encrypted', /password.*XLSX/],
    ['a.ods', ods, 'format', /OpenDocument sheet .*xlsx/],
    ['a.xls', '<html><table><tr><td>1</td></tr></table></html>', 'format', /web page \(HTML\).*xlsx/],
    [
      'a.xls',
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
      'format',
      /2003/,
    ],
    ['a.csv.gz', gzipSync(csv), 'format', /gzip.*unpack/],
    ['a.pdf', '%PDF-1.7', 'format', /PDF.*XLSX or CSV/],
    ['a.json', '{"a": 1}', 'format', /neither regions/],
    ['a.json', '{"a": ', 'format', /damaged, or cut off/],
    ['a.docx', zipSync({ '[Content_Types].xml': csv, 'word/document.xml': csv }), 'format', /Word document/],
    ['a.xlsb', zipSync({ '[Content_Types].xml': csv, 'xl/workbook.bin': csv }), 'format', /xlsb/],
    ['a.bin', Uint8Array.from({ length: 500 }, (_, i) => i % 32), 'format', /no file of a known format/],
    ['zeros.csv', new Uint8Array(500), 'format', /no file of a known format/],
    ['a.csv', '', 'empty', /empty/],
    ['a.parquet', 'PAR1 and no more', 'truncated', /ends too early/],
  ])('%s is a fault that says what to do (%#)', async (name, content, kind, words) => {
    const opened = await open(name, content)
    const error = opened.faults[0] ?? (await refusal(readOne(name, content)))
    expect(error).toMatchObject({ kind, message: expect.stringMatching(words) })
    expect(error.message.startsWith(name)).toBe(true)
  })

  it('leaves the others alone', async () => {
    const opened = await openIntake().open([fileOf('a.pdf', '%PDF'), fileOf('b.csv', csv)])
    expect([opened.faults.length, opened.tables.map(table => table.path)]).toEqual([1, [['b.csv']]])
  })
})

describe('a file', () => {
  it('with a wrong extension is read, and noted', async () => {
    const table = await readOne('data.xlsx', csv)
    expect([table.format, table.rows]).toEqual(['csv', 1])
    expect(notesOf(table, 'wrong_extension')).toMatchObject([{ examples: ['data.xlsx: csv'] }])
    expect(notesOf(await readOne('data.TSV', csv), 'wrong_extension')).toEqual([])
  })

  it('that is no table may belong to a catalogue', async () => {
    const regions = '{"type": "FeatureCollection", "features": []}'
    const profile = '{"format": "smart-supervision profile"}'
    const { others } = await openIntake().open([fileOf('r.geojson', regions), fileOf('p.json', profile)])
    expect(others).toEqual([
      { path: ['r.geojson'], kind: 'regions', text: regions },
      { path: ['p.json'], kind: 'profile', text: profile },
    ])
  })

  it('that is a workbook is left to the reader of workbooks', async () => {
    const bytes = zipSync({ '[Content_Types].xml': csv, 'xl/workbook.xml': csv })
    expect(await recognise('a.xlsx', new Blob([bytes as BlobPart]))).toEqual({ what: 'xlsx' })
  })
})

describe('a ZIP', () => {
  const pack = (files: Zippable) => zipSync(files)

  it('gives its members as if they were dropped', async () => {
    const intake = openIntake()
    const zip = pack({
      'a/x.csv': csv,
      'b.csv': [csv, { level: 0 }],
      '__MACOSX/._b.csv': csv,
      '.DS_Store': csv,
      '../up.csv': csv,
      'in.zip': pack({ 'c.csv': csv }),
      'd.pdf': strToU8('%PDF'),
    })
    const { tables, faults } = await intake.open([fileOf('all.zip', zip)])
    expect(tables.map(table => table.path)).toEqual([
      ['all.zip', 'a/x.csv'],
      ['all.zip', 'b.csv'],
      ['all.zip', '../up.csv'],
    ])
    expect(faults.map(({ path, kind }) => [path[1], kind])).toEqual([
      ['in.zip', 'format'],
      ['d.pdf', 'format'],
    ])
    expect(faults[0]!.message).toContain('ZIP inside a ZIP')
    expect((await intake.read(tables[1]!.id)).preview).toEqual([['1', '张三']])
  })

  it('may have names in GB18030', async () => {
    const name = iconv.encode('数据.csv', 'gb18030')
    const zip = pack({ [name.toString('latin1')]: csv })
    // The library writes UTF-8: put the bytes of GB18030 in their place.
    const raw = Buffer.from(pack({ xxxxxxxx: csv }))
    for (let at = raw.indexOf('xxxxxxxx'); at >= 0; at = raw.indexOf('xxxxxxxx')) name.copy(raw, at)
    expect(zip.length).toBeGreaterThan(0)
    const opened = await open('all.zip', raw)
    expect(opened.tables.map(table => table.path[1])).toEqual(['数据.csv'])
  })

  it('that is a bomb is refused, by what it states and by what it unpacks to', async () => {
    const bomb = pack({ 'a.csv': new Uint8Array(68_000_000) })
    expect((await open('a.zip', bomb)).faults).toMatchObject([
      { kind: 'too-large', message: expect.stringContaining('a.zip/a.csv: would unpack') },
    ])
    const lying = withDirectory(bomb, 24, 1000)
    expect((await open('a.zip', lying)).faults).toMatchObject([
      { kind: 'too-large', message: expect.stringContaining('more than the 1.0 KB') },
    ])
    const many = pack(Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`${i}.csv`, csv])))
    expect((await open('a.zip', many)).faults).toMatchObject([
      { kind: 'too-large', message: expect.stringContaining('1001 files') },
    ])
  })

  it('that is damaged, cut off, locked or empty is a fault', async () => {
    const zip = pack({ 'a.csv': [strToU8('id,name\n'.repeat(50)), { level: 0 }] })
    const flipped = zip.slice()
    flipped[60]! ^= 1
    expect((await open('a.zip', flipped)).faults).toMatchObject([{ path: ['a.zip', 'a.csv'], kind: 'decode' }])
    expect((await open('a.zip', zip.slice(0, 200))).faults).toMatchObject([{ kind: 'truncated' }])
    expect((await open('a.zip', withDirectory(zip, 8, 1))).faults).toMatchObject([{ kind: 'encrypted' }])
    expect((await open('a.zip', withDirectory(zip, 10, 12))).faults).toMatchObject([{ kind: 'format' }])
    expect((await open('a.zip', pack({}))).faults).toMatchObject([{ kind: 'empty' }])
  })

  it('is unpacked piece by piece, with its bytes counted', async () => {
    const content = Uint8Array.from({ length: 1_000_000 }, (_, i) => (i * i) % 251)
    for (const level of [0, 6] as const) {
      const blob = new Blob([pack({ 'a.csv': [content, { level }] }) as BlobPart])
      const [member] = await listZip('z', blob)
      const done: number[] = []
      const faults = fileFaults('z/a.csv', member!)
      const options = { most: content.length, ratio: 1000, faults, onBytes: (packed: number) => void done.push(packed) }
      const pieces: Uint8Array<ArrayBuffer>[] = []
      for await (const piece of unzip('z', blob, member!, options)) {
        if (level === 0 && pieces.length === 0) expect(done).toEqual([])
        pieces.push(piece.slice())
      }
      expect(Buffer.concat(pieces).equals(content)).toBe(true)
      expect(done.at(-1)).toBe(member!.packed)
      const less = { ...options, most: content.length - 1 }
      await expect(unzip('z', blob, member!, less).next()).rejects.toMatchObject({ kind: 'too-large' })
    }
  })

  it('stops when it is cancelled', async () => {
    const blob = new Blob([pack({ 'a.csv': csv }) as BlobPart])
    const [member] = await listZip('z', blob)
    await expect(unzipFile('z/a.csv', blob, member!, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
    await expect(openIntake().open([fileOf('a.csv', csv)], AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    })
  })
})
