import type { Profile } from '../../extracts/report'
import { figureLabel, type Texts } from '../../i18n'
import { choicesOf, firstEntry, latest, type Pin } from '../../insight/notebook/pin'
import type { TableData } from '../../ui/table'
import type { NotebookServices } from './contracts'
import { localTime } from './texts'

/** All pinned figures as they were written down, a row each. */
export function notebookTable(
  pins: readonly Pin[],
  services: Pick<NotebookServices, 'about'>,
  profile: Profile,
  texts: Texts,
): TableData {
  const { t, language } = texts
  const right = { align: 'right' } as const
  return {
    columns: [
      { key: 'figure', label: t('notebook.figure') },
      { key: 'value', label: t('notebook.value'), ...right },
      { key: 'numerator', label: t('notebook.numerator'), ...right },
      { key: 'denominator', label: t('notebook.denominator'), ...right },
      { key: 'from', label: t('notebook.from') },
      { key: 'to', label: t('notebook.to') },
      { key: 'filters', label: t('notebook.filters') },
      { key: 'asOf', label: t('notebook.asOf') },
      { key: 'version', label: t('notebook.version') },
      { key: 'when', label: t('notebook.when') },
      { key: 'who', label: t('notebook.who') },
      { key: 'note', label: t('notebook.note') },
      { key: 'decision', label: t('notebook.decision') },
      { key: 'expects', label: t('notebook.expects') },
      { key: 'by', label: t('notebook.expects.by') },
    ],
    rows: pins.map(pin => {
      const says = latest(pin)
      const about = services.about(choicesOf(pin), profile, texts)
      return {
        figure: figureLabel(pin.figure, language),
        value: pin.value,
        numerator: pin.numerator,
        denominator: pin.denominator,
        from: pin.window.from,
        to: pin.window.to,
        filters: about.map(([name, text]) => `${name}: ${text}`).join('; ') || t('notebook.filters.none'),
        asOf: pin.asOf,
        version: pin.version.slice(0, 12),
        when: `${localTime(firstEntry(pin).when)}:00`,
        who: firstEntry(pin).who,
        note: says.note,
        decision: says.decision,
        expects: says.expects === null ? null : t(`notebook.expects.${says.expects.way}`),
        by: says.expects?.by ?? null,
      }
    }),
  }
}
