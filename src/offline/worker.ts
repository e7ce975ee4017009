import { type Answering, answerAsset, answerFile, answerPage, keepSettings } from './answer'
import { faultOf } from './fault'
import { type AppFiles, bytesOf, settingsFile } from './files'
import { keepAll, wholeIn } from './keep'
import { unneeded, type Whole } from './names'
import { routeOf } from './routes'
import type { Progress, Standing, ToPages, ToWorker } from './wire'

/** The service worker: built for itself, with the list of its build (cli/serviceWorker.ts). */
declare const __APP_FILES__: AppFiles
declare const self: ServiceWorkerGlobalScope

const list = __APP_FILES__
const scope = new URL('./', self.location.href).href
const paths = new Set(list.files.map(file => file.path))
const by: Answering = { scope, caches: self.caches, list, fetch: request => fetch(request), patience: 3_000 }
/** Milliseconds between two words about the progress. */
const tellEvery = 200

/** The build that each page was given; what a worker that was ended knew is unknown. */
const pageBuilds = new Map<string, string>()
let keeping: Promise<Whole> | null = null
let progress: Progress | null = null

self.addEventListener('install', event => event.waitUntil(keep()))
self.addEventListener('activate', event => event.waitUntil(tidy().then(() => self.clients.claim())))
self.addEventListener('fetch', event => {
  const { url, method, mode, headers } = event.request
  const route = routeOf({ url, method, mode, ranged: headers.has('range') }, scope, path => paths.has(path))
  switch (route?.by) {
    case 'page':
      if (event.resultingClientId) pageBuilds.set(event.resultingClientId, list.version)
      event.respondWith(answerPage(event.request, by))
      break
    case 'asset':
      event.respondWith(answerAsset(event.request, by))
      break
    case 'file': {
      const both = answerFile(event.request, route.path, by).then(answer => [answer, answer.clone()] as const)
      event.respondWith(both.then(([answer]) => answer))
      if (route.path === settingsFile)
        event.waitUntil(both.then(([, copy]) => keepSettings(copy, by)).catch(() => undefined))
    }
  }
})
self.addEventListener('message', event => {
  const message = event.data as ToWorker
  switch (message.kind) {
    case 'standing':
      event.waitUntil(standing().then(told => event.ports[0]?.postMessage(told)))
      event.waitUntil(tidy())
      break
    case 'keep':
      event.waitUntil(keep().catch(() => undefined))
      break
    case 'take-over':
      event.waitUntil(self.skipWaiting())
  }
})

/** Keeps this build and tells all pages how it goes. Rejects with what went wrong: then the browser drops this worker. */
function keep(): Promise<Whole> {
  keeping ??= keepOnce().finally(() => {
    keeping = null
    progress = null
  })
  return keeping
}

async function keepOnce(): Promise<Whole> {
  const total = bytesOf(list.files)
  let told = 0
  progress = { done: 0, total }
  const means = { scope, caches: self.caches, fetch: (url: string, init: RequestInit) => fetch(url, init), room }
  try {
    const whole = await keepAll(list, means, done => {
      progress = { done, total }
      if (Date.now() < told + tellEvery) return
      told = Date.now()
      void tell({ kind: 'offline-progress', progress })
    })
    await tell({ kind: 'offline-whole', whole })
    return whole
  } catch (cause) {
    await tell({ kind: 'offline-failed', fault: faultOf(cause, null) })
    throw cause
  }
}

async function room(): Promise<number | null> {
  const { quota, usage } = (await self.navigator.storage?.estimate()) ?? {}
  return quota === undefined || usage === undefined ? null : quota - usage
}

const standing = async (): Promise<Standing> => ({
  whole: await wholeIn(self.caches, scope, list.version),
  progress,
})

/** Deletes what other builds kept, once no page is of one. */
async function tidy(): Promise<void> {
  const open = await pages()
  const gone = unneeded({
    scope,
    version: list.version,
    whole: (await wholeIn(self.caches, scope, list.version)) !== null,
    names: await self.caches.keys(),
    pages: open.map(page => pageBuilds.get(page.id)),
  })
  // A worker that waits keeps a build that is newer than this one.
  if (self.registration.waiting === null && self.registration.installing === null)
    await Promise.all(gone.map(name => self.caches.delete(name)))
}

/** Open pages of this app; another one may be in another folder. */
async function pages(): Promise<WindowClient[]> {
  const all = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  return all.filter(page => page.url.startsWith(scope))
}

async function tell(message: ToPages): Promise<void> {
  for (const page of await pages()) page.postMessage(message)
}
