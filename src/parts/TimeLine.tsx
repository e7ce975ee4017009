import { useMemo } from 'react'
import { type Texts, useTexts, wordLabel } from '../i18n'
import { dayNumber } from '../risk/dayNumber'
import type { BusinessRows } from '../risk/facts'
import { type Lane, Lanes, type LaneTone } from '../ui/Lanes'

export interface TimeLineProps {
  readonly rows: BusinessRows
  /** The page's last day, ISO. */
  readonly asOf: string
}

/** Permits, inspections and complaints of a business on one line of time, up to the last day and to what expires later. */
export function TimeLine({ rows, asOf }: TimeLineProps) {
  const texts = useTexts()
  const { lanes, scale, summary } = useMemo(() => lanesOf(rows, asOf, texts), [rows, asOf, texts])
  return <Lanes lanes={lanes} scale={scale} summary={summary} />
}

const tones: Readonly<Record<string, LaneTone>> = {
  ok: 'good',
  minor: 'minor',
  problem: 'problem',
  critical: 'bad',
  uncooperative: 'bad',
  unreachable: 'problem',
}

/** Days of the line at most: older rows stand at its beginning. */
const mostDays = 5 * 365

export function lanesOf(rows: BusinessRows, asOf: string, texts: Texts) {
  const { t, formats, language } = texts
  const days = [
    ...rows.permits.flatMap(row => [row.permitted_on, row.valid_from]),
    ...rows.inspections.map(row => row.inspected_on),
    ...rows.complaints.map(row => row.received_on),
  ].filter(day => day !== null)
  const end = dayNumber(asOf)
  const first = Math.min(...days.map(dayNumber), end - 365)
  const from = Math.max(first, end - mostDays)
  // Licences that expire soon after are seen to do so.
  const to = end + Math.round((end - from) * 0.08)
  const at = (day: string): number => Math.min(Math.max((dayNumber(day) - from) / (to - from), 0), 1)
  const inSight = (day: string | null): day is string => day !== null && dayNumber(day) >= from && dayNumber(day) <= to
  const permits = rows.permits.flatMap((row, i) => {
    const start = row.valid_from ?? row.permitted_on
    if (start === null || dayNumber(start) > to || (row.valid_to !== null && dayNumber(row.valid_to) < from)) return []
    const title = `${wordLabel('permit_status', row.status, language)} · ${formats.day(start)} – ${row.valid_to === null ? '' : formats.day(row.valid_to)}`
    return [{ key: `p${i}`, from: at(start), to: row.valid_to === null ? 1 : at(row.valid_to), tone: (row.status === 'revoked' ? 'bad' : 'plain') as LaneTone, title }] // biome-ignore format: one mark
  })
  const inspections = rows.inspections.flatMap(
    (row, i) =>
    inSight(row.inspected_on)
      ? [{ key: `i${i}`, from: at(row.inspected_on), tone: tones[row.result ?? ''] ?? 'faint', title: `${formats.day(row.inspected_on)} · ${wordLabel('result', row.result, language)}` }]
      : [], // biome-ignore format: one mark
  )
  const complaints = rows.complaints.flatMap(
    (row, i) =>
    inSight(row.received_on)
      ? [{ key: `c${i}`, from: at(row.received_on), tone: (row.closed_on === null ? 'problem' : 'plain') as LaneTone, title: `${formats.day(row.received_on)} · ${row.closed_on === null ? t('risk.line.open') : t('risk.line.closed', { day: formats.day(row.closed_on) })}` }]
      : [], // biome-ignore format: one mark
  )
  const empty = t('risk.line.none')
  const lanes: Lane[] = [
    { key: 'permits', label: t('risk.line.permits'), marks: permits, shape: 'span', empty },
    { key: 'inspections', label: t('risk.line.inspections'), marks: inspections, shape: 'dot', empty },
    { key: 'complaints', label: t('risk.line.complaints'), marks: complaints, shape: 'tick', empty },
  ]
  const now = (end - from) / (to - from)
  const years: { at: number; text: string }[] = []
  const lastYear = Number(asOf.slice(0, 4))
  for (let year = lastYear; year > lastYear - 7; year--) {
    const share = (dayNumber(`${year}-01-01`) - from) / (to - from)
    if (share >= 0 && share < now - 0.3) years.push({ at: share, text: String(year) })
  }
  const scale = [...years.reverse(), { at: now, text: formats.shortDay(asOf) }]
  const summary = t('risk.line.summary', {
    permits: formats.count(rows.permits.length),
    inspections: formats.count(rows.inspections.length),
    complaints: formats.count(rows.complaints.length),
  })
  return { lanes, scale, summary }
}
