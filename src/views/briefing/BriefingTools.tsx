import { levelLabel, useTexts } from '../../i18n'
import { measureKeys } from '../../insight/measures'
import { Segmented } from '../../ui/Segmented'
import { papers } from '../../ui/sheets/blocks'
import { optionalParts } from './brief'
import type { BriefSearch } from './useBriefSearch'

export interface BriefingToolsProps {
  readonly search: BriefSearch
  readonly levels: readonly string[]
  /** Sheets; null while they are being made. */
  readonly sheets: number | null
  readonly back: string
  onSearch(change: Partial<BriefSearch>): void
}

/** Paper, parts, the map's measure and printing; not printed itself. */
export function BriefingTools({ search, levels, sheets, back, onSearch }: BriefingToolsProps) {
  const { t, language, formats } = useTexts()
  return (
    <div className="briefing-tools" role="toolbar" aria-label={t('briefing.tools')}>
      <a className="ui-button" href={back}>
        {t('briefing.back')}
      </a>
      <Segmented
        label={t('briefing.paper')}
        value={search.paper}
        onChange={paper => onSearch({ paper })}
        options={papers.map(value => ({ value, label: t(`briefing.paper.${value}`) }))}
      />
      <fieldset className="briefing-parts">
        <legend className="ui-hidden">{t('briefing.parts')}</legend>
        {optionalParts.map(part => (
          <label key={part}>
            <input
              type="checkbox"
              checked={!search.without.includes(part)}
              onChange={event =>
                onSearch({
                  without: optionalParts.filter(each =>
                    each === part ? !event.target.checked : search.without.includes(each),
                  ),
                })
              }
            />
            {t(`briefing.part.${part}`)}
          </label>
        ))}
      </fieldset>
      {!search.without.includes('where') && (
        <>
          <select
            className="ui-select"
            aria-label={t('briefing.measure')}
            value={search.measure}
            onChange={event =>
              onSearch({ measure: measureKeys.find(key => key === event.target.value) ?? 'critical_rate' })
            }
          >
            {measureKeys.map(key => (
              <option key={key} value={key}>
                {t(`overview.measure.${key}`)}
              </option>
            ))}
          </select>
          {levels.length > 1 && (
            <select
              className="ui-select"
              aria-label={t('overview.map.level')}
              value={search.level}
              onChange={event => onSearch({ level: event.target.value })}
            >
              {levels.map(level => (
                <option key={level} value={level}>
                  {levelLabel(level, language)}
                </option>
              ))}
            </select>
          )}
        </>
      )}
      <span className="briefing-count" role="status">
        {sheets === null ? t('briefing.waiting') : t('briefing.pages', { n: formats.count(sheets) })}
      </span>
      <button
        type="button"
        className="ui-button"
        data-primary
        disabled={sheets === null}
        title={t('briefing.print')}
        onClick={() => window.print()}
      >
        {t('briefing.print.short')}
      </button>
    </div>
  )
}
