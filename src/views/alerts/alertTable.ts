import type { Texts } from '../../i18n'
import type { KnownRegions } from '../../insight/alerts/places'
import type { Judged } from '../../insight/alerts/seen'
import { alertText } from '../../parts/alertTexts'
import { localTime } from '../../ui/localTime'
import type { TableData } from '../../ui/table'

/** The list as a table, notes included: what is shown as rows and exported. */
export function alertTable(listed: readonly Judged[], known: KnownRegions, texts: Texts): TableData {
  const { t } = texts
  const keys = ['severity', 'kind', 'text', 'since', 'state', 'who', 'when', 'note', 'id'] as const
  return {
    columns: keys.map(key => ({ key, label: t(`alerts.table.${key}`) })),
    rows: listed.map(({ alert, state, entry }) => ({
      severity: t(`alerts.severity.${alert.severity}`),
      kind: t(`alerts.kind.${alert.kind}`),
      text: alertText(alert, known, texts),
      since: alert.since,
      state: t(`alerts.state.${state}`),
      who: entry?.who ?? null,
      when: entry === null ? null : localTime(entry.when),
      note: entry?.note ?? null,
      id: alert.id,
    })),
  }
}
