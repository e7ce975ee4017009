import { useCallback, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { useSearchParams } from 'react-router'
import { useTexts } from '../../i18n'
import type { Taken } from '../../round/book'
import { mostRoundBytes } from '../../round/round'
import { ErrorNote } from '../../ui/ErrorNote'
import { FileButton } from '../../ui/FileButton'
import { useFileDrop } from '../../ui/useFileDrop'
import { useReady } from '../../ui/useReady'
import { BookFaults } from './BookFaults'
import type { RoundServices } from './contracts'
import { OfflinePart } from './OfflinePart'
import { OneRound } from './OneRound'
import { RoundChoice } from './RoundChoice'
import { takenText } from './takenText'
import { VisitPage } from './VisitPage'

/** The file that was last taken, and what came of it; where it was refused, why. */
interface Told {
  readonly name: string
  readonly taken: Taken | null
  readonly failed: string | null
}

/** An inspector's round on a phone: whom to visit today, what is known of them, and what was found. */
export function RoundPage({ services }: { readonly services: RoundServices }) {
  const { book, offline } = services
  const texts = useTexts()
  const { t, formats } = texts
  const [search, setSearch] = useSearchParams()
  const state = useSyncExternalStore(book.subscribe, book.state)
  useReady(state.ready)
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
        tell({ name, taken, failed: null })
        if (taken.kind !== 'no_round') show({ round: taken.id, visit: null, from: null })
      } catch (error) {
        tell({ name, taken: null, failed: error instanceof Error ? error.message : String(error) })
      }
    },
    [book, show],
  )
  const takeFiles = useCallback(
    async (files: readonly File[]): Promise<void> => {
      for (const file of files) {
        if (file.size > mostRoundBytes) {
          const size = formats.bytes(file.size)
          tell({ name: file.name, taken: null, failed: t('round.tooLarge', { size }) })
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

  // Whoever closes the page while something is not kept is asked first.
  const { waiting } = state
  useEffect(() => {
    if (!waiting) return
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [waiting])

  if (!ready) return null
  const { rounds } = state
  const wanted = search.get('round')
  const round = rounds.find(({ id }) => id === wanted) ?? (rounds.length === 1 ? rounds[0] : undefined)
  const visit = search.get('visit')
  return (
    <div className="round" data-over={over || undefined} data-kept={!waiting}>
      <BookFaults state={state} onKeep={() => void book.keep()} onRemove={id => book.remove(id)} />
      {told?.taken != null && <p role="status">{takenText(told.taken, texts)}</p>}
      {told?.failed != null && <ErrorNote what={t('round.refused', { name: told.name })} detail={told.failed} />}
      {round !== undefined && visit !== null ? (
        <VisitPage
          key={visit}
          round={round}
          visit={visit}
          waiting={waiting}
          services={services}
          onBack={() => show({ visit: null })}
        />
      ) : (
        <>
          {round !== undefined ? (
            <OneRound
              round={round}
              services={services}
              day={search.get('day')}
              onDay={day => show({ day })}
              onVisit={id => {
                tell(null)
                show({ round: round.id, visit: id })
              }}
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
