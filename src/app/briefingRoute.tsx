import type { Profile } from '../extracts/report'
import type { Targets } from '../extracts/targets'
import { BriefingPage, type BriefingServices } from '../views/briefing/BriefingPage'
import type { Session } from './session'
import { localTime } from './versionStamp'

/** The report with what it says of this session; made once, when it is first opened. */
export function briefingRoute(session: Session) {
  const { opened } = session.state()
  const services: BriefingServices = {
    name: opened?.catalogue.name ?? { zh: '', en: '' },
    codeVersion: __PREPARE_VERSION__,
    hashes: session.hashes,
    today: () => localTime().slice(0, 10),
  }
  return function BriefingRoute({ profile, targets }: { readonly profile: Profile; readonly targets: Targets }) {
    return <BriefingPage services={services} profile={profile} targets={targets} />
  }
}
