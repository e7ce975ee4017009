import { ProgressCard, type ProgressCardProps } from '../../views/plan/ProgressCard'
import type { Session } from '../session'
import { planServices } from './planServices'

/** How far plans are, for the overview: no page, but fetched as one. */
export async function progressRoute(session: Session) {
  const services = await planServices(session)
  return function ProgressRoute(props: Omit<ProgressCardProps, 'services'>) {
    return <ProgressCard services={services} {...props} />
  }
}
