import type { Language } from './resources'

/** What stands in place of a value that is missing. */
export const missingMark = '–'

type Value = number | null | undefined
type DayText = string | null | undefined

/** Numbers and days as one language writes them. Missing values (null, NaN, infinite, not a day) give `–`. */
export interface Formats {
  readonly language: Language
  /** Whole and grouped: 12,345. */
  count(value: Value): string
  /** Short, for axes and tight places: 1.2万, 3.4亿; 12.4k, 3.4M. */
  compact(value: Value): string
  /** A fraction 0-1 as a percentage with one decimal. */
  rate(value: Value): string
  /** A difference of two fractions in percentage points. */
  points(value: Value): string
  /** A relative change (0.157 is 15.7%). */
  change(value: Value): string
  /** At most `decimals` decimals, grouped. */
  number(value: Value, decimals?: number): string
  /** With just so many decimals, for a column of numbers. */
  fixed(value: Value, decimals: number): string
  /** Days are ISO texts; whatever follows the day (a time) is left out. */
  day(day: DayText): string
  shortDay(day: DayText): string
  month(day: DayText): string
  shortMonth(day: DayText): string
  year(day: DayText): string
  /** Day and minute of a local timestamp. */
  time(timestamp: DayText): string
  /** Both days included; `from` null is everything up to `to`. */
  window(window: { readonly from: string | null; readonly to: string }): string
  bytes(value: Value): string
  milliseconds(value: Value): string
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const isNumber = (value: Value): value is number => typeof value === 'number' && Number.isFinite(value)

const decimals = new Map<string, Intl.NumberFormat>()

/** Grouped, half away from zero as people round, never "-0", with a true minus. */
function decimal(value: number, least: number, most: number): string {
  const kind = `${least}.${most}`
  let format = decimals.get(kind)
  if (format === undefined) {
    format = new Intl.NumberFormat('en-US', { minimumFractionDigits: least, maximumFractionDigits: most })
    decimals.set(kind, format)
  }
  const text = format.format(Math.abs(value))
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text
}

const steps: Readonly<Record<Language, readonly (readonly [number, string])[]>> = {
  zh: [
    [1e12, '万亿'],
    [1e8, '亿'],
    [1e4, '万'],
  ],
  en: [
    [1e12, 'T'],
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'k'],
  ],
}

/** One decimal below a hundred of the unit, none above; what rounds up to the next unit is written in it. */
function compact(value: number, language: Language): string {
  const size = Math.abs(value)
  const units = steps[language]
  for (const [i, [unit, name]] of units.entries()) {
    if (Math.round(size) < unit) continue
    const rounded = round(size / unit)
    const larger = units[i - 1]
    return larger !== undefined && rounded * unit >= larger[0]
      ? `${sign(value)}1${larger[1]}`
      : `${sign(value)}${decimal(rounded, 0, 1)}${name}`
  }
  return decimal(value, 0, Number.isInteger(value) ? 0 : size < 1 ? 2 : 1)
}
const round = (size: number): number => (size < 99.95 ? Math.round(size * 10) / 10 : Math.round(size))
const sign = (value: number): string => (value < 0 ? '−' : '')

interface Parts {
  readonly year: string
  readonly month: number
  readonly day: number
  readonly rest: string
}
function parts(text: DayText): Parts | null {
  const found = /^(\d{4})-(\d{2})(?:-(\d{2})(.*))?$/.exec(text ?? '')
  if (!found) return null
  const [, year = '', month, day, rest = ''] = found
  const at = { year, month: Number(month), day: Number(day ?? 1), rest }
  return at.month >= 1 && at.month <= 12 && at.day >= 1 && at.day <= 31 ? at : null
}

const english = (month: number): string => months[month - 1] ?? ''

interface DayStyle {
  readonly day: (p: Parts) => string
  readonly shortDay: (p: Parts) => string
  readonly month: (p: Parts) => string
  readonly shortMonth: (p: Parts) => string
  readonly year: (p: Parts) => string
  readonly until: (day: string) => string
}
const dayStyles: Readonly<Record<Language, DayStyle>> = {
  zh: {
    day: p => `${p.year}年${p.month}月${p.day}日`,
    shortDay: p => `${p.month}月${p.day}日`,
    month: p => `${p.year}年${p.month}月`,
    shortMonth: p => `${p.month}月`,
    year: p => `${p.year}年`,
    until: day => `截至${day}`,
  },
  en: {
    day: p => `${p.day} ${english(p.month)} ${p.year}`,
    shortDay: p => `${p.day} ${english(p.month)}`,
    month: p => `${english(p.month)} ${p.year}`,
    shortMonth: p => english(p.month),
    year: p => p.year,
    until: day => `up to ${day}`,
  },
}

function window(style: DayStyle, from: string | null, to: string): string {
  const end = parts(to)
  if (end === null) return missingMark
  if (from === null) return style.until(style.day(end))
  const start = parts(from)
  if (start === null) return missingMark
  const [first, last] = [style.day(start), style.day(end)]
  if (first === last) return first
  // A year that both share is written once, where the language puts it.
  if (start.year !== end.year) return `${first} – ${last}`
  return style === dayStyles.zh ? `${first} – ${style.shortDay(end)}` : `${style.shortDay(start)} – ${last}`
}

function scaled(value: number, base: number, units: readonly string[]): string {
  let size = Math.abs(value)
  let unit = 0
  while (unit < units.length - 1 && round(size) >= base) {
    size /= base
    unit += 1
  }
  return `${sign(value)}${decimal(unit === 0 ? Math.round(size) : round(size), 0, 1)} ${units[unit]}`
}

function milliseconds(value: number, language: Language): string {
  const seconds = language === 'zh' ? '秒' : 's'
  if (value < 999.5) return language === 'zh' ? `${decimal(value, 0, 0)} 毫秒` : `${decimal(value, 0, 0)} ms`
  if (value < 59_950) return `${decimal(value / 1000, 1, 1)} ${seconds}`
  const all = Math.round(value / 1000)
  return `${decimal(Math.floor(all / 60), 0, 0)} ${language === 'zh' ? '分' : 'min'} ${all % 60} ${seconds}`
}

function make(language: Language): Formats {
  const style = dayStyles[language]
  const of = (write: (value: number) => string) => (value: Value) => (isNumber(value) ? write(value) : missingMark)
  const at = (write: (p: Parts) => string) => (text: DayText) => {
    const found = parts(text)
    return found === null ? missingMark : write(found)
  }
  const percent = (value: number): string => `${decimal(value * 100, 1, 1)}%`
  return {
    language,
    count: of(value => decimal(value, 0, 0)),
    compact: of(value => compact(value, language)),
    rate: of(percent),
    points: of(value => `${decimal(value * 100, 1, 1)} ${language === 'zh' ? '个百分点' : 'pp'}`),
    change: of(percent),
    number: (value, decimals = 2) => (isNumber(value) ? decimal(value, 0, decimals) : missingMark),
    fixed: (value, decimals) => (isNumber(value) ? decimal(value, decimals, decimals) : missingMark),
    day: at(style.day),
    shortDay: at(style.shortDay),
    month: at(style.month),
    shortMonth: at(style.shortMonth),
    year: at(style.year),
    time: at(p => `${style.day(p)}${language === 'zh' ? ' ' : ', '}${p.rest.slice(1, 6)}`.replace(/,? $/, '')),
    window: ({ from, to }) => window(style, from, to),
    bytes: of(value => scaled(value, 1000, ['B', 'kB', 'MB', 'GB', 'TB'])),
    milliseconds: of(value => milliseconds(value, language)),
  }
}

const made: Readonly<Record<Language, Formats>> = { zh: make('zh'), en: make('en') }

export const formats = (language: Language): Formats => made[language]

const names = new Intl.Collator('zh-CN', { numeric: true })

/** Chinese names by pinyin, digits by value; a missing name last. */
export function compareNames(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  return names.compare(a, b)
}
