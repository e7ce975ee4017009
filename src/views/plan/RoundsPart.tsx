import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { createPortal, flushSync } from 'react-dom'
import { useTexts } from '../../i18n'
import { type Rounds, roundsOn } from '../../plan/rounds'
import { saveBlob } from '../../ui/download'
import { ErrorNote } from '../../ui/ErrorNote'
import { type ExportFormat, ExportMenu } from '../../ui/ExportMenu'
import { useExportTable } from '../../ui/exportAbout'
import { exportRows } from '../../ui/exportRows'
import { useExport } from '../../ui/useExport'
import { RoundList } from './RoundList'
import { RoundMap } from './RoundMap'
import { RoundSheet } from './RoundSheet'
import { RoundsSummary } from './RoundsSummary'
import { RoundTools } from './RoundTools'
import { roundTable } from './roundTable'
import { numbered, type RoundNames } from './roundWords'

export interface RoundsPartProps {
  readonly rounds: Rounds
  /** These are of before the last change: newer ones are on their way. */
  readonly busy: boolean
  readonly names: RoundNames
  /** The plan's working days. */
  readonly days: readonly string[]
  /** Id of a business to a day; null puts it back where it was planned. */
  onMove(id: string, day: string | null): void
  /** Name of the plan. */
  readonly title: string
  readonly planId: string
  /** Path of the business's file, where there is one. */
  businessHref(id: string): string | null
  /** What makes files for phones; `inspector` is who is shown, null for all. */
  phone(inspector: string | null): ReactNode
}

/** The visits of a plan day by day: who goes where in which order, as a list, a map, a sheet of paper and a file. */
export function RoundsPart({
  rounds: all,
  busy,
  names,
  days,
  onMove,
  title,
  planId,
  businessHref,
  phone,
}: RoundsPartProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const { rounds, planned } = all
  const [wanted, setDay] = useState<string | null>(null)
  const [who, setInspector] = useState<string | null>(null)
  const [where, setArea] = useState<string | null | undefined>(undefined)
  const [told, tell] = useState<{ readonly name: string; readonly day: string | null } | null>(null)
  const [printing, setPrinting] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const loads = useMemo(() => loadsOf(all), [all])
  const inspectors = useMemo(() => [...loads.keys()], [loads])
  const inspector = who !== null && loads.has(who) ? who : null
  const counts = useMemo(() => countsOf(all, inspector), [all, inspector])
  const day = wanted !== null && days.includes(wanted) ? wanted : (days.find(each => counts.has(each)) ?? days[0] ?? '')
  const ofDay = useMemo(() => roundsOn(rounds, day, inspector), [rounds, day, inspector])
  const area = ofDay.some(({ region }) => region === where) ? where : undefined
  const shown = useMemo(
    () => numbered(area === undefined ? ofDay : ofDay.filter(({ region }) => region === area)),
    [ofDay, area],
  )
  const visits = shown.reduce((sum, { round }) => sum + round.visits.length, 0)
  const load = useCallback((id: string, on: string): number => loads.get(id)?.get(on) ?? 0, [loads])

  const empty = visits === 0
  useEffect(() => {
    if (empty) return
    // The browser takes the page as it stands when this returns, whoever asked it to print.
    const before = (): void => flushSync(() => setPrinting(true))
    const done = (): void => setPrinting(false)
    addEventListener('beforeprint', before)
    addEventListener('afterprint', done)
    return () => {
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', done)
      done()
    }
  }, [empty])

  const about = useExportTable()
  const exported = t('plan.rounds.file', { title })
  const { exporting, failed, start, stop } = useExport<ExportFormat>(async (format, signal, onProgress) => {
    const { columns, rows } = roundTable(texts, all, names)
    const page = async (offset: number, limit: number) => rows.slice(offset, offset + limit)
    const table = { ...about(exported), columns }
    saveBlob(await exportRows(format, { page, table, count: rows.length, signal, onProgress }), `${exported}.${format}`)
  })

  const show = (next: string): void => {
    setDay(next)
    tell(null)
  }
  /** Whoever has nothing to do on the day is shown on the first one that they have. */
  const choose = (next: string | null): void => {
    setInspector(next)
    if (next !== null && load(next, day) === 0) setDay(null)
  }
  const move = useCallback(
    (id: string, name: string, to: string | null): void => {
      onMove(id, to)
      // The day stays in sight, even where it was the last visit of it.
      setDay(day)
      tell(to === null && !planned.has(id) ? null : { name, day: to ?? planned.get(id) ?? null })
      // The visit may leave its list, and the button with it.
      heading.current?.focus()
    },
    [onMove, planned, day],
  )
  return (
    <section className="plan-rounds" aria-label={t('plan.rounds.title')} data-later aria-busy={busy}>
      <RoundsSummary rounds={all} days={days} names={names} load={load} onMove={move} />
      {day !== '' && (
        <>
          <RoundTools
            days={days}
            day={day}
            inspector={inspector}
            counts={counts}
            inspectors={inspectors}
            rounds={ofDay}
            area={area}
            names={names}
            onDay={show}
            onInspector={choose}
            onArea={setArea}
          >
            <button type="button" className="ui-button" disabled={empty} onClick={() => globalThis.print()}>
              {t('plan.rounds.print')}
            </button>
            <ExportMenu
              exporting={exporting}
              all={rounds.reduce((sum, round) => sum + round.visits.length, all.unplaced.length)}
              disabled={false}
              onStart={start}
              onStop={stop}
            />
            {phone(inspector)}
          </RoundTools>
          {failed !== null && (
            <ErrorNote
              what={t('rows.export.failed')}
              detail={failed.error.message}
              onRetry={() => start(failed.format)}
            />
          )}
          <h3 ref={heading} tabIndex={-1}>
            {inspector === null
              ? formats.day(day)
              : t('plan.rounds.dayOf', { who: names.inspector(inspector), day: formats.day(day) })}
          </h3>
          <p className="plan-rounds-note" role="status">
            {/* Said once it is so. */}
            {told !== null && !busy && (
              <>
                {told.day === null
                  ? t('plan.rounds.told.none', { name: told.name })
                  : t('plan.rounds.told', { name: told.name, day: formats.day(told.day) })}{' '}
                {told.day !== null && told.day !== day && <ShowDay day={told.day} onShow={show} />}
              </>
            )}
            {empty
              ? t('plan.rounds.none')
              : t('plan.rounds.day.says', {
                  visits: formats.count(visits),
                  areas: formats.count(shown.length),
                  km: formats.number(
                    shown.reduce((sum, { round }) => sum + round.kilometres, 0),
                    1,
                  ),
                })}
          </p>
          {!empty && (
            <div className="plan-rounds-two">
              <RoundList
                rounds={shown}
                days={days}
                planned={planned}
                names={names}
                load={load}
                businessHref={businessHref}
                onMove={move}
              />
              <RoundMap rounds={shown} />
            </div>
          )}
        </>
      )}
      {printing &&
        createPortal(
          <RoundSheet title={title} planId={planId} day={day} inspector={inspector} rounds={shown} names={names} />,
          document.body,
        )}
    </section>
  )
}

function ShowDay({ day, onShow }: { readonly day: string; onShow(day: string): void }) {
  const { t } = useTexts()
  return (
    <>
      <button type="button" className="ui-link" onClick={() => onShow(day)}>
        {t('plan.rounds.told.show')}
      </button>{' '}
    </>
  )
}

/** Visits of each inspector who has any, by day. */
function loadsOf({ rounds }: Rounds): Map<string, Map<string, number>> {
  const loads = new Map<string, Map<string, number>>()
  for (const { day, visits } of rounds)
    for (const { inspectors } of visits)
      for (const id of inspectors) {
        const own = loads.get(id) ?? new Map<string, number>()
        loads.set(id, own)
        own.set(day, (own.get(day) ?? 0) + 1)
      }
  return loads
}

/** Visits of an inspector by day, or of all. Days without any are absent. */
function countsOf({ rounds }: Rounds, inspector: string | null): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { day, visits } of rounds) {
    const own = inspector === null ? visits : visits.filter(({ inspectors }) => inspectors.includes(inspector))
    if (own.length > 0) counts.set(day, (counts.get(day) ?? 0) + own.length)
  }
  return counts
}
