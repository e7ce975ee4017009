import { useEffect, useState } from 'react'
import { useTexts } from '../../i18n'
import { ErrorNote } from '../../ui/ErrorNote'
import { Skeleton } from '../../ui/Skeleton'
import { Answer } from './Answer'
import { errorText } from './errorPlace'
import type { Outcome, Run } from './useRuns'

export interface ResultsProps {
  readonly runs: readonly Run[]
}

/** What became of each statement: a list of them where there are several, and the one that is looked at. */
export function Results({ runs }: ResultsProps) {
  const { t } = useTexts()
  const [chosen, choose] = useState<number | null>(null)
  const first = runs[0]?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run begins at its own result
  useEffect(() => choose(null), [first])
  const told = runs.findLast(({ outcome }) => outcome.kind !== 'waiting' && outcome.kind !== 'cancelled')
  const shown = runs.find(({ id }) => id === chosen) ?? told ?? runs[0]
  if (shown === undefined) {
    return (
      <div className="sql-empty">
        <p>{t('sql.none')}</p>
        <p>{t('sql.none.keys')}</p>
      </div>
    )
  }
  return (
    <section className="sql-results" aria-label={t('sql.results')} aria-busy={shown.outcome.kind === 'running'}>
      {runs.length > 1 && (
        <ol className="sql-runs">
          {runs.map(run => (
            <li key={run.id}>
              <button type="button" aria-pressed={run.id === shown.id} onClick={() => choose(run.id)}>
                <code>{inOneLine(run.statement.text)}</code>
                <Said outcome={run.outcome} />
              </button>
            </li>
          ))}
        </ol>
      )}
      <Shown key={shown.id} run={shown} />
    </section>
  )
}

function Shown({ run: { statement, outcome } }: { readonly run: Run }) {
  const { t } = useTexts()
  switch (outcome.kind) {
    case 'waiting':
    case 'running':
      return (
        <div className="sql-running" role="status">
          <Skeleton />
          <span className="ui-hidden">{t('sql.running')}</span>
        </div>
      )
    case 'cancelled':
      return (
        <p className="sql-empty" role="status">
          {t('sql.cancelled')}
        </p>
      )
    case 'refused':
      return (
        <ErrorNote
          what={t('sql.refused', { word: outcome.refused.word.slice(0, 40) })}
          advice={t('sql.refused.advice')}
        />
      )
    case 'failed':
      return <ErrorNote what={t('sql.failed')} detail={errorText(outcome.error.message)} />
    case 'answer':
      return <Answer title={inOneLine(statement.text)} outcome={outcome} />
  }
}

/** In a few words beside the statement. */
function Said({ outcome }: { readonly outcome: Outcome }) {
  const { t, formats } = useTexts()
  switch (outcome.kind) {
    case 'answer':
      return (
        <small>
          {t('sql.answered', {
            rows: formats.count(outcome.answer.rows.length),
            time: formats.milliseconds(outcome.milliseconds),
          })}
        </small>
      )
    case 'refused':
    case 'failed':
      return <small data-bad>{t('sql.failed')}</small>
    case 'cancelled':
      return <small>{t('sql.cancelled')}</small>
    case 'waiting':
    case 'running':
      return <small>{t('sql.running')}</small>
  }
}

const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 160)
