import type { RegionProperty } from '../../extracts/guess/regionFile'
import { levelLabel, type Texts, useTexts } from '../../i18n'
import type { ImportFlow } from './flow'
import type { RegionChange } from './flowRegions'
import type { FlowState, RegionState } from './flowState'
import { pathText } from './nowRows'

const levels = ['province', 'city', 'district', 'subdistrict', 'street', 'community', 'community_area', 'ward'] as const

/** Region files of the import, each with what it is taken for. */
export function Regions({ flow, state: { regions } }: { readonly flow: ImportFlow; readonly state: FlowState }) {
  return regions.map((region, i) => (
    <RegionCard
      // biome-ignore lint/suspicious/noArrayIndexKey: they are added at the end and never removed
      key={i}
      region={region}
      onChange={change => void flow.setRegions(i, change)}
    />
  ))
}

function RegionCard({
  region: { path, guess, used, error },
  onChange,
}: {
  readonly region: RegionState
  onChange(change: RegionChange): void
}) {
  const { t, language, formats } = useTexts()
  const { file, properties, features } = guess
  const known = levels.some(level => level === file.level) ? levels : [...levels, file.level]
  return (
    <section className="ex-card" aria-label={pathText(path)}>
      <header className="ex-head">
        <h2>{pathText(path)}</h2>
        <p>{t('extracts.regions.count', { features: formats.count(features) })}</p>
      </header>
      {error !== null && (
        <p className="ex-warn" role="alert">
          {t('extracts.regions.wrong')} {error}
        </p>
      )}
      <div className="ex-line">
        <label>
          <input type="checkbox" checked={used} onChange={event => onChange({ used: event.target.checked })} />{' '}
          {t('extracts.regions.use')}
        </label>
        <Choice
          label={t('extracts.regions.level')}
          value={file.level}
          options={known.map(level => [level, levelLabel(level, language)] as const)}
          onChange={level => onChange({ level })}
        />
        <Choice
          label={t('extracts.regions.code')}
          value={file.code}
          options={properties.filter(({ unique, name }) => unique || name === file.code).map(each => option(each, t))}
          onChange={code => onChange({ code })}
        />
        <Choice
          label={t('extracts.regions.name')}
          value={file.label}
          options={properties.map(each => option(each, t))}
          onChange={label => onChange({ label })}
        />
        <Choice
          label={t('extracts.regions.parent')}
          value={file.parent ?? ''}
          options={[['', t('extracts.regions.noParent')], ...properties.map(each => option(each, t))]}
          onChange={parent => onChange({ parent: parent === '' ? undefined : parent })}
        />
      </div>
      <p className="ex-note">{t('extracts.regions.replace')}</p>
    </section>
  )
}

/** A property with its first values: names alone say little. */
function option({ name, samples }: RegionProperty, t: Texts['t']): readonly [string, string] {
  const shown = samples.map(value => (value.length > 12 ? `${value.slice(0, 11)}…` : value)).join(', ')
  return [name, t('extracts.regions.property', { name, samples: shown })]
}

function Choice({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [string, string])[]
  onChange(value: string): void
}) {
  return (
    <label>
      <span>{label}</span>
      <select className="ex-field" value={value} onChange={event => onChange(event.target.value)}>
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}
