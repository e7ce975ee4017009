import { useEffect, useRef, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { splitStatements, statementAt } from '../../engine/sqlTokens'
import { useEngine } from '../../engine/useRows'
import { lastingTables } from '../../extracts/tables'
import { useChoices } from '../../filters/useChoices'
import { tableLabel, useTexts } from '../../i18n'
import { tableNames } from '../../schema'
import type { AppStorage } from '../../storage/kept'
import { Icon } from '../../ui/Icon'
import { Menu } from '../../ui/Menu'
import { Skeleton } from '../../ui/Skeleton'
import { EditorBox } from './EditorBox'
import type { SqlEditor } from './editor'
import { errorPlace } from './errorPlace'
import { Results } from './Results'
import { SavedDialog } from './SavedDialog'
import { keepDraft, readDraft } from './saved'
import { readShared, sharedText } from './share'
import { useRuns } from './useRuns'

const example = `SELECT result, count(*) AS n
FROM inspections
GROUP BY result
ORDER BY n DESC`

/** Milliseconds without a key after which the text is kept, and put into the address. */
const restful = 400

/** A console: reads everything, changes nothing. */
export function SqlPage({ storage }: { readonly storage: AppStorage }) {
  const { t, language } = useTexts()
  const [search, setSearch] = useSearchParams()
  const { href } = useChoices()
  const shared = search.get('q')
  const [initial, setInitial] = useState<string | null>(() => (shared === null ? null : readShared(shared)))
  const [text, setText] = useState(initial ?? '')
  const [saved, showSaved] = useState(false)
  const editor = useRef<SqlEditor>(null)
  const written = useRef(shared)
  const { runs, running, run, cancel } = useRuns()
  const { engine } = useEngine()
  const [tooLong, setTooLong] = useState(false)

  useEffect(() => {
    if (initial !== null) return
    readDraft(storage).then(draft => {
      setInitial(draft ?? example)
      setText(draft ?? example)
    })
  }, [storage, initial])

  // The address follows the text, so that the page's own share button shares it.
  useEffect(() => {
    if (initial === null) return
    const timer = setTimeout(() => {
      void keepDraft(storage, text)
      const q = sharedText(text)
      setTooLong(q === null)
      if (q === written.current) return
      written.current = q
      setSearch(
        before => {
          const after = new URLSearchParams(before)
          if (q === null) after.delete('q')
          else after.set('q', q)
          return after
        },
        { replace: true },
      )
    }, restful)
    return () => clearTimeout(timer)
  }, [text, initial, storage, setSearch])

  // Another statement by address: back, forward, a link.
  useEffect(() => {
    if (shared === null || shared === written.current) return
    written.current = shared
    const sql = readShared(shared)
    if (sql !== null) editor.current?.setText(sql)
  }, [shared])

  const start = (all: boolean): void => {
    const now = editor.current
    if (now === null) return
    now.mark(null)
    const { from, to } = now.selection()
    const whole = now.text()
    const selected = splitStatements(whole.slice(from, to)).map(each => ({
      ...each,
      from: each.from + from,
      to: each.to + from,
    }))
    const one = statementAt(whole, from)
    const statements = all ? splitStatements(whole) : from < to ? selected : one === null ? [] : [one]
    if (statements.length > 0) void run(statements)
  }

  // The place of an error is shown where the statement stands.
  useEffect(() => {
    const bad = runs.find(({ outcome }) => outcome.kind === 'failed' || outcome.kind === 'refused')
    if (bad === undefined || editor.current === null) return
    const { statement, outcome } = bad
    if (editor.current.text().slice(statement.from, statement.to) !== statement.text) return
    if (outcome.kind === 'refused')
      editor.current.mark({ from: statement.from + outcome.refused.from, to: statement.from + outcome.refused.to })
    if (outcome.kind !== 'failed') return
    const at = errorPlace(outcome.error.message, statement.text)
    if (at === null) return
    const word = /^[\p{L}\p{N}_]+/u.exec(statement.text.slice(at))?.[0].length ?? 1
    editor.current.mark({ from: statement.from + at, to: statement.from + at + word })
  }, [runs])

  if (initial === null) return <Skeleton />
  return (
    <div className="sql">
      <div className="sql-top">
        <EditorBox initial={initial} handle={editor} onRun={start} onChange={setText} />
        <div className="sql-bar">
          {running ? (
            <button type="button" className="ui-button" onClick={cancel}>
              {t('app.cancel')}
            </button>
          ) : (
            <button
              type="button"
              className="ui-button"
              data-primary
              title={t('sql.run.keys')}
              disabled={text.trim() === ''}
              onClick={() => start(false)}
            >
              {t('sql.run')}
            </button>
          )}
          <button
            type="button"
            className="ui-button"
            title={t('sql.runAll.keys')}
            disabled={running || text.trim() === ''}
            onClick={() => start(true)}
          >
            {t('sql.runAll')}
          </button>
          <button type="button" className="ui-button" onClick={() => showSaved(true)}>
            {t('sql.saved')}
          </button>
          <Menu
            label={t('sql.tables')}
            className="ui-button"
            button={
              <>
                {t('sql.tables')}
                <Icon name="down" />
              </>
            }
            items={Object.keys(lastingTables).map(name => {
              const known = [...tableNames, 'entities' as const].find(each => each === name)
              return {
                key: name,
                label: name,
                hint: known && tableLabel(known, language),
                onSelect: () => editor.current?.insert(name),
              }
            })}
          />
          <Link className="ui-button" to={href('/dictionary').replace(/^#/, '')}>
            {t('sql.dictionary')}
          </Link>
          <span className="sql-note">
            {tooLong ? t('sql.tooLong') : t(engine.name === 'clickhouse' ? 'sql.server' : 'sql.readOnly')}
          </span>
        </div>
      </div>
      <Results runs={runs} />
      {saved && (
        <SavedDialog
          storage={storage}
          sql={text}
          onOpen={sql => {
            editor.current?.setText(sql)
            showSaved(false)
          }}
          onClose={() => showSaved(false)}
        />
      )}
    </div>
  )
}
