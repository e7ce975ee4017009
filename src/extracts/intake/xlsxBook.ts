import { ExtractError } from '../source'
import { isOfficeFile, refuseOther } from './xlsxRefusals'
import { type Attributes, readPart } from './xlsxXml'
import { type ZipEntries, type ZipEntry, zipEntries } from './xlsxZip'

/** A worksheet and the part that holds it. */
export interface BookSheet {
  readonly name: string
  readonly hidden: boolean
  readonly entry: ZipEntry
}

/** What `workbook.xml` and its relations say. */
export interface Book {
  readonly entries: ZipEntries
  readonly sheets: readonly BookSheet[]
  readonly strings: ZipEntry | null
  readonly styles: ZipEntry | null
  /** Days are counted from 1904-01-01. */
  readonly from1904: boolean
}

interface Relation {
  readonly id: string
  /** The last word of its type, the same in the strict and in the older namespace. */
  readonly type: string
  /** Path of the part in lower case. */
  readonly target: string
}

/** Finds the parts of a workbook. Rejects with ExtractError for what is none. */
export async function openBook(name: string, bytes: Blob): Promise<Book> {
  await refuseOther(name, bytes)
  const entries = await zipEntries(name, bytes)
  const root = await relationsOf(name, bytes, entries, '')
  const path = root.find(relation => relation.type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  const part = entries.get(path)
  if (!part || !/\.xml$/i.test(path)) throw new ExtractError(name, 'decode', isOfficeFile(entries, path))
  const relations = await relationsOf(name, bytes, entries, path)
  const { sheets, from1904 } = await readBook(name, bytes, part, relations, entries)
  const partOf = (type: string): ZipEntry | null => {
    const relation = relations.find(one => one.type === type)
    return (relation && entries.get(relation.target)) ?? null
  }
  if (sheets.length === 0) throw new ExtractError(name, 'empty', 'has no sheet with cells')
  return { entries, sheets, strings: partOf('sharedStrings'), styles: partOf('styles'), from1904 }
}

async function readBook(
  name: string,
  bytes: Blob,
  part: ZipEntry,
  relations: readonly Relation[],
  entries: ZipEntries,
): Promise<{ sheets: BookSheet[]; from1904: boolean }> {
  const sheets: BookSheet[] = []
  let from1904 = false
  let isWorkbook = false
  await readPart(name, bytes, part, {
    open(element, attributes) {
      if (element === 'workbook') isWorkbook = true
      else if (element === 'workbookPr') from1904 = isTrue(attributes.date1904)
      else if (element === 'sheet') {
        const sheet = sheetOf(name, attributes, relations, entries, sheets.length)
        if (sheet) sheets.push(sheet)
      }
    },
    close() {},
  })
  if (!isWorkbook) throw new ExtractError(name, 'decode', 'is no workbook: save it as XLSX')
  return { sheets, from1904 }
}

/** Null for a sheet without cells: a chart, a dialogue, a macro sheet. */
function sheetOf(
  name: string,
  attributes: Attributes,
  relations: readonly Relation[],
  entries: ZipEntries,
  before: number,
): BookSheet | null {
  const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
  const relation = relations.find(one => one.id === id)
  if (relation && relation.type !== 'worksheet') return null
  const label = attributes.name ?? `Sheet${before + 1}`
  const target = relation?.target ?? `xl/worksheets/sheet${before + 1}.xml`
  const entry = entries.get(target)
  if (!entry) throw new ExtractError(name, 'decode', `the part ${target} of sheet "${label}" is missing`)
  return { name: label, hidden: attributes.state === 'hidden' || attributes.state === 'veryHidden', entry }
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true' || value === 'on'

/** Relations of a part (of the package: ''), without those that lead outside. */
async function relationsOf(name: string, bytes: Blob, entries: ZipEntries, path: string): Promise<Relation[]> {
  const slash = path.lastIndexOf('/') + 1
  const entry = entries.get(`${path.slice(0, slash)}_rels/${path.slice(slash)}.rels`)
  if (!entry) return []
  const relations: Relation[] = []
  await readPart(name, bytes, entry, {
    open(element, attributes) {
      if (element !== 'Relationship' || attributes.TargetMode === 'External') return
      relations.push({
        id: attributes.Id ?? '',
        type: attributes.Type?.split('/').at(-1) ?? '',
        target: resolved(path.slice(0, slash), attributes.Target ?? ''),
      })
    },
    close() {},
  })
  return relations
}

/** A target beside the part, or from the root when it begins with a slash. */
function resolved(folder: string, target: string): string {
  const plain = target.replaceAll('\\', '/')
  const steps: string[] = []
  for (const step of (plain.startsWith('/') ? plain : folder + plain).split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return unescapedPath(steps.join('/')).toLowerCase()
}

function unescapedPath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
