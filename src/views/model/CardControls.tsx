import { classLabel, indicatorLabel, indicatorWhat, overrideLabel, useTexts } from '../../i18n'
import {
  complaintCap,
  complaintKeys,
  defaultScorecard,
  type IndicatorKey,
  indicatorKeys,
  overrideKeys,
  type RiskClass,
  referenceThresholds,
  riskClasses,
  type Scorecard,
} from '../../risk/scorecard'
import { Segmented } from '../../ui/Segmented'
import { mainFields, otherFields, type SettingField, settingOf, withSetting } from './cardFields'
import { settingLabel } from './cardTexts'
import { SliderRow } from './SliderRow'

export interface CardControlsProps {
  readonly card: Scorecard
  /** What the draft is held against. */
  readonly base: Scorecard
  /** Indicators that the extracts lack: their weight does nothing. */
  readonly missing: readonly IndicatorKey[]
  onChange(card: Scorecard): void
}

/** Everything of a scorecard that may be changed: weights, where classes begin, half-lives, what lifts a business. */
export function CardControls({ card, base, missing, onChange }: CardControlsProps) {
  const texts = useTexts()
  const { t, formats, language } = texts
  // The score is made of the indicators that are there, and so are the shares.
  const there = indicatorKeys.filter(key => !missing.includes(key))
  const sum = (keys: readonly IndicatorKey[]): number => keys.reduce((all, key) => all + card.weights[key], 0)
  const all = sum(there)
  const share = all === 0 ? 0 : (100 * sum(there.filter(key => complaintKeys.includes(key)))) / all
  const setWeight = (key: IndicatorKey, value: number): void => {
    const weights = { ...card.weights, [key]: value }
    // A score of nothing is none: the last weight stays.
    if (there.some(each => weights[each] > 0) || value > card.weights[key]) onChange({ ...card, weights })
  }
  const noteOf = (key: IndicatorKey): string => {
    if (missing.includes(key)) return t('model.missing')
    return all === 0 ? '–' : formats.rate(card.weights[key] / all)
  }
  const slider = (field: SettingField) => (
    <SliderRow
      key={field.path}
      label={settingLabel(field.path, texts)}
      value={settingOf(card.settings, field.path)}
      base={settingOf(base.settings, field.path)}
      least={field.least}
      most={field.most}
      step={field.step}
      note={field.unit === 'share' || field.unit === 'count' ? undefined : t(`model.unit.${field.unit}`)}
      onChange={value => {
        const next = withSetting(card, field.path, value)
        // A licence is young before it is grown.
        if (next.settings.youngYears < next.settings.grownYears) onChange(next)
      }}
    />
  )
  return (
    <div className="model-controls">
      <section className="ui-card">
        <h2>{t('model.weights')}</h2>
        <p className="model-sub">{t('model.weights.sub')}</p>
        {indicatorKeys.map(key => (
          <SliderRow
            key={key}
            label={indicatorLabel(key, texts)}
            hint={missing.includes(key) ? t('model.missing.what') : indicatorWhat(key, texts)}
            quiet={missing.includes(key)}
            value={card.weights[key]}
            base={base.weights[key]}
            least={0}
            most={40}
            step={1}
            note={noteOf(key)}
            onChange={value => setWeight(key, value)}
          />
        ))}
        {missing.length > 0 && (
          <p className="model-note">
            {t('model.missing.list', {
              names: missing.map(key => indicatorLabel(key, texts)).join(language === 'zh' ? '、' : ', '),
            })}
          </p>
        )}
        <p className="model-note" data-warn={share > complaintCap + 1e-9 || undefined}>
          {t(share > complaintCap + 1e-9 ? 'model.complaints.over' : 'model.complaints', {
            share: formats.number(share, 1),
            cap: String(complaintCap),
          })}
        </p>
      </section>
      <section className="ui-card">
        <div className="model-head">
          <h2 data-changed={card.thresholds.by !== base.thresholds.by || undefined}>{t('model.classes')}</h2>
          <Segmented
            label={t('risk.by')}
            value={card.thresholds.by}
            onChange={by =>
              onChange({ ...card, thresholds: by === 'percentile' ? referenceThresholds : defaultScorecard.thresholds })
            }
            options={(['value', 'percentile'] as const).map(value => ({ value, label: t(`risk.by.${value}`) }))}
          />
        </div>
        <Bounds card={card} base={base} onChange={onChange} />
      </section>
      <section className="ui-card">
        <h2>{t('model.times')}</h2>
        {mainFields.map(slider)}
        <details className="model-more">
          <summary>{t('model.more')}</summary>
          {otherFields.map(slider)}
        </details>
      </section>
      <section className="ui-card">
        <h2>{t('model.lifting')}</h2>
        <p className="model-sub">{t('model.lifting.sub')}</p>
        {overrideKeys.map(key => (
          <label
            key={key}
            className="model-lift"
            data-changed={card.overrides[key] !== base.overrides[key] || undefined}
          >
            <span>{overrideLabel(key, texts)}</span>
            <select
              className="ui-select"
              value={card.overrides[key] ?? ''}
              onChange={event => {
                const letter = riskClasses.find(each => each === event.target.value) ?? null
                onChange({ ...card, overrides: { ...card.overrides, [key]: letter } })
              }}
            >
              <option value="">{t('model.lifting.none')}</option>
              {riskClasses.slice(1).map(letter => (
                <option key={letter} value={letter}>
                  {classLabel(letter, texts)}
                </option>
              ))}
            </select>
          </label>
        ))}
      </section>
    </div>
  )
}

/** Where B, C and D begin; a bound that passes its neighbour pushes it. */
function Bounds({ card, base, onChange }: Omit<CardControlsProps, 'missing'>) {
  const texts = useTexts()
  const { t, formats } = texts
  const { by, bounds } = card.thresholds
  const scale = by === 'value' ? 1 : 100
  const set = (place: number, shown: number): void => {
    const value = shown / scale
    const next = bounds.map((bound, i) =>
      i < place ? Math.min(bound, value) : i > place ? Math.max(bound, value) : value,
    ) as unknown as Scorecard['thresholds']['bounds']
    onChange({ ...card, thresholds: { by, bounds: next } })
  }
  return (
    <>
      {(['B', 'C', 'D'] satisfies RiskClass[]).map((letter, i) => {
        const bound = Math.round((bounds[i] ?? 0) * scale * 10) / 10
        const other =
          base.thresholds.by === by ? Math.round((base.thresholds.bounds[i] ?? 0) * scale * 10) / 10 : Number.NaN
        return (
          <SliderRow
            key={letter}
            label={t('model.from', { class: t('risk.class', { letter }) })}
            value={bound}
            base={other}
            least={0}
            most={100}
            step={by === 'value' ? 1 : 0.5}
            note={t(by === 'value' ? 'model.unit.points' : 'model.unit.lower', { n: formats.number(bound, 1) })}
            onChange={value => set(i, value)}
          />
        )
      })}
    </>
  )
}
