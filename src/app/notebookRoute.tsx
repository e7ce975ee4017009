import type { Profile } from '../extracts/report'
import type { Targets } from '../extracts/targets'
import { NotebookPage } from '../views/notebook/NotebookPage'
import { notebookServices } from './saved/notebookServices'
import type { Session } from './session'

export interface NotebookRouteProps {
  readonly profile: Profile
  readonly targets: Targets
  readonly version: string
}

/** The page of the notebook with what it can do in this session. */
export async function notebookRoute(session: Session) {
  const services = await notebookServices(session)
  return function NotebookRoute(props: NotebookRouteProps) {
    return <NotebookPage services={services} {...props} />
  }
}
