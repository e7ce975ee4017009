import { useRef, useState } from 'react'
import type { Profile } from '../../extracts/report'
import { type Choices, defaults } from '../../filters/filters'
import type { ListKey } from '../../filters/useChoices'
import { useTexts } from '../../i18n'
import c from '../shell/controls.module.css'
import { plusIcon } from '../shell/icons'
import { Popover } from '../shell/Popover'
import { Chip } from './Chip'
import { choiceLabel, comparedDays, compareText, filterTitle, joined, listText, windowText } from './chipTexts'
import { ComparePanel, WindowPanel } from './DayPanels'
import s from './filterBar.module.css'
import { type ChoiceLists, fetchLists, ListPanel, RegionPanel, TabbedLists, valueKeys } from './ListPanel'
import { fetchRange } from './PresetChooser'

export interface FilterBarProps {
  readonly choices: Choices
  /** Null while the extracts are not read: the chips then name what is asked for, and their choosers wait. */
  readonly asOf: string | null
  readonly firstDay: string | null
  readonly options: Profile['choices'] | null
  readonly regions: Profile['regions'] | null
  /** Only the keys that change; one call is one entry of the browser's history. */
  readonly onChange: (partial: Partial<Choices>) => void
  readonly onReset: () => void
  /** The page compares nothing with another window. */
  readonly withoutCompare?: boolean
}

type Open = 'window' | 'compare' | 'more' | ListKey | null

/** Every filter in force as a chip that can be changed and removed, and the way to the others. No antd before a click. */
export function FilterBar(props: FilterBarProps) {
  const { choices, asOf, firstDay, options, regions, onChange, onReset, withoutCompare = false } = props
  const texts = useTexts()
  const { t, formats } = texts
  const [open, setOpen] = useState<Open>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const close = () => setOpen(null)
  const choose = (partial: Partial<Choices>) => {
    onChange(partial)
    close()
  }
  /** What a chip needs to open `which`; the ref is with the chip whose chooser is open. */
  const opens = (which: Exclude<Open, null>) => ({
    open: open === which,
    onOpen: () => setOpen(open === which ? null : which),
    buttonRef: open === which ? opener : undefined,
  })

  const names = new Map(regions?.regions.map(region => [region.code, region.name]))
  const lists: ChoiceLists = { choices, options, names, onChange }
  const labels = (key: ListKey) => choices[key].map(value => choiceLabel(key, value, texts, names))
  const allLabels = (key: ListKey) => `${filterTitle(key, texts)}: ${joined(labels(key), texts)}`
  const compared = comparedDays(choices, asOf)
  const everything = choices.window === 'all'
  // A filter with one value, or none, offers no choice; one in force stays, to be removed.
  const offered = valueKeys.filter(
    key => choices[key].length > 0 || key === 'classes' || (options?.[key].length ?? 2) > 1,
  )
  const ofValues = valueKeys.find(key => key === open)

  return (
    <section className={s.bar} aria-label={t('app.filters')}>
      <Chip
        {...opens('window')}
        strong
        name={t('app.window.title')}
        text={windowText(choices.window, asOf, texts)}
        onNear={fetchRange}
        onRemove={choices.window === defaults.window ? undefined : () => onChange({ window: defaults.window })}
      />
      {!withoutCompare && (
        <Chip
          {...opens('compare')}
          name={t('app.compare.title')}
          text={everything ? t('app.compare.none.chip') : compareText(choices, texts)}
          hint={
            everything
              ? t('app.compare.impossible')
              : compared === null
                ? undefined
                : `${t('app.compare.title')}: ${formats.window(compared)}`
          }
          disabled={everything}
          onNear={fetchRange}
          onRemove={choices.compare === defaults.compare ? undefined : () => onChange({ compare: defaults.compare })}
        />
      )}
      <Chip
        {...opens('regions')}
        name={t('app.regions.title')}
        text={choices.regions.length === 0 ? t('app.regions.all') : listText(labels('regions'), texts)}
        hint={choices.regions.length > 2 ? allLabels('regions') : undefined}
        onNear={fetchLists}
        onRemove={choices.regions.length === 0 ? undefined : () => onChange({ regions: [] })}
      />
      {choices.area !== null && (
        <Chip name={t('app.area.chip')} text={t('app.area.chip')} onRemove={() => onChange({ area: null })} />
      )}
      {offered
        .filter(key => choices[key].length > 0)
        .map(key => (
          <Chip
            key={key}
            {...opens(key)}
            name={filterTitle(key, texts)}
            text={listText(labels(key), texts)}
            hint={allLabels(key)}
            onNear={fetchLists}
            onRemove={() => onChange({ [key]: [] })}
          />
        ))}
      {offered.length > 0 && (
        <button
          ref={open === 'more' ? opener : undefined}
          type="button"
          className={`${c.chip} ${s.more}`}
          aria-haspopup="dialog"
          aria-expanded={open === 'more'}
          onClick={() => setOpen(open === 'more' ? null : 'more')}
          onPointerEnter={fetchLists}
          onFocus={fetchLists}
        >
          {plusIcon}
          {t('app.filters.more')}
        </button>
      )}
      {!isDefault(choices) && (
        <button type="button" className={s.reset} title={t('app.filters.resetAll')} onClick={onReset}>
          {t('app.filters.reset')}
        </button>
      )}

      {open === 'window' && (
        <Popover anchor={opener} label={t('app.window.title')} width={336} onClose={close}>
          <WindowPanel choices={choices} asOf={asOf} firstDay={firstDay} onChoose={choose} />
        </Popover>
      )}
      {open === 'compare' && (
        <Popover anchor={opener} label={t('app.compare.title')} width={336} onClose={close}>
          <ComparePanel choices={choices} asOf={asOf} firstDay={firstDay} onChoose={choose} />
        </Popover>
      )}
      {open === 'regions' && (
        <Popover anchor={opener} label={t('app.regions.title')} width={320} onClose={close}>
          <RegionPanel lists={lists} regions={regions} />
        </Popover>
      )}
      {open === 'more' && (
        <Popover anchor={opener} label={t('app.filters')} width={476} onClose={close}>
          <TabbedLists lists={lists} keys={offered} />
        </Popover>
      )}
      {ofValues !== undefined && (
        <Popover anchor={opener} label={filterTitle(ofValues, texts)} width={320} onClose={close}>
          <ListPanel lists={lists} which={ofValues} />
        </Popover>
      )}
    </section>
  )
}

const isDefault = (choices: Choices): boolean =>
  (Object.keys(defaults) as (keyof Choices)[]).every(key => {
    const now = choices[key]
    return now === defaults[key] || (Array.isArray(now) && now.length === 0)
  })
