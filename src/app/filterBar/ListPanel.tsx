import { useState } from 'react'
import type { Profile } from '../../extracts/report'
import type { Choice, Choices } from '../../filters/filters'
import { toggled } from '../../filters/useChoices'
import { useTexts } from '../../i18n'
import { riskClasses } from '../../risk/scorecard'
import c from '../shell/controls.module.css'
import { fetchOnce } from '../shell/fetchOnce'
import { Later } from '../shell/Later'
import type { CheckOption } from './CheckList'
import { choiceLabel, filterTitle } from './chipTexts'
import s from './filterBar.module.css'

const importCheckList = () => import('./CheckList')
const importRegionList = () => import('./RegionList')
/** Fetches the choosers ahead of their first use. */
export const fetchLists = (): void => {
  fetchOnce(importCheckList).catch(() => undefined)
  fetchOnce(importRegionList).catch(() => undefined)
}

/** Filters whose values are words, in the order of the tabs. */
export const valueKeys = ['industries', 'departments', 'results', 'categories', 'kinds', 'classes'] as const
export type ValueKey = (typeof valueKeys)[number]

export interface ChoiceLists {
  readonly choices: Choices
  readonly options: Profile['choices'] | null
  /** Names of regions by code. */
  readonly names: ReadonlyMap<string, string>
  readonly onChange: (partial: Partial<Choices>) => void
}

const noNames: ReadonlyMap<string, string> = new Map()
const waiting = <div className={s.listWait} />

export function ListPanel({ lists, which }: { readonly lists: ChoiceLists; readonly which: ValueKey }) {
  const texts = useTexts()
  const { choices, options, onChange } = lists
  if (options === null) return <p className={c.hint}>{texts.t('app.filters.loading')}</p>
  // Classes are no words of the extracts: their rows follow from the scorecard.
  const values = which === 'classes' ? riskClasses.map(value => ({ value, rows: null })) : options[which]
  const offered: CheckOption[] = values.map(({ value, rows }) => ({
    value,
    rows,
    label: choiceLabel(which, value, texts, noNames),
  }))
  // A shared link may name what these extracts do not hold: it stays to be taken away.
  const unknown = (choices[which] as readonly Choice[]).filter(value => offered.every(option => option.value !== value))
  const all = [
    ...unknown.map(value => ({ value, rows: 0, label: choiceLabel(which, value, texts, noNames) })),
    ...offered,
  ]
  return (
    <Later
      load={importCheckList}
      wait={waiting}
      props={{
        name: filterTitle(which, texts),
        options: all,
        chosen: choices[which],
        onToggle: value => onChange({ [which]: toggled(choices, which, value, true)[which] }),
      }}
    />
  )
}

export function RegionPanel({
  lists,
  regions,
}: {
  readonly lists: ChoiceLists
  readonly regions: Profile['regions'] | null
}) {
  const { t } = useTexts()
  if (regions === null) return <p className={c.hint}>{t('app.filters.loading')}</p>
  if (regions.regions.length === 0) return <p className={c.hint}>{t('app.regions.empty')}</p>
  return (
    <Later
      load={importRegionList}
      wait={waiting}
      props={{
        name: t('app.regions.title'),
        regions,
        chosen: lists.choices.regions,
        onChange: codes => lists.onChange({ regions: codes }),
      }}
    />
  )
}

/** All value filters in one panel, one at a time; it opens on the first that is not in force. */
export function TabbedLists({ lists, keys }: { readonly lists: ChoiceLists; readonly keys: readonly ValueKey[] }) {
  const texts = useTexts()
  const [tab, setTab] = useState<ValueKey | undefined>(keys.find(key => lists.choices[key].length === 0) ?? keys[0])
  if (tab === undefined) return <p className={c.hint}>{texts.t('app.filters.none')}</p>
  return (
    <>
      {keys.length > 1 && (
        <div className={s.tabs}>
          {keys.map(key => (
            <button key={key} type="button" aria-pressed={key === tab} onClick={() => setTab(key)}>
              {filterTitle(key, texts)}
              {lists.choices[key].length > 0 && <span className={s.dot} />}
            </button>
          ))}
        </div>
      )}
      <ListPanel key={tab} lists={lists} which={tab} />
    </>
  )
}
