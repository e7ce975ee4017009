import { riskError } from '../risk/faults'
import type { Scorecard } from '../risk/scorecard'
import type { Deed, Register } from '../risk/versions/register'
import type { AppStorage } from '../storage/kept'
import type { VersionStore, VersionsState } from '../views/model/contracts'

/** What reads and seals: most browsers keep no version, and their pages need none of it. */
const codeOfRegister = () => import('../risk/versions/register')
const codeOfCards = () => import('../risk/versions/cardJson')

/** Nothing is kept, or nothing that can be read. */
const emptyState = (who: string, fault: Error | null): VersionsState => ({
  register: { entries: [], cards: {}, unread: {}, end: null },
  versions: [],
  active: null,
  brokenAt: null,
  lostEnd: null,
  who,
  fault,
})

async function stateOf(register: Register, who: string): Promise<VersionsState> {
  const { activeOf, brokenAt, lostEnd, versionsOf } = await codeOfRegister()
  return {
    register,
    versions: versionsOf(register),
    active: activeOf(register),
    brokenAt: brokenAt(register),
    lostEnd: lostEnd(register),
    who,
    fault: null,
  }
}

const whoKey = 'risk versions by'
const keyOf = (url: string): string => `risk versions of ${url}`

/** Versions of scorecards and models of one catalogue, in the browser's storage; several tabs may change them. */
export class RiskVersions implements VersionStore {
  #state = emptyState('', null)
  #key: string | null = null
  readonly #listeners = new Set<() => void>()
  readonly #channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('risk versions')

  constructor(private readonly storage: AppStorage) {
    // Another tab made a version active: this one follows.
    this.#channel?.addEventListener('message', () => void this.refresh())
  }

  readonly state = (): VersionsState => this.#state
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly persistent = (): boolean => this.storage.persistent

  /** Reads what is kept of a catalogue. Never rejects. */
  async open(url: string): Promise<void> {
    this.#key = keyOf(url)
    await this.refresh()
  }

  async refresh(): Promise<void> {
    if (this.#key === null) return
    const [kept, who] = await Promise.all([this.storage.get(this.#key), this.storage.get(whoKey)])
    const name = typeof who === 'string' ? who : ''
    try {
      this.#set(
        kept === undefined ? emptyState(name, null) : await stateOf((await codeOfRegister()).parseRegister(kept), name),
      )
    } catch (error) {
      this.#set(emptyState(name, error instanceof Error ? error : new Error(String(error))))
    }
  }

  /** Writes an entry; `card` null is the default scorecard. Rejects where what is kept cannot be read. */
  async enter(did: Deed, name: string, card: Scorecard | null, note = ''): Promise<void> {
    const [{ cardFault }, { emptyRegister, entered, keptRegister, parseRegister }] = await Promise.all([
      codeOfCards(),
      codeOfRegister(),
    ])
    const { fault, who } = this.#state
    const wrong = card === null || did === 'removed' ? null : cardFault(card)
    if (wrong !== null)
      throw riskError('card_field', { name, field: wrong.field }, `${name}: "${wrong.field}": ${wrong.why}`, wrong.why)
    if (this.#key === null)
      throw riskError('not_open', {}, 'versions: the catalogue is not open yet; wait for the page')
    if (fault !== null) throw fault
    const when = new Date().toISOString()
    let next = this.#state.register
    // Asked in the same step as written: another tab may have been first.
    await this.storage.update(this.#key, kept => {
      // A disk that was too slow gives nothing: what this tab knows goes on. One that answers has been emptied.
      const nothing = this.storage.persistent ? emptyRegister : this.#state.register
      const now = kept === undefined ? nothing : parseRegister(kept)
      next = entered(now, { did, name, card, who, note, when })
      // What could not be read again must not be written.
      parseRegister(keptRegister(next))
      return keptRegister(next)
    })
    this.#set(await stateOf(next, who))
    this.#channel?.postMessage('changed')
  }

  async sayWho(who: string): Promise<void> {
    this.#set({ ...this.#state, who })
    await this.storage.set(whoKey, who)
  }

  async draft(): Promise<Scorecard | null> {
    const kept = this.#key === null ? undefined : await this.storage.get(`${this.#key} draft`)
    if (kept === undefined) return null
    const { cardFault, readCard } = await codeOfCards()
    // Of another release of the page: there is nothing to go on with.
    return cardFault(kept) !== null ? null : readCard(kept, 'draft')
  }

  async keepDraft(card: Scorecard | null): Promise<void> {
    if (this.#key === null) return
    if (card === null) await this.storage.remove(`${this.#key} draft`)
    else await this.storage.set(`${this.#key} draft`, card)
  }

  #set(state: VersionsState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
