import { useCallback, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { useSearchParams } from 'react-router'
import { useTexts } from '../../i18n'
import { mostRoundBytes } from '../../round/round'
import { ErrorNote } from '../../ui/ErrorNote'
import { FileButton } from '../../ui/FileButton'
import { useFileDrop } from '../../ui/useFileDrop'
import { BookFaults } from './BookFaults'
import type { RoundServices } from './contracts'
import { OfflinePart } from './OfflinePart'
import { OneRound } from './OneRound'
import { RoundChoice } from './RoundChoice'
import { takenText } from './takenText'
import { VisitPage } from './VisitPage'

/** What was said of the file that was last taken. */
interface Told {
  readonly text: string
  /** In the machine's words, where it was refused. */
  readonly failed: string | null
}

/** An inspector's round on a phone: whom to visit today, what is known of them, and what was found. */
export function RoundPage({ services }: { readonly services: RoundServices }) {
  const { book, offline } = services
  const texts = useTexts()
  const { t, formats } = texts
  const [search, setSearch] = useSearchParams()
  const state = useSyncExternalStore(book.subscribe, book.state)
  const [told, tell] = useState<Told | null>(null)
  const show = useCallback(
    (changes: Readonly<Record<string, string | null>>): void =>
      setSearch(now => {
        const next = new URLSearchParams(now)
        for (const [key, value] of Object.entries(changes))
          if (value === null) next.delete(key)
          else next.set(key, value)
        return next
      }),
    [setSearch],
  )

  const take = useCallback(
    async (name: string, read: () => Promise<string>): Promise<void> => {
      try {
        const taken = await book.take(await read(), name)
        tell({ text: takenText(taken, texts), failed: null })
        if (taken.kind !== 'no_round') show({ round: taken.id, visit: null, from: null })
      } catch (error) {
        tell({ text: t('round.refused', { name }), failed: error instanceof Error ? error.message : String(error) })
      }
    },
    [book, texts, t, show],
  )
  const takeFiles = useCallback(
    async (files: readonly File[]): Promise<void> => {
      for (const file of files) {
        if (file.size > mostRoundBytes) {
          const size = formats.bytes(file.size)
          tell({ text: t('round.refused', { name: file.name }), failed: t('round.tooLarge', { size }) })
          continue
        }
        await take(file.name, () => file.text())
      }
    },
    [take, t, formats],
  )
  const over = useFileDrop(takeFiles)

  // A link from the office: the file lies beside the app. Once for each link, whatever else is drawn anew.
  const from = search.get('from')
  const { ready } = state
  const takeLinked = useEffectEvent((path: string, signal: AbortSignal) =>
    take(path, () => services.fetchRound(path, signal)),
  )
  useEffect(() => {
    if (from === null || !ready) return
    const ends = new AbortController()
    void takeLinked(from, ends.signal)
    return () => ends.abort()
  }, [from, ready])

  if (!ready) return null
  const { rounds } = state
  const wanted = search.get('round')
  const round = rounds.find(({ id }) => id === wanted) ?? (rounds.length === 1 ? rounds[0] : undefined)
  const visit = search.get('visit')
  return (
    <div className="round" data-over={over || undefined}>
      <BookFaults state={state} onKeep={() => void book.keep()} onRemove={id => book.remove(id)} />
      {told !== null &&
        (told.failed === null ? <p role="status">{told.text}</p> : <ErrorNote what={told.text} detail={told.failed} />)}
      {round !== undefined && visit !== null ? (
        <VisitPage key={visit} round={round} visit={visit} services={services} onBack={() => show({ visit: null })} />
      ) : (
        <>
          {round !== undefined ? (
            <OneRound
              round={round}
              services={services}
              day={search.get('day')}
              onDay={day => show({ day })}
              onVisit={id => show({ round: round.id, visit: id })}
              onBack={rounds.length > 1 ? () => show({ round: null, day: null }) : null}
            />
          ) : (
            <RoundChoice rounds={rounds} onRound={id => show({ round: id })} />
          )}
          <section className="round-open">
            <FileButton
              label={rounds.length === 0 ? t('round.open') : t('round.openMore')}
              primary={rounds.length === 0}
              accept=".json,application/json"
              onFiles={files => void takeFiles(files)}
            />
            {rounds.length > 0 && <small>{t('round.openMore.what')}</small>}
          </section>
          <OfflinePart offline={offline} />
        </>
      )}
    </div>
  )
}
