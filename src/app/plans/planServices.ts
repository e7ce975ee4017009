import { bytesToHex } from '@noble/hashes/utils.js'
import { isWorkday, mondayToFriday } from '../../extracts/calendar'
import { plansDocument } from '../../plan/draftFile'
import { ByLot, hmacUnder } from '../../plan/seed'
import { KeptDocument } from '../../storage/document'
import type { KeptText, PlanServices } from '../../views/plan/contracts'
import { planner } from '../remotePlanner'
import type { Session } from '../session'
import { localTime, newId } from '../versionStamp'

const kinds: readonly KeptText[] = ['plan', 'commitment', 'record']
const opened = new WeakMap<Session, Promise<PlanServices>>()

/** What can be done with plans in a session: the same for the page of plans and for the overview. */
export function planServices(session: Session): Promise<PlanServices> {
  const known = opened.get(session)
  if (known !== undefined) return known
  const services = open(session)
  opened.set(session, services)
  services.catch(() => opened.delete(session))
  return services
}

async function open(session: Session): Promise<PlanServices> {
  const url = await session.url()
  const plans = new KeptDocument(session.storage, 'plans', plansDocument)
  // "Remove everything" takes these, too.
  session.workspace.subscribe(() => void plans.refresh())
  await plans.open(url)
  const keyOf = (id: string, what: KeptText): string => `plan ${id} ${what} of ${url}`
  return {
    plans,
    texts: {
      async read(id, what) {
        const text = await session.storage.get(keyOf(id, what))
        return typeof text === 'string' ? text : null
      },
      async keep(id, what, text) {
        await session.storage.set(keyOf(id, what), text)
        return session.storage.persistent
      },
      remove: async id => {
        for (const what of kinds) await session.storage.remove(keyOf(id, what))
      },
    },
    planner: planner(),
    newId,
    newSecret,
    shuffled,
    now: () => localTime().slice(0, 19),
    version: () => session.state().version ?? '',
    isWorkday: day => isWorkday(session.state().opened?.calendar ?? mondayToFriday, day),
  }
}

const newSecret = (): string => bytesToHex(crypto.getRandomValues(new Uint8Array(32)))

/** Places by lot, each order as likely as any other. */
function shuffled(n: number): number[] {
  const places = Array.from({ length: n }, (_, i) => i)
  const lot = new ByLot(places, hmacUnder(newSecret()), 'pseudonyms')
  return places.map(i => lot.at(i) ?? i)
}
