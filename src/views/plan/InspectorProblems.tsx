import { useTexts } from '../../i18n'
import type { InspectorProblem } from '../../plan/inspectorRows'
import { toCsv } from '../../ui/csv'
import { saveBlob } from '../../ui/download'
import { problemText, stateOf } from './inspectorWords'

/** Problems on screen at once; the file has all of them. */
const most = 200

/** What is refused or left out of a table, line by line, and a file of it for whoever made the table. */
export function InspectorProblems({ problems }: { readonly problems: readonly InspectorProblem[] }) {
  const texts = useTexts()
  const { t, formats } = texts
  if (problems.length === 0) return null
  const save = (): void => {
    const columns = [
      { key: 'line', label: t('plan.inspectors.lineNumber') },
      { key: 'column', label: t('plan.inspectors.columnName') },
      { key: 'value', label: t('plan.inspectors.value') },
      { key: 'reason', label: t('plan.inspectors.reason') },
      { key: 'state', label: t('plan.inspectors.state') },
    ]
    const rows = problems.map(problem => ({
      line: problem.line,
      column: problem.column === null ? '' : t(`plan.inspectors.column.${problem.column}`),
      value: problem.value,
      reason: problemText(problem, texts),
      state: stateOf(problem, t),
    }))
    const blob = new Blob([toCsv(columns, rows)], { type: 'text/csv;charset=utf-8' })
    saveBlob(blob, `${t('plan.inspectors.take.fileName')}.csv`)
  }
  return (
    <>
      <h3 className="plan-inspectors-head">{t('plan.inspectors.take.problems')}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="plan-inspectors-problems" tabIndex={0} aria-label={t('plan.inspectors.take.problems')}>
        <ol>
          {problems.slice(0, most).map((problem, i) => {
            const state = stateOf(problem, t)
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: problems have no other identity
              <li key={i} data-refused={!problem.taken || undefined}>
                <b>{t('plan.inspectors.line', { line: formats.count(problem.line) })}</b>
                {problem.column !== null && <span>{t(`plan.inspectors.column.${problem.column}`)}</span>}
                <span>{problemText(problem, texts)}</span>
                {state !== null && <em>{state}</em>}
              </li>
            )
          })}
        </ol>
      </section>
      <div className="plan-inspectors-tools">
        <button type="button" className="ui-button" onClick={save}>
          {t('plan.inspectors.take.list')}
        </button>
        {problems.length > most && (
          <span className="plan-inspectors-note">
            {t('plan.inspectors.take.firstProblems', {
              shown: formats.count(most),
              all: formats.count(problems.length),
            })}
          </span>
        )}
      </div>
    </>
  )
}
