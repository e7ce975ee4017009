import * as z from 'zod/mini'
import '../../risk/zodWords'
import { formatChoices, parseChoices } from '../../filters/codecs'
import type { Day } from '../../filters/days'
import { type Choices, compareOf, noLocation, outsideRegions, windowOf } from '../../filters/filters'
import { isRoute, isWithoutDays } from '../routes'

/** A page with its filters, and whatever else its address holds, under a name. */
export interface SavedView {
  readonly id: string
  readonly name: string
  /** The route, such as `/overview`. */
  readonly path: string
  /** The search part of the address: `?…`, or empty. */
  readonly search: string
  /** ISO time in UTC. */
  readonly saved: string
}

export const mostName = 120
const mostViews = 500
export const viewsFormat = 1

const view = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(60)),
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(mostName)),
  path: z.string().check(z.maxLength(200), z.regex(/^\//, 'is no page')),
  search: z.string().check(z.maxLength(20_000), z.regex(/^(\?|$)/, 'is no part of an address')),
  saved: z.iso.datetime('is not a time'),
})
const kept = z.strictObject({ format: z.literal(viewsFormat), views: z.array(view).check(z.maxLength(mostViews)) })

/** Why a file, or what is kept, is none of ours; `detail` is what a parser said, which has no translation. */
export class ViewsError extends Error {
  override readonly name = 'ViewsError'
  constructor(
    readonly code: 'json' | 'kind' | 'newer' | 'field',
    message: string,
    readonly detail?: string,
  ) {
    super(message)
  }
}

/** The list as the browser keeps it. `read` throws a ViewsError. */
export const viewsDocument = {
  empty: [] as readonly SavedView[],
  read: (value: unknown): readonly SavedView[] => viewsIn(value, 'saved views'),
  write: (views: readonly SavedView[]): unknown => ({ format: viewsFormat, views }),
}

function viewsIn(value: unknown, source: string): readonly SavedView[] {
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined
  if (typeof format === 'number' && format > viewsFormat)
    throw new ViewsError('newer', `${source}: "format": ${format}: written by a newer release`)
  const found = kept.safeParse(value)
  if (found.success) return found.data.views
  const [first] = found.error.issues
  const detail = `"${first?.path.join('.') ?? ''}": ${first?.message ?? 'cannot be read'}`
  throw new ViewsError('field', `${source}: ${detail}`, detail)
}

export const hrefOf = ({ path, search }: Pick<SavedView, 'path' | 'search'>): string => `#${path}${search}`

/** What an address says of the moment and not of the view. */
export function keepable(search: string): string {
  const params = new URLSearchParams(search)
  if (!params.has('wall')) return search
  params.delete('wall')
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

/** Whether the view's days move with the data; null for a page that asks nothing of days. */
export function movesOf({ path, search }: Pick<SavedView, 'path' | 'search'>): boolean | null {
  if (isWithoutDays(path, search)) return null
  return typeof parseChoices(new URLSearchParams(search)).window === 'string'
}

/** The choices with the days that they mean now in place of what moves with the data. `firstDay` begins "all". */
export function fixedDays(choices: Choices, asOf: Day, firstDay: Day): Choices {
  const window = windowOf(choices.window, asOf)
  const compare = compareOf(choices.compare, window, choices.window, asOf)
  return {
    ...choices,
    window: { from: window.from ?? firstDay, to: window.to },
    compare: compare?.from == null ? 'none' : { from: compare.from, to: compare.to },
  }
}

/** The same for the search part of an address. */
export function fixedSearch(search: string, asOf: Day, firstDay: Day): string {
  const params = new URLSearchParams(search)
  const text = formatChoices(fixedDays(parseChoices(params), asOf, firstDay), params).toString()
  return text === '' ? '' : `?${text.replaceAll('%2C', ',').replaceAll('%3B', ';').replaceAll('%7E', '~')}`
}

/** `name`, or with a number behind it where one of `taken` has it. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name
  for (let n = 2; ; n++) {
    const mark = ` (${n})`
    const free = `${name.slice(0, mostName - mark.length)}${mark}`
    if (!taken.has(free)) return free
  }
}

/** The view moved up (-1) or down (1) by one place. */
export function reordered(views: readonly SavedView[], id: string, by: -1 | 1): readonly SavedView[] {
  const at = views.findIndex(each => each.id === id)
  const [one, other] = [views[at], views[at + by]]
  if (one === undefined || other === undefined) return views
  return views.map(each => (each === one ? other : each === other ? one : each))
}

/** A removed view back in its place, or at the end; a name that was taken meanwhile gets a number. */
export function restored(views: readonly SavedView[], gone: SavedView, at: number): readonly SavedView[] {
  if (views.some(each => each.id === gone.id)) return views
  const name = freeName(gone.name, new Set(views.map(each => each.name)))
  return [...views.slice(0, at), { ...gone, name }, ...views.slice(at)]
}

export interface CityName {
  readonly zh: string
  readonly en: string
}

/** Views as a file. */
export const viewsFile = (views: readonly SavedView[], catalogue: CityName, now = new Date()): string =>
  `${JSON.stringify({ kind: 'saved-views', format: viewsFormat, catalogue, written: now.toISOString(), views }, null, 2)}\n`

const head = z.object({
  kind: z.literal('saved-views'),
  catalogue: z.object({ zh: z.string().check(z.maxLength(500)), en: z.string().check(z.maxLength(500)) }),
})

/** Reads a file of `viewsFile`. Throws a ViewsError that names the file and the field. */
export function parseViewsFile(text: string, file: string): { views: readonly SavedView[]; catalogue: CityName } {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new ViewsError('json', `${file}: not JSON: ${detail}`, detail)
  }
  const found = head.safeParse(json)
  if (!found.success) throw new ViewsError('kind', `${file}: "kind": no saved views that were exported here`)
  const { format, views } = json as { format?: unknown; views?: unknown }
  return { views: viewsIn({ format, views }, file), catalogue: found.data.catalogue }
}

/** Codes of regions that a view filters by and the catalogue does not have: it shows no rows of theirs. */
export function lostRegions({ search }: Pick<SavedView, 'search'>, known: ReadonlySet<string>): string[] {
  const { regions } = parseChoices(new URLSearchParams(search))
  return regions.filter(code => !known.has(code) && code !== outsideRegions && code !== noLocation)
}

export interface ImportPlan {
  /** The list with what comes in, at its end. */
  readonly views: readonly SavedView[]
  readonly added: readonly string[]
  /** Names that were taken by other views: what came got a number behind it. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[]
  /** The same name and address are there already. */
  readonly same: readonly string[]
  /** Pages that this release does not have: left out. */
  readonly unknown: readonly { readonly name: string; readonly path: string }[]
}

/** What an import does to the list: nothing that is there is changed. `id` makes a new one. */
export function importPlan(here: readonly SavedView[], brought: readonly SavedView[], id: () => string): ImportPlan {
  const views = [...here]
  const plan = { added: [] as string[], renamed: [] as { from: string; to: string }[], same: [] as string[] }
  const unknown: { name: string; path: string }[] = []
  for (const each of brought) {
    const search = keepable(each.search)
    if (!isRoute(each.path)) {
      unknown.push({ name: each.name, path: each.path })
      continue
    }
    if (views.some(own => own.name === each.name && own.path === each.path && own.search === search)) {
      plan.same.push(each.name)
      continue
    }
    const name = freeName(each.name, new Set(views.map(own => own.name)))
    if (name !== each.name) plan.renamed.push({ from: each.name, to: name })
    plan.added.push(name)
    views.push({ ...each, search, name, id: id() })
  }
  return { views, ...plan, unknown }
}
