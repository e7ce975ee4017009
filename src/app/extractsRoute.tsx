import { useEffect } from 'react'
import type { Profile } from '../extracts/report'
import { ExtractsPage } from '../views/extracts/ExtractsPage'
import { extractServices } from './extractServices'
import type { Session } from './session'

/** The page of the extracts with what it can do in this session; made once, when it is first opened. */
export function extractsRoute(session: Session) {
  const services = extractServices(session)
  return function ExtractsRoute({ profile }: { readonly profile: Profile | null }) {
    useEffect(() => {
      if (session.onServer) return
      services.expectFiles(true)
      return () => services.expectFiles(false)
    }, [])
    return <ExtractsPage services={services} profile={profile} onServer={session.onServer} />
  }
}
