import type { Profile } from '../../extracts/report'
import type { Choices } from '../../filters/filters'
import type { Texts } from '../../i18n'
import type { CityName } from '../../insight/notebook/notebookFile'
import type { Pin } from '../../insight/notebook/pin'
import type { Scorecard } from '../../risk/scorecard'
import type { DocumentStore } from '../../storage/document'

/** What the notebook can do in this session. */
export interface NotebookServices {
  readonly pins: DocumentStore<readonly Pin[]>
  /** Who works here, as they last said; empty where nobody did. */
  who(): string
  sayWho(who: string): Promise<void>
  /** The scorecard of a hash; null where this browser has it no longer. */
  cardOf(hash: string): Scorecard | null
  /** Filters in words, without the window: names and values. */
  about(choices: Choices, profile: Profile, texts: Texts): readonly (readonly [string, string])[]
  /** The name of this catalogue. */
  city(): CityName
}
