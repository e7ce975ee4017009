import type { Calendar } from '../../extracts/calendar'
import type { Targets } from '../../extracts/targets'
import type { Workspace } from '../../extracts/workspace/workspace'

/** What the page can do beside asking; `workspace` keeps a calendar of this browser. */
export interface ServicesContext {
  readonly calendar: Calendar
  readonly targets: Targets
  readonly workspace: Pick<Workspace, 'setCalendar'>
  /** The calendar in use is one of this browser. */
  readonly own: boolean
}
