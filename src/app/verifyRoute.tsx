import { VerifyPage } from '../views/plan/VerifyPage'
import { planner } from './remotePlanner'

/** The page that verifies a draw: it needs nothing of the session, and no extracts. */
export function VerifyRoute() {
  return <VerifyPage planner={planner()} />
}
