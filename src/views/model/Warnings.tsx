import { type Texts, useTexts } from '../../i18n'
import type { Warning } from '../../risk/backtest/backtest'

/** What to keep in mind with a backtest's figures. */
export function Warnings({ warnings }: { readonly warnings: readonly Warning[] }) {
  const texts = useTexts()
  // Two models may be told the same.
  const told = new Map(warnings.map(warning => [warningText(warning, texts), warning.kind]))
  return (
    <ul className="model-warnings">
      {[...told].map(([text, kind]) => (
        <li key={text} data-warn={kind !== 'uninspected' || undefined}>
          {text}
        </li>
      ))}
    </ul>
  )
}

function warningText(warning: Warning, { t, formats }: Texts): string {
  switch (warning.kind) {
    case 'leakage':
      return t('model.warning.leakage', { auc: formats.number(warning.auc, 3) })
    case 'few_outcomes':
      return t('model.warning.few_outcomes', { n: formats.count(warning.critical) })
    case 'overlap':
      return t('model.warning.overlap', { to: formats.day(warning.trainedTo), from: formats.day(warning.from) })
    case 'uninspected':
      return t('model.warning.uninspected')
    case 'inspectors_missing':
      return t('model.warning.inspectors_missing', { n: formats.count(warning.missing), of: formats.count(warning.of) })
  }
}
