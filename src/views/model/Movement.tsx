import { useMemo, useState } from 'react'
import { Link } from 'react-router'
import { useRows } from '../../engine/useRows'
import { classLabel, useTexts } from '../../i18n'
import { classMoves, type TopMove, topCounts, topMoves } from '../../queries/versions'
import type { AsOf } from '../../risk/factsSql'
import type { Scorecard } from '../../risk/scorecard'
import { ClassBadge } from '../../ui/ClassBadge'
import { ErrorNote } from '../../ui/ErrorNote'
import { Skeleton } from '../../ui/Skeleton'
import { ClassShift } from './ClassShift'

const tops = [50, 100, 500, 1000] as const
/** Names of each kind that are shown. */
const shownNames = 12

export interface MovementProps {
  readonly before: Scorecard
  readonly after: Scorecard
  /** What the two are called. */
  readonly names: readonly [string, string]
  readonly at: AsOf
  /** The address of a business's own page. */
  file(entity: number): string
}

/** What changes for the businesses: classes, and who enters and leaves the top of the list. */
export function Movement({ before, after, names, at, file }: MovementProps) {
  const { t, formats } = useTexts()
  const [top, setTop] = useState<number>(100)
  const classes = useRows(useMemo(() => classMoves(before, after, at), [before, after, at]))
  const counts = useRows(useMemo(() => topCounts(before, after, at, top), [before, after, at, top]))
  const moves = useRows(useMemo(() => topMoves(before, after, at, top, shownNames), [before, after, at, top]))
  const failed = classes.error ?? counts.error ?? moves.error
  if (failed !== null)
    return (
      <section className="ui-card">
        <ErrorNote
          what={t('model.failed')}
          detail={failed.message}
          onRetry={() => {
            for (const each of [classes, counts, moves]) if (each.error !== null) each.refetch()
          }}
        />
      </section>
    )
  const count = counts.rows?.[0]
  const entering = moves.rows?.filter(move => move.after < move.before) ?? []
  const leaving = moves.rows?.filter(move => move.after > move.before) ?? []
  return (
    <>
      <section className="ui-card" data-busy={classes.older || undefined}>
        <h2>{t('model.mix')}</h2>
        {classes.rows === undefined ? <Skeleton height={150} /> : <ClassShift moves={classes.rows} names={names} />}
      </section>
      <section className="ui-card" data-busy={moves.older || counts.older || undefined}>
        <div className="model-head">
          <h2>{t('model.top')}</h2>
          <label className="model-pick">
            {t('model.top.first')}
            <select className="ui-select" value={top} onChange={event => setTop(Number(event.target.value))}>
              {tops.map(each => (
                <option key={each} value={each}>
                  {formats.count(each)}
                </option>
              ))}
            </select>
          </label>
        </div>
        {count === undefined || moves.rows === undefined ? (
          <Skeleton height={96} />
        ) : (
          <>
            <p className="model-sub">
              {t('model.top.counts', {
                entering: formats.count(count.entering),
                leaving: formats.count(count.leaving),
                staying: formats.count(count.staying),
              })}
              {count.likeness !== null && ` · ${t('model.top.likeness', { value: formats.number(count.likeness, 3) })}`}
            </p>
            <div className="model-moves">
              <Moved title={t('model.top.entering')} moves={entering} all={count.entering} file={file} />
              <Moved title={t('model.top.leaving')} moves={leaving} all={count.leaving} file={file} />
            </div>
          </>
        )}
      </section>
    </>
  )
}

interface MovedProps {
  readonly title: string
  readonly moves: readonly TopMove[]
  readonly all: number
  file(entity: number): string
}

function Moved({ title, moves, all, file }: MovedProps) {
  const texts = useTexts()
  const { t, formats } = texts
  return (
    <div>
      <h3>{title}</h3>
      {moves.length === 0 ? (
        <p className="model-sub">{t('model.top.none')}</p>
      ) : (
        <ul>
          {moves.map(move => (
            <li key={move.entity_id}>
              <ClassBadge letter={move.class} title={classLabel(move.class, texts)} />
              <Link to={file(move.entity_id)}>{move.entity_name ?? t('risk.noName')}</Link>
              <span>
                {formats.count(move.before)} → {formats.count(move.after)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {all > moves.length && (
        <p className="model-sub">{t('model.top.more', { n: formats.count(all - moves.length) })}</p>
      )}
    </div>
  )
}
