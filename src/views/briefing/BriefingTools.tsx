import { useTexts } from '../../i18n'
import { MeasureChoosers } from '../../parts/MeasureChoosers'
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
  const { t, formats } = useTexts()
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
        <MeasureChoosers
          label={t('briefing.measure')}
          measure={search.measure}
          level={search.level}
          levels={levels}
          onChange={onSearch}
        />
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
