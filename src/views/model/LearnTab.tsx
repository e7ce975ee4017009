import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { featureLabel, useTexts } from '../../i18n'
import { dayNumber } from '../../risk/dayNumber'
import type { Doing } from '../../risk/model/doing'
import { defaultFeatureSettings } from '../../risk/model/features'
import type { RiskModel } from '../../risk/model/riskModel'
import { defaultRidge } from '../../risk/model/train'
import { defaultScorecard, modelClasses } from '../../risk/scorecard'
import type { Version } from '../../risk/versions/register'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNote } from '../../ui/ErrorNote'
import { Coefficients } from './Coefficients'
import type { ModelServices, VersionsState } from './contracts'
import { asError, failureOf } from './failures'
import { DayField, picked, VersionPick } from './fields'
import { useSign } from './Signing'
import { VersionActions } from './VersionActions'
import { Working } from './Working'

export interface LearnTabProps {
  readonly services: ModelServices
  readonly state: VersionsState
  /** First and last day of inspections. */
  readonly span: { readonly first: string; readonly last: string } | null
}

/** Learn a model from what inspections found, look at what it learned, make it active. */
export function LearnTab({ services, state, span }: LearnTabProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const [until, setUntil] = useState(span?.last ?? '')
  const [inspector, setInspector] = useState(false)
  const [name, setName] = useState('')
  const sign = useSign()
  const [busy, setBusy] = useState(false)
  const [doing, setDoing] = useState<Doing | null>(null)
  const [done, setDone] = useState<{ readonly name: string; readonly took: number } | null>(null)
  /** Whether somebody is about to learn: until then nobody is warned of a name that is there. */
  const [warned, setWarned] = useState(false)
  const [search] = useSearchParams()
  const [failed, setFailed] = useState<Error | null>(null)
  const [shown, setShown] = useState<string | null>(null)
  const [against, setAgainst] = useState('')
  const models = state.versions.filter(
    (version): version is Version & { card: { model: RiskModel } } => version.card.model !== undefined,
  )
  const open = models.find(version => version.name === shown) ?? models[0]
  const other = picked(
    against,
    models.filter(version => version !== open),
  )
  const edited =
    <Value,>(set: (value: Value) => void) =>
    (value: Value): void => {
      setWarned(true)
      set(value)
    }
  const usual = t(inspector ? 'model.learn.named.inspector' : 'model.learn.named', { day: until })
  const wanted = name.trim() || usual
  const versionsTab = new URLSearchParams(search)
  versionsTab.set('tab', 'versions')
  const taken = state.versions.some(version => version.name === wanted)

  const learn = async (): Promise<void> => {
    // A name that is there takes a second press.
    if (taken && !warned) return setWarned(true)
    if (!(await sign())) return
    setBusy(true)
    setDoing(null)
    setDone(null)
    setFailed(null)
    try {
      const [workshop, extracts] = await Promise.all([services.workshop(), services.extracts()])
      const begun = performance.now()
      const model = await workshop.train(
        {
          name: wanted,
          settings: defaultFeatureSettings,
          inspector,
          ridge: defaultRidge,
          before: dayNumber(until) + 1,
          extracts,
        },
        setDoing,
      )
      const took = performance.now() - begun
      await services.versions.enter('trained', wanted, { ...defaultScorecard, ...modelClasses, model })
      setShown(wanted)
      setName('')
      setWarned(false)
      setDone({ name: wanted, took })
    } catch (error) {
      setFailed(asError(error))
    }
    setBusy(false)
  }

  return (
    <div className="model-two">
      <div>
        <section className="ui-card">
          <h2>{t('model.learn')}</h2>
          <p className="model-sub">{t('model.learn.sub')}</p>
          {span === null ? (
            <EmptyState text={t('model.noInspections')} />
          ) : (
            <form
              className="model-form"
              onSubmit={event => {
                event.preventDefault()
                void learn()
              }}
            >
              <DayField label={t('model.learn.until')} span={span} value={until} onChange={edited(setUntil)} />
              <label>
                {t('model.name')}
                <input
                  maxLength={200}
                  placeholder={usual}
                  value={name}
                  onChange={event => edited(setName)(event.target.value)}
                />
              </label>
              <label className="model-check">
                <input
                  type="checkbox"
                  checked={inspector}
                  onChange={event => edited(setInspector)(event.target.checked)}
                />
                {t('model.learn.inspector')}
              </label>
              {inspector && <p className="model-note">{t('model.learn.inspector.note')}</p>}
              {taken && warned && !busy && (
                <p className="model-note" role="status">
                  {t('model.save.taken', { name: wanted })}
                </p>
              )}
              {failed !== null && <ErrorNote {...failureOf(t('model.learn.failed'), failed, texts)} />}
              <div className="model-actions">
                {busy && <Working work={doing} />}
                {done !== null && (
                  <span role="status">
                    {t('model.learn.done', { name: done.name, time: formats.milliseconds(done.took) })}{' '}
                    <Link className="ui-link" to={`?${versionsTab}`}>
                      {t('model.learn.versions')}
                    </Link>
                  </span>
                )}
                <button type="submit" className="ui-button" data-primary disabled={busy || state.fault !== null}>
                  {t('model.learn.do')}
                </button>
              </div>
            </form>
          )}
        </section>
        <section className="ui-card">
          <h2>{t('model.models')}</h2>
          {models.length === 0 ? (
            <p className="model-sub">{t('model.models.none')}</p>
          ) : (
            <ul className="model-list">
              {models.map(version => (
                <li key={version.name} data-open={version === open || undefined}>
                  <button
                    type="button"
                    className="ui-link"
                    aria-pressed={version === open}
                    onClick={() => setShown(version.name)}
                  >
                    {version.name}
                  </button>
                  <small>
                    {t('model.trained.short', {
                      n: formats.count(version.card.model.training.rows),
                      day: formats.day(version.card.model.training.to),
                    })}
                  </small>
                  <VersionActions store={services.versions} version={version} active={state.active} />
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
      <div className="model-results">
        {open === undefined ? (
          <section className="ui-card">
            <h2>{t('model.learn.about')}</h2>
            <ul className="model-about">
              {(['what', 'apart', 'inspector', 'use'] as const).map(key => (
                <li key={key}>{t(`model.learn.about.${key}`)}</li>
              ))}
            </ul>
          </section>
        ) : (
          <section className="ui-card">
            <div className="model-head">
              <h2>{open.name}</h2>
              {models.length > 1 && (
                <VersionPick
                  label={t('model.beside')}
                  value={against}
                  own={[['', t('model.beside.none')]]}
                  versions={models.filter(version => version !== open)}
                  onChange={setAgainst}
                />
              )}
            </div>
            <ModelFacts model={open.card.model} />
            <p className="model-sub">{t('model.points.sub')}</p>
            <Coefficients model={open.card.model} other={other?.card.model ?? null} />
          </section>
        )}
      </div>
    </div>
  )
}

function ModelFacts({ model }: { readonly model: RiskModel }) {
  const texts = useTexts()
  const { t, formats, language } = texts
  const { training, inspector, ridge, dropped, extracts } = model
  return (
    <dl className="model-facts">
      <dt>{t('model.trained')}</dt>
      <dd>{formats.window({ from: training.from, to: training.to })}</dd>
      <dt>{t('model.trained.rows')}</dt>
      <dd>
        {t('model.trained.of', {
          n: formats.count(training.rows),
          critical: formats.count(training.critical),
          share: formats.rate(training.critical / training.rows),
        })}
      </dd>
      <dt>{t('model.inspectorTerm')}</dt>
      <dd>{t(inspector ? 'model.inspectorTerm.with' : 'model.inspectorTerm.without')}</dd>
      <dt>{t('model.ridge')}</dt>
      <dd>{formats.number(ridge, 2)}</dd>
      <dt>{t('model.extracts')}</dt>
      <dd className="model-hashes">
        {Object.entries(extracts).map(([file, hash]) => (
          <span key={file}>
            {file} <code>{hash.slice(0, 12)}</code>
          </span>
        ))}
      </dd>
      {dropped.length > 0 && (
        <>
          <dt>{t('model.dropped')}</dt>
          <dd>{dropped.map(key => featureLabel(key, texts)).join(language === 'zh' ? '、' : ', ')}</dd>
        </>
      )}
    </dl>
  )
}
