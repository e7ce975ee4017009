import { type AppFiles, indexFile, settingsFile } from './files'
import { keptAnswer } from './keep'
import { cacheName, cachePrefix, hashHeader, wholeNote } from './names'
import { isOurs, withNonce, withoutNonce } from './nonce'
import { bodyOf, sha256 } from './verify'

/** What answering needs of a browser; the tests have another one. */
export interface Answering {
  readonly scope: string
  readonly caches: CacheStorage
  readonly list: AppFiles
  fetch(request: Request): Promise<Response>
  /** Milliseconds that a network may take before the kept copy is given. */
  readonly patience: number
}

/** What an answer from the network is worth: given as it is, or only where nothing is kept. */
type Worth = 'good' | 'last'

/** index.html: the network's if it comes in time and fits what is kept, else what is kept. */
export async function answerPage(request: Request, by: Answering): Promise<Response> {
  return networkFirst(
    by,
    request,
    answer => worthOfPage(answer, by),
    () => keptPage(by),
  )
}

/** A file whose name has no hash. */
export async function answerFile(request: Request, path: string, by: Answering): Promise<Response> {
  const worth = async (answer: Response): Promise<Worth> => {
    if (answer.status >= 500 || answer.redirected || isHtml(answer)) return 'last'
    // A weak signal may send a beginning and no more: these files are small enough to be waited for.
    await answer.arrayBuffer()
    return 'good'
  }
  return networkFirst(by, request, worth, () => own(by, path))
}

/** A file whose name has one: of this build or of another that is kept; the network has those that nobody kept. */
export async function answerAsset(request: Request, by: Answering): Promise<Response> {
  const kept = await keptAsset(request.url, by)
  if (kept === undefined) return by.fetch(request)
  // The engine asks first whether its file is there (engine/duckdbBrowser.ts): a network that lies must not say no.
  return request.method === 'HEAD' ? new Response(null, { headers: kept.headers }) : kept
}

async function keptAsset(url: string, by: Answering): Promise<Response | undefined> {
  const mine = await by.caches.match(url, { cacheName: ownName(by) })
  if (mine !== undefined) return mine
  for (const cacheName of await namesOf(by)) {
    const kept = await by.caches.match(url, { cacheName })
    if (kept !== undefined) return kept
  }
  return undefined
}

/** Keeps what an operator has changed since, where it is settings. Never rejects. */
export async function keepSettings(answer: Response, by: Answering): Promise<void> {
  const file = by.list.files.find(each => each.path === settingsFile)
  if (file === undefined || !answer.ok || answer.redirected || !(await by.caches.has(ownName(by)))) return
  try {
    const body = await bodyOf(answer, file)
    await (await by.caches.open(ownName(by))).put(new URL(file.path, by.scope).href, keptAnswer(answer, body, file))
  } catch {
    // Then the former ones stay.
  }
}

async function networkFirst(
  { fetch, patience }: Answering,
  request: Request,
  worthOf: (answer: Response) => Promise<Worth>,
  kept: () => Promise<Response | undefined>,
): Promise<Response> {
  const asked = fetch(request)
  const good = asked.then(async answer => ((await worthOf(answer.clone())) === 'good' ? answer : undefined))
  const late = new Promise<undefined>(resolve => setTimeout(resolve, patience))
  const first = await Promise.race([good.catch(() => undefined), late])
  return first ?? (await kept()) ?? asked
}

/**
 * A page of another build is not given while that build is not kept: with a weak signal its parts would not come,
 * and there would be no page at all. Redirects and refusals are for a person to see: it may be a sign-in page.
 */
async function worthOfPage(answer: Response, by: Answering): Promise<Worth> {
  if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) return 'good'
  if (!answer.ok) return 'last'
  const html = await answer.text()
  if (!isOurs(html)) return 'good'
  const hash = await sha256(new TextEncoder().encode(withoutNonce(html)))
  return (await isKept(hash, by)) ? 'good' : 'last'
}

/** Whether a whole build is kept whose index.html has this hash. */
async function isKept(hash: string, by: Answering): Promise<boolean> {
  for (const cacheName of await namesOf(by)) {
    const [page, whole] = await Promise.all(
      [pageAddress(by), wholeNote(by.scope)].map(address => by.caches.match(address, { cacheName })),
    )
    if (whole !== undefined && page?.headers.get(hashHeader) === hash) return true
  }
  return false
}

async function keptPage(by: Answering): Promise<Response | undefined> {
  const page = await own(by, indexFile)
  return page === undefined ? undefined : withNonce(page)
}

const pageAddress = ({ scope }: Answering): string => new URL(indexFile, scope).href
const ownName = ({ scope, list }: Answering): string => cacheName(scope, list.version)
/** Not by `open`, which would make a cache that was removed. */
const own = (by: Answering, path: string): Promise<Response | undefined> =>
  by.caches.match(new URL(path, by.scope).href, { cacheName: ownName(by) })
const isHtml = (answer: Response): boolean => /^text\/html\b/i.test(answer.headers.get('content-type') ?? '')

/** Caches of this app. */
const namesOf = async ({ caches, scope }: Answering): Promise<string[]> =>
  (await caches.keys()).filter(name => name.startsWith(cachePrefix(scope)))
