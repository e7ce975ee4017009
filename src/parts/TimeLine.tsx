import { useMemo } from 'react'
import { type Texts, useTexts, wordLabel } from '../i18n'
import { dayNumber } from '../risk/dayNumber'
import type { BusinessRows } from '../risk/facts'
import type { AsOf } from '../risk/factsSql'
import { rowDay, upTo } from '../risk/newest'
import { type Lane, type LaneMark, Lanes, type LaneTone } from '../ui/Lanes'

export interface TimeLineProps {
  readonly rows: BusinessRows
  /** The page's last day. */
  readonly at: AsOf
}

/** Permits, inspections and complaints of a business on one line of time, up to the last day and to what expires later. */
export function TimeLine({ rows, at }: TimeLineProps) {
  const texts = useTexts()
  const { lanes, scale, summary } = useMemo(() => lanesOf(rows, at, texts), [rows, at, texts])
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

/** Permits of these states never held: their day is a mark, no stretch. */
const neverValid: readonly string[] = ['pending', 'refused', 'withdrawn']

/** Days of the line at most: permits that are older begin with it. */
const mostDays = 5 * 365

/** What was known on the day: nothing dated after it, and of permits no status where that has no day of its own. */
export function lanesOf(all: BusinessRows, { day: last, states }: AsOf, texts: Texts) {
  const { t, formats, language } = texts
  const rows: BusinessRows = {
    permits: upTo(all.permits, rowDay.permits, last),
    inspections: upTo(all.inspections, rowDay.inspections, last),
    complaints: upTo(all.complaints, rowDay.complaints, last),
  }
  const days = [
    ...rows.permits.flatMap(row => [row.permitted_on, row.valid_from]),
    ...rows.inspections.map(row => row.inspected_on),
    ...rows.complaints.map(row => row.received_on),
  ].filter(day => day !== null)
  const end = dayNumber(last)
  const first = days.reduce((earliest, day) => Math.min(earliest, dayNumber(day)), end - 365)
  const from = Math.max(first, end - mostDays)
  // Licences that expire soon after are seen to do so.
  const to = end + Math.round((end - from) * 0.08)
  const at = (day: string): number => Math.min(Math.max((dayNumber(day) - from) / (to - from), 0), 1)
  const inSight = (day: string): boolean => dayNumber(day) >= from
  const permits = rows.permits.flatMap((row, i): LaneMark[] => {
    const start = row.valid_from ?? row.permitted_on
    if (start === null || dayNumber(start) > to) return []
    const status = states ? row.status : null
    const word = states ? `${wordLabel('permit_status', status, language)} · ` : ''
    if (neverValid.includes(status ?? ''))
      return inSight(start) ? [{ key: `p${i}`, from: at(start), tone: 'faint', title: word + formats.day(start) }] : []
    if (row.valid_to !== null && dayNumber(row.valid_to) < from) return []
    const title = `${word}${formats.day(start)} – ${row.valid_to === null ? '' : formats.day(row.valid_to)}`
    const over = status === 'cancelled' || (status === 'expired' && row.valid_to === null)
    const tone: LaneTone = status === 'revoked' ? 'bad' : over ? 'faint' : 'plain'
    return [{ key: `p${i}`, from: at(start), to: row.valid_to === null ? 1 : at(row.valid_to), tone, title }]
  })
  // What holds is seen over what does not.
  permits.sort((a, b) => Number(b.tone === 'faint') - Number(a.tone === 'faint'))
  const inspections = rows.inspections.flatMap(
    (row, i) =>
    inSight(row.inspected_on)
      ? [{ key: `i${i}`, from: at(row.inspected_on), tone: tones[row.result ?? ''] ?? 'faint', title: `${formats.day(row.inspected_on)} · ${wordLabel('result', row.result, language)}` }]
      : [], // biome-ignore format: one mark
  )
  const complaints = rows.complaints.flatMap((row, i) => {
    if (!inSight(row.received_on)) return []
    const closed = row.closed_on !== null && row.closed_on <= last ? row.closed_on : null
    const state = closed === null ? t('risk.line.open') : t('risk.line.closed', { day: formats.day(closed) })
    const tone: LaneTone = closed === null ? 'problem' : 'plain'
    return [{ key: `c${i}`, from: at(row.received_on), tone, title: `${formats.day(row.received_on)} · ${state}` }]
  })
  const empty = t('risk.line.none')
  const lanes: Lane[] = [
    { key: 'permits', label: t('risk.line.permits'), marks: permits, shape: 'span', empty },
    { key: 'inspections', label: t('risk.line.inspections'), marks: inspections, shape: 'dot', empty },
    { key: 'complaints', label: t('risk.line.complaints'), marks: complaints, shape: 'tick', empty },
  ]
  const now = (end - from) / (to - from)
  const years: { at: number; text: string }[] = []
  const lastYear = Number(last.slice(0, 4))
  for (let year = lastYear; year > lastYear - 7; year--) {
    const share = (dayNumber(`${year}-01-01`) - from) / (to - from)
    if (share >= 0 && share < now) years.push({ at: share, text: String(year) })
  }
  const scale = [...years.reverse(), { at: now, text: formats.day(last) }]
  const summary = t('risk.line.summary', {
    permits: formats.count(rows.permits.length),
    inspections: formats.count(rows.inspections.length),
    complaints: formats.count(rows.complaints.length),
  })
  return { lanes, scale, summary }
}
