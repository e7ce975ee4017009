import { ExtractError } from '../source'
import { type Parts, partKey, partsOf } from './xlsxParts'
import { isOfficeFile, refuseOther } from './xlsxRefusals'
import { type Attributes, readPart, type XmlHandler } from './xlsxXml'
import { listZip, type ZipMember } from './zipList'

/** A worksheet and the part that holds it. */
export interface BookSheet {
  readonly name: string
  readonly hidden: boolean
  readonly part: ZipMember
}

/** What `workbook.xml` and its relations say. */
export interface Book {
  readonly parts: Parts
  readonly sheets: readonly BookSheet[]
  readonly strings: ZipMember | null
  readonly styles: ZipMember | null
  /** Days are counted from 1904-01-01. */
  readonly from1904: boolean
}

interface Relation {
  readonly id: string
  /** The last word of its type, the same in the strict and in the older namespace. */
  readonly type: string
  /** The part, by its key. */
  readonly target: string
}

/** The file that is read, and its parts. */
interface Package {
  readonly name: string
  readonly bytes: Blob
  readonly parts: Parts
  readonly signal: AbortSignal | undefined
}

/** Finds the parts of a workbook. Rejects with ExtractError for what is none, with AbortError once `signal` fires. */
export async function openBook(name: string, bytes: Blob, signal?: AbortSignal): Promise<Book> {
  await refuseOther(name, bytes)
  const parts = partsOf(await listZip(name, bytes))
  const file = { name, bytes, parts, signal }
  const root = await relationsOf(file, '')
  const path = root.find(relation => relation.type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  const part = parts.get(path)
  if (!part || !/\.xml$/i.test(path)) throw new ExtractError(name, 'decode', isOfficeFile(parts, path))
  const relations = await relationsOf(file, path)
  const { sheets, from1904 } = await readBook(file, part, relations)
  const partOf = (type: string): ZipMember | null => {
    const relation = relations.find(one => one.type === type)
    return (relation && parts.get(relation.target)) ?? null
  }
  if (sheets.length === 0) throw new ExtractError(name, 'empty', 'has no sheet with cells')
  return { parts, sheets, strings: partOf('sharedStrings'), styles: partOf('styles'), from1904 }
}

async function readBook(
  { name, bytes, parts, signal }: Package,
  part: ZipMember,
  relations: readonly Relation[],
): Promise<{ sheets: BookSheet[]; from1904: boolean }> {
  const sheets: BookSheet[] = []
  let from1904 = false
  let isWorkbook = false
  const handler: XmlHandler = {
    open(element, attributes) {
      if (element === 'workbook') isWorkbook = true
      else if (element === 'workbookPr') from1904 = isTrue(attributes.date1904)
      else if (element === 'sheet') {
        const sheet = sheetOf(name, attributes, relations, parts, sheets.length)
        if (sheet) sheets.push(sheet)
      }
    },
    close() {},
  }
  await readPart(name, bytes, part, handler, { signal })
  if (!isWorkbook) throw new ExtractError(name, 'decode', 'is no workbook: save it as XLSX')
  return { sheets, from1904 }
}

/** Null for a sheet without cells: a chart, a dialogue, a macro sheet. */
function sheetOf(
  name: string,
  attributes: Attributes,
  relations: readonly Relation[],
  parts: Parts,
  before: number,
): BookSheet | null {
  const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
  const relation = relations.find(one => one.id === id)
  if (relation && relation.type !== 'worksheet') return null
  const label = attributes.name ?? `Sheet${before + 1}`
  const target = relation?.target ?? `xl/worksheets/sheet${before + 1}.xml`
  const part = parts.get(target)
  if (!part) throw new ExtractError(name, 'decode', `the part ${target} of sheet "${label}" is missing`)
  return { name: label, hidden: attributes.state === 'hidden' || attributes.state === 'veryHidden', part }
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true' || value === 'on'

/** Relations of a part (of the package: ''), without those that lead outside. */
async function relationsOf({ name, bytes, parts, signal }: Package, path: string): Promise<Relation[]> {
  const slash = path.lastIndexOf('/') + 1
  const part = parts.get(`${path.slice(0, slash)}_rels/${path.slice(slash)}.rels`)
  if (!part) return []
  const relations: Relation[] = []
  const handler: XmlHandler = {
    open(element, attributes) {
      if (element !== 'Relationship' || attributes.TargetMode === 'External') return
      relations.push({
        id: attributes.Id ?? '',
        type: attributes.Type?.split('/').at(-1) ?? '',
        target: resolved(path.slice(0, slash), attributes.Target ?? ''),
      })
    },
    close() {},
  }
  await readPart(name, bytes, part, handler, { signal })
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
  return partKey(unescapedPath(steps.join('/')))
}

function unescapedPath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
