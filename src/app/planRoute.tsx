import { bytesToHex } from '@noble/hashes/utils.js'
import { isWorkday, mondayToFriday } from '../extracts/calendar'
import { plansDocument } from '../plan/draftFile'
import { ByLot, hmacUnder } from '../plan/seed'
import { KeptDocument } from '../storage/document'
import type { KeptText, PlanServices } from '../views/plan/contracts'
import { PlanPage, type PlanPageProps } from '../views/plan/PlanPage'
import { planner } from './remotePlanner'
import type { Session } from './session'
import { localTime, newId } from './versionStamp'

const kinds: readonly KeptText[] = ['plan', 'commitment', 'record']

async function servicesOf(session: Session): Promise<PlanServices> {
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

/** The page of plans with what it can do in this session. */
export async function planRoute(session: Session) {
  const services = await servicesOf(session)
  return function PlanRoute(props: Omit<PlanPageProps, 'services'>) {
    return <PlanPage services={services} {...props} />
  }
}
