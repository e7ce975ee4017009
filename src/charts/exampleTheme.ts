import { type ChartFormat, type ChartTheme, type ChartWords, chartTheme } from './theme'

const at = (iso: string): Date => new Date(`${iso}T00:00:00Z`)
const part = (iso: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options }).format(at(iso))

/** English formatters for examples and tests; the app's come from `i18n`. */
const format: ChartFormat = {
  count: value => value.toLocaleString('en-GB'),
  rate: value => `${(value * 100).toFixed(1)}%`,
  number: value => value.toFixed(1),
  compact: value => value.toLocaleString('en-GB', { notation: 'compact', maximumFractionDigits: 1 }).toLowerCase(),
  percent: value => `${Number((value * 100).toFixed(1))}%`,
  day: iso => part(iso, { day: 'numeric', month: 'short', year: 'numeric' }),
  bucket: (iso, bucket) => {
    if (bucket === 'year') return iso.slice(0, 4)
    if (bucket === 'quarter') return `Q${Math.ceil(Number(iso.slice(5, 7)) / 3)} ${iso.slice(0, 4)}`
    if (bucket === 'month') return part(iso, { month: 'short', year: 'numeric' })
    const day = part(iso, { day: 'numeric', month: 'short', year: 'numeric' })
    return bucket === 'week' ? `week of ${day}` : day
  },
  tick: (iso, bucket) => {
    const year = iso.slice(0, 4)
    if (bucket === 'year') return { name: year, year }
    if (bucket === 'quarter') return { name: `Q${Math.ceil(Number(iso.slice(5, 7)) / 3)}`, year }
    if (bucket === 'month') return { name: part(iso, { month: 'short' }), year }
    return { name: part(iso, { day: 'numeric', month: 'short' }), year }
  },
}

const words: ChartWords = {
  compare: 'the window before',
  partial: 'unfinished period',
  missing: 'no value',
  noData: 'no data',
  few: least => `few (n < ${least})`,
  trend: f =>
    `${f.label} from ${f.from} to ${f.to}: last ${f.last}, highest ${f.high} in ${f.highAt}, lowest ${f.low} in ${f.lowAt}.`,
  map: f => `${f.label} in ${f.places} regions: highest ${f.high} in ${f.highAt}, lowest ${f.low} in ${f.lowAt}.`,
  spots: f => `${f.label} at ${f.spots} places, from ${f.low} to ${f.high}.`,
  empty: label => `${label}: nothing in this window.`,
}

export const exampleTheme = (dark: boolean): ChartTheme => chartTheme(dark, format, words)
