import { workerFile } from '../../offline/files'
import { cachePrefix, type Whole } from '../../offline/names'
import type { Standing, ToPages, ToWorker } from '../../offline/wire'
import type { KeepFailure, OfflineContract, OfflineState } from '../../views/round/offlineContract'
import { type InstallPrompt, installingOf, thisDevice } from './installing'
import { type Facts, keepingOf } from './keepingOf'

/** Milliseconds between two looks for a newer version by a page that stays open, and for a worker to answer. */
const lookEvery = 60 * 60 * 1000
const answerWithin = 10_000

/** The service worker of the app at `page` (the address of its folder), as a page sees it. It is registered by `keep` alone. */
export class Offline implements OfflineContract {
  private readonly listeners = new Set<() => void>()
  private readonly workers: ServiceWorkerContainer | undefined =
    isSecureContext && 'caches' in globalThis ? navigator.serviceWorker : undefined
  /** A page that began without a worker is of the build that its first worker keeps. */
  private readonly wasControlled = this.workers?.controller != null
  private registration: ServiceWorkerRegistration | undefined
  private readonly address: string
  private installed = false
  /** Whether a person asked to keep the app and no end of it has been told. */
  private wanted = false
  private looked = Date.now()
  private facts: Facts = {
    ...{ secure: isSecureContext, supported: this.workers !== undefined, asked: false, active: false, newer: false },
    ...{ busy: false, progress: null, whole: undefined, failure: null, lasting: null },
  }
  private shown: OfflineState = this.made()

  constructor(private readonly scope: string) {
    this.address = new URL(workerFile, scope).href
    window.addEventListener('beforeinstallprompt', (offer: InstallPrompt) => {
      offer.preventDefault()
      window.__installPrompt = offer
      this.tell({})
    })
    window.addEventListener('appinstalled', () => {
      this.installed = true
      window.__installPrompt = undefined
      this.tell({})
    })
    if (this.workers === undefined) return
    this.workers.addEventListener('message', ({ source, data }) => {
      // Apps in other folders of this origin have workers of their own.
      if (source instanceof ServiceWorker && source.scriptURL === this.address) this.hear(data as ToPages)
    })
    this.workers.startMessages()
    this.workers.addEventListener('controllerchange', () => {
      if (this.wasControlled) this.tell({ newer: true })
      void this.ask()
    })
    document.addEventListener('visibilitychange', () => void this.look())
    void this.find(this.workers)
  }

  state(): OfflineState {
    return this.shown
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  async keep(): Promise<void> {
    if (this.workers === undefined) return
    this.wanted = true
    this.tell({ failure: null, busy: true })
    try {
      const asked = navigator.storage?.persist?.()
      const registration = await this.workers.register(this.address, { scope: this.scope, updateViaCache: 'none' })
      this.follow(registration)
      // Not awaited before: Firefox asks a person, who may let it stand.
      void asked?.then(lasting => this.tell({ lasting })).catch(() => undefined)
      if (registration.active === null) return
      await this.ask()
      if (this.facts.whole) {
        await registration.update()
        this.end({ busy: registration.installing !== null })
      } else registration.active.postMessage({ kind: 'keep' } satisfies ToWorker)
    } catch (cause) {
      this.end({ busy: false, progress: null, failure: refusal(cause) })
    }
  }

  async remove(): Promise<void> {
    try {
      await this.registration?.unregister()
      const names = await caches.keys()
      await Promise.all(names.filter(name => name.startsWith(cachePrefix(this.scope))).map(name => caches.delete(name)))
    } catch {
      // Nothing of it is left that answers: the browser clears the rest.
    }
    this.registration = undefined
    this.wanted = false
    const none = { active: false, newer: false, busy: false, progress: null, whole: undefined, failure: null }
    this.tell({ ...none, lasting: null })
  }

  async update(): Promise<void> {
    const waiting = this.registration?.waiting
    if (waiting) {
      this.workers?.addEventListener('controllerchange', () => location.reload(), { once: true })
      waiting.postMessage({ kind: 'take-over' } satisfies ToWorker)
    } else if (this.facts.newer) location.reload()
    else await this.registration?.update().catch(() => undefined)
  }

  async promptInstall(): Promise<void> {
    const offer = window.__installPrompt
    if (offer === undefined) return
    // An offer can be taken up once.
    window.__installPrompt = undefined
    try {
      await offer.prompt()
      this.installed = (await offer.userChoice).outcome === 'accepted'
    } catch {
      // The browser took its offer back: its menu is left.
    }
    this.tell({})
  }

  private async find(workers: ServiceWorkerContainer): Promise<void> {
    try {
      const registration = await workers.getRegistration(this.scope)
      // Not one of a folder above this one.
      if (registration?.scope === this.scope) this.follow(registration)
      await this.ask()
      const lasting = (await navigator.storage?.persisted?.()) ?? null
      this.tell({ asked: true, lasting })
    } catch {
      this.tell({ supported: false })
    }
  }

  private follow(registration: ServiceWorkerRegistration): void {
    if (this.registration !== registration) {
      this.registration = registration
      registration.addEventListener('updatefound', () => this.watch(registration))
    }
    this.watch(registration)
  }

  private watch(registration: ServiceWorkerRegistration): void {
    const { installing, waiting, active } = registration
    this.tell({
      asked: true,
      active: active !== null,
      busy: this.wanted || installing !== null || (active === null && waiting !== null),
      newer: this.facts.newer || (active !== null && waiting !== null),
    })
    installing?.addEventListener('statechange', () => {
      if (this.registration !== registration) return
      if (installing.state === 'redundant' && this.facts.failure === null)
        this.end({ failure: { kind: 'ended', file: null, detail: null } })
      // The first worker's progress stays until that worker says what it keeps.
      if (installing.state === 'redundant' || this.facts.whole) this.tell({ progress: null })
      this.watch(registration)
      if (installing.state === 'activated') void this.ask()
    })
  }

  /** Asks the active worker what it keeps. */
  private async ask(): Promise<void> {
    const worker = this.registration?.active
    if (!worker) return
    const { port1, port2 } = new MessageChannel()
    const told = await new Promise<Standing | null>(resolve => {
      port1.onmessage = event => resolve(event.data as Standing)
      setTimeout(() => resolve(null), answerWithin)
      worker.postMessage({ kind: 'standing' } satisfies ToWorker, [port2])
    })
    port1.close()
    if (told !== null) this.tell({ active: true, whole: told.whole, progress: told.progress })
  }

  private hear(message: ToPages): void {
    switch (message.kind) {
      case 'offline-progress':
        this.tell({ progress: message.progress })
        break
      case 'offline-whole':
        this.wholeNow(message.whole)
        break
      case 'offline-failed':
        this.end({ progress: null, busy: false, failure: message.fault })
    }
  }

  private wholeNow(whole: Whole): void {
    // Said by a worker that is being installed too: what that one keeps counts once it answers.
    if (this.registration?.active && !this.registration.installing)
      this.end({ whole, progress: null, busy: false, failure: null })
    else this.end({ failure: null })
  }

  /** A page that is looked at again after a long time. */
  private async look(): Promise<void> {
    if (document.visibilityState !== 'visible' || Date.now() < this.looked + lookEvery) return
    this.looked = Date.now()
    await this.registration?.update().catch(() => undefined)
  }

  /** The same as `tell`, at the end of what a person asked for. */
  private end(changed: Partial<Facts>): void {
    this.wanted = false
    this.tell(changed)
  }

  private made(): OfflineState {
    return { keeping: keepingOf(this.facts), install: installingOf(thisDevice(this.installed)) }
  }

  private tell(changed: Partial<Facts>): void {
    this.facts = { ...this.facts, ...changed }
    const now = this.made()
    if (JSON.stringify(now) === JSON.stringify(this.shown)) return
    this.shown = now
    for (const listener of [...this.listeners]) listener()
  }
}

/** Why a browser did not register the worker, or did not look for a newer one. */
function refusal(cause: unknown): KeepFailure {
  const detail = cause instanceof Error || cause instanceof DOMException ? cause.message.slice(0, 200) : null
  return { kind: cause instanceof TypeError ? 'network' : 'refused', file: workerFile, detail }
}

let one: Offline | undefined

/** The one of this page. */
export function offline(): OfflineContract {
  one ??= new Offline(new URL('./', location.href).href)
  return one
}
