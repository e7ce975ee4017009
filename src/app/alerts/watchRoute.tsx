import { useEffect } from 'react'
import type { Profile } from '../../extracts/report'
import type { AlertBoard } from '../../parts/alertBoard'
import type { Opened } from '../opened'
import type { Session } from '../session'
import { AlertsWatch } from './AlertsWatch'
import { KeptAlerts } from './keptAlerts'

export interface WatchProps {
  readonly profile: Profile
  readonly opened: Opened
  /** Gives the page its board, once it is there. */
  onBoard(board: AlertBoard): void
}

/** What looks for alerts in this session; made once, when the page is first quiet. */
export function watchRoute(session: Session) {
  const board = new KeptAlerts(session.storage, session.versions)
  return function Watch({ profile, opened, onBoard }: WatchProps) {
    const { url } = opened
    useEffect(() => {
      void board.open(url).then(() => onBoard(board))
    }, [url, onBoard])
    return <AlertsWatch board={board} profile={profile} opened={opened} />
  }
}
