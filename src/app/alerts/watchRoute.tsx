import { useEffect } from 'react'
import type { Profile } from '../../extracts/report'
import type { LaterBoard } from '../../parts/alertBoard'
import type { Opened } from '../opened'
import type { Session } from '../session'
import { AlertsWatch } from './AlertsWatch'
import { KeptAlerts } from './keptAlerts'

export interface WatchProps {
  readonly profile: Profile
  readonly opened: Opened
}

/** What looks for alerts in this session and tells the page's board; made once, when the page is first quiet. */
export function watchRoute(session: Session, page: LaterBoard) {
  const board = new KeptAlerts(session.storage, session.versions)
  return function Watch({ profile, opened }: WatchProps) {
    const { url } = opened
    useEffect(() => {
      // Not before it is known what was acknowledged: nothing is shown as open for a moment.
      void board.open(url).then(() => page.become(board))
    }, [url])
    return <AlertsWatch board={board} profile={profile} opened={opened} />
  }
}
