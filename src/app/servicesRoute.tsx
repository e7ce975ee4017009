import { mondayToFriday } from '../extracts/calendar'
import type { Profile } from '../extracts/report'
import { noTargets } from '../extracts/targets'
import { ServicesPage } from '../views/services/ServicesPage'
import type { Session } from './session'

/** The page of time limits with the calendar of this session; made once, when it is first opened. */
export function servicesRoute(session: Session) {
  return function ServicesRoute({ profile }: { readonly profile: Profile }) {
    const { opened } = session.state()
    const { versions, current } = session.workspace.state()
    const own = versions.find(version => version.id === current)?.calendar !== undefined
    return (
      <ServicesPage
        profile={profile}
        context={{
          calendar: opened?.calendar ?? mondayToFriday,
          targets: opened?.targets ?? noTargets,
          workspace: session.workspace,
          own,
        }}
      />
    )
  }
}
