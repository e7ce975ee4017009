import { useEffect, useMemo, useState } from 'react'
import { withBelow } from '../../../filters/below'
import { isAbout } from '../../../insight/alerts/places'
import { isOpen } from '../../../insight/alerts/seen'
import { useAlerts } from '../../../parts/alertBoard'
import { alertText } from '../../../parts/alertTexts'
import { localTime } from '../../../ui/localTime'
import type { Block } from '../../../ui/sheets/blocks'
import type { Brief, Part } from '../brief'
import { heading, led, said, tableBlock } from '../pieces'
import { listed } from '../sentences'

/** Milliseconds that a report waits for alerts; what is not judged by then is said. */
const patience = 30_000

/** What asks for action on the last day of data, the filters' places and categories alone; with what was noted about it. */
export function useOpenAlerts(brief: Brief, may: boolean): Part {
  const { findings, judged, pending: kinds } = useAlerts()
  const coming = findings === null || kinds.length > 0
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!may || !coming) return
    const timer = setTimeout(() => setLate(true), patience)
    return () => clearTimeout(timer)
  }, [may, coming])
  const pending = coming && !late
  return useMemo((): Part => {
    const { texts, profile, choices } = brief
    const { t, formats } = texts
    const known = profile.regions
    const filters = { ...choices, regions: withBelow(choices.regions, known.regions) }
    const about = judged.filter(({ alert }) => isAbout(alert, filters, known))
    const rows = about.filter(isOpen)
    const unfinished = findings === null ? [said('alerts-late', t('briefing.alerts.late'), true)] : kinds.length === 0 ? [] : [said('alerts-late', t('briefing.alerts.without', { kinds: listed(kinds.map(kind => t(`alerts.kind.${kind}`)), texts) }), true)] // biome-ignore format: one choice
    const lacks = findings?.unjudged.length ?? 0
    const facts = {
      day: formats.day(profile.asOf),
      n: formats.count(rows.length),
      done: formats.count(about.length - rows.length),
    }
    const blocks: Block[] = [
      heading('alerts', brief),
      led(said('alerts-said', t(rows.length === 0 ? 'briefing.alerts.none' : 'briefing.alerts.open', facts))),
      ...unfinished,
      ...(lacks > 0 ? [said('alerts-lacks', t('briefing.alerts.lacks', { n: formats.count(lacks) }))] : []),
      ...(rows.length === 0
        ? []
        : [
            tableBlock('alerts', {
              caption: t('briefing.alerts.caption'),
              notes: [t('briefing.alerts.note', facts)],
              columns: [
                { key: 'severity', label: t('alerts.table.severity'), width: 12 },
                { key: 'kind', label: t('alerts.table.kind'), width: 12 },
                { key: 'text', label: t('alerts.table.text'), width: 48 },
                { key: 'since', label: t('alerts.table.since'), width: 18 },
                { key: 'note', label: t('alerts.table.note'), width: 18 },
              ],
              rows: rows.map(({ alert, entry }) => ({
                key: alert.id,
                cells: [
                  t(`alerts.severity.${alert.severity}`),
                  t(`alerts.kind.${alert.kind}`),
                  alertText(alert, known, texts),
                  formats.day(alert.since),
                  entry === null ? '' : [entry.note, entry.who, localTime(entry.when)].filter(Boolean).join(' · '),
                ],
              })),
            }),
          ]),
    ]
    return { key: 'alerts', pending, blocks }
  }, [brief, pending, findings, judged, kinds])
}
