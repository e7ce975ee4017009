import { useDeferredValue, useMemo, useState } from 'react'
import { useRows } from '../../engine/useRows'
import { useTexts } from '../../i18n'
import { allowedIndicators } from '../../queries/riskList'
import type { AsOf } from '../../risk/factsSql'
import { defaultScorecard, indicatorKeys, type Scorecard } from '../../risk/scorecard'
import { CardBacktest } from './CardBacktest'
import { CardControls } from './CardControls'
import { differences } from './cardFields'
import type { ModelServices, VersionsState } from './contracts'
import { picked, VersionPick } from './fields'
import { Movement } from './Movement'
import { SaveVersion } from './SaveVersion'
import type { WindowVisits } from './useWindowVisits'

export interface ScorecardTabProps {
  readonly services: ModelServices
  readonly state: VersionsState
  readonly draft: Scorecard
  readonly at: AsOf
  /** A past window whose outcomes are known. */
  readonly past: { readonly from: string; readonly to: string }
  readonly visits: WindowVisits
  onDraft(card: Scorecard): void
  file(entity: number): string
}

/** Change a scorecard, and see at once what it does to classes, to the top of the list, and on past data. */
export function ScorecardTab({ services, state, draft, at, past, visits, onDraft, file }: ScorecardTabProps) {
  const { t, formats } = useTexts()
  const [against, setAgainst] = useState<string>('')
  const [saving, setSaving] = useState(false)
  const chosen = picked(against, state.versions)
  const [base, baseName] =
    against === 'default'
      ? [defaultScorecard, t('model.default')]
      : chosen !== undefined
        ? [chosen.card, chosen.name]
        : [state.active?.card ?? defaultScorecard, state.active?.name ?? t('model.default')]
  // A slider that is drawn on asks once it rests, not at every step of the pointer.
  const card = useDeferredValue(draft)
  // A learned model has no weights: sliders are held against the default.
  const learned = base.model !== undefined
  const plain = learned ? defaultScorecard : base
  const changes = differences(plain, draft).length
  // Which are missing follows from the extracts alone: the default's are there already.
  const allowed = useRows(useMemo(() => allowedIndicators(defaultScorecard, at), [at])).rows?.[0]
  const missing = indicatorKeys.filter(key => allowed?.[key] === 0)
  const names = [baseName, t('model.draft')] as const
  const scorecards = state.versions.filter(version => version.card.model === undefined)
  return (
    <div className="model-two">
      <div>
        <div className="model-bar ui-card">
          <VersionPick
            label={t('model.against')}
            value={against}
            own={[
              ['', t('model.against.active', { name: state.active?.name ?? t('model.default') })],
              ...(state.active === null ? [] : [['default', t('model.default')] as const]),
            ]}
            versions={state.versions}
            onChange={setAgainst}
          />
          <VersionPick
            label={t('model.begin')}
            value=""
            own={[
              ['', t('model.begin.choose')],
              ['default', t('model.default')],
            ]}
            versions={scorecards}
            onChange={value => value !== '' && onDraft(picked(value, scorecards)?.card ?? defaultScorecard)}
          />
          <span className="model-changes">
            {changes === 0
              ? t(learned ? 'model.unchanged.default' : 'model.unchanged')
              : t(learned ? 'model.changes.default' : 'model.changes', { n: formats.count(changes) })}
          </span>
          <button type="button" className="ui-button" disabled={changes === 0} onClick={() => onDraft(plain)}>
            {t(learned ? 'model.undo.default' : 'model.undo')}
          </button>
          <button
            type="button"
            className="ui-button"
            data-primary
            onClick={() => setSaving(true)}
            disabled={state.fault !== null}
          >
            {t('model.save')}
          </button>
          {learned && <p className="model-learned">{t('model.against.learned', { name: baseName })}</p>}
        </div>
        <CardControls card={draft} base={plain} missing={missing} onChange={onDraft} />
      </div>
      <div className="model-results" aria-busy={card !== draft}>
        <Movement before={base} after={card} names={names} at={at} file={file} />
        <CardBacktest
          services={services}
          from={past.from}
          to={past.to}
          visits={visits}
          before={base}
          after={card}
          names={names}
        />
      </div>
      {saving && (
        <SaveVersion
          store={services.versions}
          state={state}
          card={draft}
          onSaved={() => setSaving(false)}
          onClose={() => setSaving(false)}
        />
      )}
    </div>
  )
}
