import { use, useState } from 'react'
import type { Profile } from '../../extracts/report'
import { choicesOf, needsCard, newId, type Pin } from '../../insight/notebook/pin'
import type { PinRequest } from '../../parts/pinning'
import type { Scorecard } from '../../risk/scorecard'
import { cardHash } from '../../risk/versions/register'
import type { NotebookServices } from '../../views/notebook/contracts'
import { PinDialog } from '../../views/notebook/PinDialog'
import type { Session } from '../session'
import { fetchOnce } from '../shell/fetchOnce'
import { notebookServices } from './notebookServices'
import { keepable } from './savedViews'

/** A figure that was chosen, as it stood at that moment. */
export interface PinnedFrom {
  readonly request: PinRequest
  readonly path: string
  readonly search: string
  readonly asOf: string
  readonly version: string
  readonly card: Scorecard
  /** Null for the default scorecard. */
  readonly cardName: string | null
}

export interface PinFigureProps {
  readonly session: Session
  readonly profile: Profile
  readonly asked: PinnedFrom
  onClose(): void
}

const reading = new WeakMap<Session, () => Promise<NotebookServices>>()

/** The dialog that keeps a figure, once the notebook is read. */
export function PinFigure({ session, profile, asked, onClose }: PinFigureProps) {
  // Once: it has an id of its own.
  const [facts] = useState(() => factsOf(asked))
  let read = reading.get(session)
  if (read === undefined) {
    read = () => notebookServices(session)
    reading.set(session, read)
  }
  const services = use(fetchOnce(read))
  return <PinDialog services={services} profile={profile} facts={facts} onClose={onClose} />
}

function factsOf({ request, path, search, asOf, version, card, cardName }: PinnedFrom): Omit<Pin, 'entries'> {
  const { figure, window, compare } = request
  const kept = keepable(search)
  const scored = needsCard(figure.key, choicesOf({ search: kept }))
  return {
    id: newId(),
    figure: figure.key,
    path,
    search: kept,
    window,
    compare,
    value: figure.value,
    numerator: figure.numerator,
    denominator: figure.denominator,
    before: figure.before,
    missing: figure.missing,
    asOf,
    version,
    card: scored ? { name: cardName, hash: cardHash(card) } : null,
    removed: null,
  }
}
