import { useTexts } from '../../i18n'
import { type Finding, mostFindings, mostText } from '../../round/round'
import { Icon } from '../../ui/Icon'

/** What was found, one by one. */
export function FindingRows({
  findings,
  onChange,
}: {
  readonly findings: readonly Finding[]
  onChange(findings: readonly Finding[]): void
}) {
  const { t, formats } = useTexts()
  const shown = findings.length === 0 ? [{ text: '', critical: false }] : findings
  const change = (at: number, next: Partial<Finding>): void =>
    onChange(shown.map((finding, i) => (i === at ? { ...finding, ...next } : finding)))
  return (
    <fieldset className="round-findings">
      <legend>{t('round.field.findings')}</legend>
      {shown.map(({ text, critical }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: findings have no other name
        <div key={i} className="round-finding">
          <textarea
            rows={2}
            maxLength={mostText}
            aria-label={t('round.finding.of', { n: formats.count(i + 1) })}
            value={text}
            onChange={event => change(i, { text: event.target.value })}
          />
          <label>
            <input
              type="checkbox"
              checked={critical}
              onChange={event => change(i, { critical: event.target.checked })}
            />
            {t('round.critical')}
          </label>
          <button
            type="button"
            className="ui-icon-button"
            aria-label={t('round.finding.remove', { n: formats.count(i + 1) })}
            onClick={() => onChange(shown.filter((_, at) => at !== i))}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      <button
        type="button"
        className="ui-button"
        disabled={shown.length >= mostFindings}
        onClick={() => onChange([...shown, { text: '', critical: false }])}
      >
        {t('round.finding.add')}
      </button>
    </fieldset>
  )
}
