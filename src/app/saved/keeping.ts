import { keptNotebook, readNotebook } from '../../insight/notebook/notebookFile'
import type { Pin } from '../../insight/notebook/pin'
import { KeptDocument } from '../../storage/document'
import type { Session } from '../session'
import { type SavedView, viewsDocument } from './savedViews'

/** What a leader keeps of this catalogue in this browser. */
export interface Keeping {
  readonly views: KeptDocument<readonly SavedView[]>
  readonly notebook: KeptDocument<readonly Pin[]>
}

const opened = new WeakMap<Session, Promise<Keeping>>()

/** Opened once, when something of it is first needed; resolves once it is read. */
export function keepingOf(session: Session): Promise<Keeping> {
  let keeping = opened.get(session)
  if (keeping === undefined) {
    keeping = open(session)
    opened.set(session, keeping)
  }
  return keeping
}

async function open(session: Session): Promise<Keeping> {
  const url = await session.url()
  const views = new KeptDocument(session.storage, 'saved views', viewsDocument)
  const notebook = new KeptDocument<readonly Pin[]>(session.storage, 'notebook', {
    empty: [],
    read: readNotebook,
    write: keptNotebook,
  })
  // "Remove everything" takes these, too.
  session.workspace.subscribe(() => void Promise.all([views.refresh(), notebook.refresh()]))
  await Promise.all([views.open(url), notebook.open(url)])
  return { views, notebook }
}
