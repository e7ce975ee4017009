import { limits, sizeText } from '../limits'
import { ExtractError } from '../source'
import type { Dropped, Found, FoundTable } from './core'
import type { OtherFile, ReadFault, ReadNote } from './intake'
import { checkAbort } from './rowSource'
import { hasExtension, recognise } from './signature'
import { unzipFile } from './unzip'
import { openWorkbook } from './xlsx'
import type { ZipMember } from './zipList'

/** Looks into dropped files, the members of ZIPs among them. What cannot be read is a fault; only `signal` rejects. */
export async function openFiles(files: readonly Dropped[], signal?: AbortSignal): Promise<Found> {
  const found = { tables: [] as FoundTable[], others: [] as OtherFile[], faults: [] as ReadFault[] }
  for (const { name, blob } of files) await openOne([name], blob, found, signal)
  return found
}

interface Finding {
  readonly tables: FoundTable[]
  readonly others: OtherFile[]
  readonly faults: ReadFault[]
}

async function openOne(path: readonly string[], blob: Blob, found: Finding, signal?: AbortSignal): Promise<void> {
  checkAbort(signal)
  const name = path.join('/')
  try {
    const file = await recognise(name, blob)
    switch (file.what) {
      case 'zip':
        if (path.length > 1)
          throw new ExtractError(name, 'format', 'is a ZIP inside a ZIP: unpack it and drop what is inside')
        return await openMembers(path, blob, file.members, found, signal)
      case 'regions':
      case 'profile':
        found.others.push({ path, kind: file.what, text: file.text })
        return
      case 'results':
        found.tables.push({ path, format: 'csv', bytes: blob.size, blob: file.csv, sheet: null, notes: [] })
        return
      case 'xlsx':
        return await openSheets(path, blob, found, signal)
      default: {
        const notes = extensionNotes(path, file.what)
        found.tables.push({ path, format: file.what, bytes: blob.size, blob, sheet: null, notes })
      }
    }
  } catch (error) {
    checkAbort(signal)
    found.faults.push(faultOf(path, error))
  }
}

async function openSheets(path: readonly string[], blob: Blob, found: Finding, signal?: AbortSignal): Promise<void> {
  const { sheets, notes } = await openWorkbook(path.join('/'), blob, signal)
  const all = [...extensionNotes(path, 'xlsx'), ...notes]
  for (const [sheet, { name, hidden }] of sheets.entries()) {
    const own: ReadNote[] = hidden ? [{ kind: 'hidden_sheet', column: null, count: 1, examples: [] }] : []
    found.tables.push({
      ...{ path: [...path, name], format: 'xlsx', bytes: blob.size, blob, sheet, notes: [...all, ...own] },
      ...(hidden && { hidden }),
    })
  }
}

async function openMembers(
  path: readonly string[],
  zip: Blob,
  members: readonly ZipMember[],
  found: Finding,
  signal?: AbortSignal,
): Promise<void> {
  const name = path.join('/')
  const wanted = members.filter(member => !isHidden(member.name))
  if (wanted.length === 0) throw new ExtractError(name, 'empty', 'the ZIP holds no files')
  if (wanted.length > limits.members) {
    throw new ExtractError(name, 'too-large', `holds ${wanted.length} files, more than ${limits.members}; refused`)
  }
  const all = wanted.reduce((sum, member) => sum + member.unpacked, 0)
  if (all > limits.zipBytes) {
    throw new ExtractError(
      name,
      'too-large',
      `would unpack to ${sizeText(all)}, more than ${sizeText(limits.zipBytes)}; refused`,
    )
  }
  for (const member of wanted) {
    const own = [...path, member.name]
    try {
      await openOne(own, await unzipFile(own.join('/'), zip, member, signal), found, signal)
    } catch (error) {
      checkAbort(signal)
      found.faults.push(faultOf(own, error))
    }
  }
}

/** What file managers leave in archives. */
function isHidden(name: string): boolean {
  const parts = name.split(/[/\\]/)
  const last = parts.at(-1)!
  return parts.includes('__MACOSX') || last.startsWith('.') || /^thumbs\.db$/i.test(last)
}

function extensionNotes(path: readonly string[], format: FoundTable['format']): ReadNote[] {
  if (hasExtension(path.at(-1)!, format)) return []
  return [{ kind: 'wrong_extension', column: null, count: 1, examples: [`${path.at(-1)}: ${format}`] }]
}

function faultOf(path: readonly string[], error: unknown): ReadFault {
  if (error instanceof ExtractError) return { path, kind: error.kind, message: error.message }
  const words = error instanceof Error ? error.message : String(error)
  return { path, kind: 'worker', message: `${path.join('/')}: could not be opened (${words})` }
}
