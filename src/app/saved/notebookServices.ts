import { defaultScorecard } from '../../risk/scorecard'
import { cardHash } from '../../risk/versions/register'
import type { NotebookServices } from '../../views/notebook/contracts'
import type { Session } from '../session'
import { filterLines } from '../useExportAbout'
import { keepingOf } from './keeping'

/** All that the notebook can do, once what is kept is read. */
export async function notebookServices(session: Session): Promise<NotebookServices> {
  const { notebook } = await keepingOf(session)
  return {
    pins: notebook,
    who: () => session.versions.state().who,
    sayWho: who => session.versions.sayWho(who),
    cardOf: hash =>
      hash === cardHash(defaultScorecard) ? defaultScorecard : (session.versions.state().register.cards[hash] ?? null),
    about: filterLines,
    city: () => session.state().opened?.catalogue.name ?? { zh: '', en: '' },
  }
}
