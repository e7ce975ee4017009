import { useState } from 'react'
import { useTexts } from '../../i18n'
import type { AsOf } from '../../risk/factsSql'
import { riskError } from '../../risk/faults'
import { defaultScorecard, modelClasses, type Scorecard } from '../../risk/scorecard'
import { mostName, parseVersionFile, unreadVersions } from '../../risk/versions/register'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNote, type Failure } from '../../ui/ErrorNote'
import { FileButton } from '../../ui/FileButton'
import { localTime } from '../../ui/localTime'
import { CardBacktest } from './CardBacktest'
import { differences } from './cardFields'
import { fieldLabel, fieldText } from './cardTexts'
import type { ModelServices, VersionsState } from './contracts'
import { asError, failureOf } from './failures'
import { picked, pickOf, VersionPick } from './fields'
import { HistoryTable } from './HistoryTable'
import { Movement } from './Movement'
import { useSign } from './Signing'
import type { WindowVisits } from './useWindowVisits'
import { VersionActions } from './VersionActions'

export interface VersionsTabProps {
  readonly services: ModelServices
  readonly state: VersionsState
  readonly at: AsOf
  readonly past: { readonly from: string; readonly to: string }
  readonly visits: WindowVisits
  file(entity: number): string
}

/** Files above this are no versions. */
const mostBytes = 5_000_000

/** What was saved, what differs between two of them, and who did what. */
export function VersionsTab({ services, state, at, past, visits, file }: VersionsTabProps) {
  const store = services.versions
  const texts = useTexts()
  const { t, formats } = texts
  const [left, setLeft] = useState('default')
  const [right, setRight] = useState('')
  const [told, setTold] = useState<string | Failure | null>(null)
  const sign = useSign()
  const cardOf = (value: string): Scorecard | undefined =>
    value === 'default' ? defaultScorecard : picked(value, state.versions)?.card
  const nameOf = (value: string): string => picked(value, state.versions)?.name ?? t('model.default')
  const [newest] = state.versions
  const second = right === '' ? (newest === undefined ? 'default' : pickOf(newest.name)) : right
  const [a, b] = [cardOf(left), cardOf(second)]

  const take = async (files: readonly File[]): Promise<void> => {
    if (files.length === 0 || !(await sign())) return
    const names: string[] = []
    try {
      for (const each of files) {
        if (each.size > mostBytes)
          throw riskError('file_large', { file: each.name, size: formats.bytes(each.size) }, 'too large for a version')
        const { name, note, card } = parseVersionFile(await each.text(), each.name, modelClasses)
        // A name that is taken by something else is not overwritten.
        const taken = state.versions.some(version => version.name === name) || names.includes(name)
        const mark = ` (${localTime(new Date().toISOString())})`
        const free = taken ? `${name.slice(0, mostName - mark.length)}${mark}` : name
        await store.enter('imported', free, card, note)
        names.push(free)
      }
      setTold(t('model.imported', { names: names.join(', ') }))
    } catch (error) {
      setTold(failureOf(t('model.import.failed'), asError(error), texts))
    }
  }

  const backToDefault = async (): Promise<void> => {
    if (!(await sign())) return
    await store.enter('active', '', null).catch((error: unknown) => {
      setTold(failureOf(t('model.enter.failed'), asError(error), texts))
    })
  }

  const choice = (label: string, value: string, onChange: (value: string) => void) => (
    <VersionPick
      label={label}
      value={value}
      own={[['default', t('model.default')]]}
      versions={state.versions}
      onChange={onChange}
    />
  )

  return (
    <div className="model-two">
      <div>
        <section className="ui-card">
          <div className="model-head">
            <h2>{t('model.versions')}</h2>
            <FileButton
              label={t('model.import')}
              disabled={state.fault !== null}
              accept=".json,application/json"
              onFiles={files => void take(files)}
            />
          </div>
          {typeof told === 'string' ? (
            <p className="model-note" role="status">
              {told}
            </p>
          ) : (
            told !== null && <ErrorNote {...told} />
          )}
          <ul className="model-list">
            <li>
              <strong>{t('model.default')}</strong>
              <small>{t('model.default.sub')}</small>
              {state.active === null ? (
                <b className="model-active">{t('model.active')}</b>
              ) : (
                <button type="button" className="ui-button" onClick={() => void backToDefault()}>
                  {t('model.activate')}
                </button>
              )}
            </li>
            {state.versions.map(version => (
              <li key={version.name}>
                <strong>{version.name}</strong>
                <small>
                  {[
                    t(version.card.model === undefined ? 'model.kind.card' : 'model.kind.model'),
                    version.who,
                    formats.day(localTime(version.when)),
                    version.note,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
                <VersionActions store={store} version={version} active={state.active} />
              </li>
            ))}
          </ul>
          {unreadVersions(state.register).map(({ name, why }) => (
            <ErrorNote key={name} what={t('model.unread', { name })} advice={t('model.unread.advice')} detail={why} />
          ))}
          {state.versions.length === 0 && <p className="model-sub">{t('model.versions.none')}</p>}
        </section>
        <HistoryTable store={store} state={state} />
      </div>
      <div className="model-results">
        <section className="ui-card">
          <div className="model-head">
            <h2>{t('model.compare')}</h2>
            {choice(t('model.compare.a'), left, setLeft)}
            {choice(t('model.compare.b'), second, setRight)}
          </div>
          {a === undefined || b === undefined || left === second ? (
            <EmptyState text={t('model.compare.choose')} />
          ) : (
            <Differences a={a} b={b} names={[nameOf(left), nameOf(second)]} />
          )}
        </section>
        {a !== undefined && b !== undefined && left !== second && (
          <>
            <Movement before={a} after={b} names={[nameOf(left), nameOf(second)]} at={at} file={file} />
            <CardBacktest
              services={services}
              from={past.from}
              to={past.to}
              visits={visits}
              before={a}
              after={b}
              names={[nameOf(left), nameOf(second)]}
            />
          </>
        )}
      </div>
    </div>
  )
}

function Differences({
  a,
  b,
  names,
}: {
  readonly a: Scorecard
  readonly b: Scorecard
  readonly names: readonly [string, string]
}) {
  const texts = useTexts()
  const { t } = texts
  const found = differences(a, b)
  if (found.length === 0) return <p className="model-sub">{t('model.compare.same')}</p>
  return (
    <table className="model-table">
      <thead>
        <tr>
          <th scope="col">{t('model.compare.field')}</th>
          <th scope="col">{names[0]}</th>
          <th scope="col">{names[1]}</th>
        </tr>
      </thead>
      <tbody>
        {found.map(each => (
          <tr key={each.path}>
            <th scope="row">{fieldLabel(each.path, texts)}</th>
            <td>{fieldText(each.path, each.a, texts)}</td>
            <td>{fieldText(each.path, each.b, texts)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
