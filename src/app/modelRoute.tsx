import type { Profile } from '../extracts/report'
import type { ModelServices } from '../views/model/contracts'
import { ModelPage } from '../views/model/ModelPage'
import type { Session } from './session'

/** The page of the model with what it can do in this session; made once, when it is first opened. */
export function modelRoute(session: Session) {
  const services: ModelServices = {
    versions: session.versions,
    workshop: session.workshop,
    extracts: session.hashes,
    onServer: session.onServer,
  }
  return function ModelRoute({ profile }: { readonly profile: Profile }) {
    return <ModelPage services={services} profile={profile} />
  }
}
