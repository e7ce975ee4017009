import { PlanPage, type PlanPageProps } from '../views/plan/PlanPage'
import { planServices } from './plans/planServices'
import type { Session } from './session'

/** The page of plans with what it can do in this session. */
export async function planRoute(session: Session) {
  const services = await planServices(session)
  return function PlanRoute(props: Omit<PlanPageProps, 'services'>) {
    return <PlanPage services={services} {...props} />
  }
}
