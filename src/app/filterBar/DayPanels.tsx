import { type Choices, windowOf, windowPresets } from '../../filters/filters'
import { useTexts } from '../../i18n'
import { comparedDays, namedCompare } from './chipTexts'
import { AvailableDays, PresetChooser } from './PresetChooser'

export interface DayPanelProps {
  readonly choices: Choices
  readonly asOf: string | null
  readonly firstDay: string | null
  /** After a choice the panel has done its work. */
  readonly onChoose: (partial: Partial<Choices>) => void
}

export function WindowPanel({ choices, asOf, firstDay, onChoose }: DayPanelProps) {
  const { t, formats } = useTexts()
  return (
    <PresetChooser
      presets={windowPresets.map(value => ({
        value,
        label: t(`app.window.${value}`),
        hint: asOf === null ? undefined : formats.window(windowOf(value, asOf)),
      }))}
      chosen={choices.window}
      rangeLabel={t('app.window.free')}
      days={asOf === null ? null : windowOf(choices.window, asOf)}
      firstDay={firstDay}
      lastDay={asOf}
      note={<AvailableDays firstDay={firstDay} lastDay={asOf} />}
      onChoose={window => onChoose({ window })}
    />
  )
}

export function ComparePanel({ choices, asOf, firstDay, onChoose }: DayPanelProps) {
  const { t, formats } = useTexts()
  return (
    <PresetChooser
      presets={comparePresets(choices).map(value => {
        const days = comparedDays({ ...choices, compare: value }, asOf)
        const label = t(`app.compare.${namedCompare(value, choices)}`)
        return { value, label, hint: days === null ? undefined : formats.window(days) }
      })}
      chosen={choices.compare}
      rangeLabel={t('app.compare.free')}
      days={comparedDays(choices, asOf)}
      firstDay={firstDay}
      lastDay={asOf}
      onChoose={compare => onChoose({ compare })}
    />
  )
}

/** Of two that mean the same days, one; the one in force, if any. */
function comparePresets(choices: Choices) {
  const all = ['previous', 'lastYear', 'none'] as const
  const other = choices.compare === 'lastYear' ? 'previous' : 'lastYear'
  return choices.window === 'ytd' ? all.filter(preset => preset !== other) : all
}
