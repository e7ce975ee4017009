import { classLabel, useTexts } from '../../i18n'
import { type RiskClass, referenceMix, riskClasses } from '../../risk/scorecard'
import { Segmented } from '../../ui/Segmented'

export interface MixBarProps {
  readonly mix: Readonly<Record<RiskClass, number>>
  /** Classes that the list is restricted to. */
  readonly chosen: readonly string[]
  /** Null where the classes are shares anyway. */
  readonly by: 'value' | 'percentile' | null
  onBy(by: 'value' | 'percentile'): void
  onToggle(letter: RiskClass, additive: boolean): void
}

/** How many businesses are of each class, beside the mix of a city that publishes its own; a click filters. */
export function MixBar({ mix, chosen, by, onBy, onToggle }: MixBarProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const all = riskClasses.reduce((sum, letter) => sum + mix[letter], 0)
  return (
    <div className="risk-mix">
      <ul aria-label={t('risk.mix')}>
        {riskClasses.map(letter => {
          const share = all === 0 ? 0 : mix[letter] / all
          const text = t('risk.mix.one', {
            class: classLabel(letter, texts),
            n: formats.count(mix[letter]),
            share: formats.rate(share),
            reference: formats.rate(referenceMix[letter]),
          })
          return (
            <li key={letter} style={{ flexGrow: Math.max(share, 0.07) }}>
              <button
                type="button"
                data-class={letter}
                aria-pressed={chosen.includes(letter)}
                data-faint={(chosen.length > 0 && !chosen.includes(letter)) || undefined}
                title={text}
                onClick={event => onToggle(letter, event.shiftKey)}
              >
                <b>{letter}</b> {formats.count(mix[letter])} <span className="ui-hidden">{text}</span>
              </button>
              <small>
                {formats.rate(share)} <span>({formats.rate(referenceMix[letter])})</span>
              </small>
            </li>
          )
        })}
      </ul>
      {by !== null && (
        <Segmented
          label={t('risk.by')}
          value={by}
          onChange={onBy}
          options={(['value', 'percentile'] as const).map(value => ({ value, label: t(`risk.by.${value}`) }))}
        />
      )}
    </div>
  )
}
