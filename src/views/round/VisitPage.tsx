import { useState } from 'react'
import { useTexts } from '../../i18n'
import type { KeptRound } from '../../round/book'
import { emptyEntry, type VisitEntry } from '../../round/round'
import { EmptyState } from '../../ui/EmptyState'
import { Segmented } from '../../ui/Segmented'
import { BusinessPart } from './BusinessPart'
import type { RoundServices } from './contracts'
import { OtherEntry } from './OtherEntry'
import { wholeFile } from './roundState'
import { VisitForm } from './VisitForm'

type Part = 'form' | 'file'

export interface VisitPageProps {
  readonly round: KeptRound
  /** Number of the visit. */
  readonly visit: string
  readonly services: RoundServices
  /** Something is not kept yet. */
  readonly waiting: boolean
  onBack(): void
}

/** One visit: what is to be written down, and the file of the business. */
export function VisitPage({ round, visit, services, waiting, onBack }: VisitPageProps) {
  const { t, language } = useTexts()
  const [part, show] = useState<Part>('form')
  const stop = wholeFile(round).stops.find(({ id }) => id === visit)
  const back = (
    <button type="button" className="ui-link round-back" onClick={onBack}>
      ← {round.file.plan.name}
    </button>
  )
  if (stop === undefined)
    return (
      <>
        {back}
        <EmptyState text={t('round.noVisit')} />
      </>
    )
  const { business, team } = stop
  const { notes } = round
  const other = notes.others[visit]
  const entry = notes.visits[visit]?.entry ?? emptyEntry
  const change = (next: VisitEntry): void => services.book.write(round.id, visit, next)
  return (
    <>
      {back}
      <header className="round-head">
        <h2>{business.name === '' ? (business.code ?? t('round.noName')) : business.name}</h2>
        <p>{[business.address, business.regionName, business.industry].filter(Boolean).join(' · ')}</p>
        <p>{t('round.team', { who: team.map(({ name }) => name).join(language === 'zh' ? '、' : ', ') })}</p>
      </header>
      {other !== undefined && (
        <OtherEntry own={entry} other={other} onChoose={keep => services.book.choose(round.id, visit, keep)} />
      )}
      <Segmented<Part>
        label={t('round.part')}
        options={[
          { value: 'form', label: t('round.part.form') },
          { value: 'file', label: t('round.part.file') },
        ]}
        value={part}
        onChange={show}
      />
      {part === 'form' ? (
        <VisitForm entry={entry} waiting={waiting} now={services.now} onChange={change} onFinished={onBack} />
      ) : (
        <BusinessPart stop={stop} asOf={round.file.asOf} />
      )}
    </>
  )
}
