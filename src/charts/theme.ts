import type { Unit } from './chart'

export type Bucket = 'day' | 'week' | 'month' | 'quarter' | 'year'

/** Literal colours, as a canvas knows no custom properties; `ui/theme.css` has the same values. */
export interface ChartColours {
  readonly text: string
  readonly muted: string
  /** Grid lines and card borders. */
  readonly line: string
  readonly surface: string
  readonly accent: string
  readonly compare: string
  /** A to D. */
  readonly classes: readonly [string, string, string, string]
  /** Five steps from less to more; their lightness is monotone, so they survive grey print and colour blindness. */
  readonly sequential: readonly [string, string, string, string, string]
  readonly noData: string
  /** Hatching over a value that rests on few cases. */
  readonly hatch: string
  /** Borders between regions. */
  readonly outline: string
  /** Border of what is selected or pointed at. */
  readonly strong: string
}

export interface ChartFormat {
  /** Exact, with separators: 12,345. */
  count(value: number): string
  /** A fraction as percent with one decimal: 0.149 is 14.9%. */
  rate(value: number): string
  /** One decimal: complaints per 100 businesses. */
  number(value: number): string
  /** Short, for axes: 12.4k, 1.2万. */
  compact(value: number): string
  /** A fraction as percent without needless decimals, for axes: 10%. */
  percent(value: number): string
  day(iso: string): string
  /** The whole name of the period that starts on `iso`: Aug 2014, week of 4 Aug 2014. */
  bucket(iso: string, bucket: Bucket): string
  /** The period's name without its year (Aug, 8月, 4 Aug, Q3; a year's name is the year, 2014 or 2014年) and the year in digits. */
  tick(iso: string, bucket: Bucket): { readonly name: string; readonly year: string }
}

export interface ChartWords {
  /** What a dashed line is when the caller gives no name for it. */
  readonly compare: string
  readonly partial: string
  readonly missing: string
  readonly noData: string
  /** Legend and note of values whose denominator is below `least`. */
  few(least: number): string
  /** Summary sentences. Values are formatted already. */
  trend(facts: {
    label: string
    from: string
    to: string
    last: string
    high: string
    highAt: string
    low: string
    lowAt: string
  }): string
  map(facts: { label: string; places: string; high: string; highAt: string; low: string; lowAt: string }): string
  spots(facts: { label: string; spots: string; high: string; low: string }): string
  empty(label: string): string
}

export interface ChartTheme {
  readonly dark: boolean
  readonly colours: ChartColours
  readonly font: string
  readonly format: ChartFormat
  readonly words: ChartWords
}

export const font = 'PingFang SC, Microsoft YaHei, Noto Sans CJK SC, system-ui, sans-serif'

export const lightColours: ChartColours = {
  text: '#18212f',
  muted: '#5d6878',
  line: '#e4e7ec',
  surface: '#ffffff',
  accent: '#1d5fbf',
  compare: '#7b8694',
  classes: ['#3a78aa', '#417d70', '#97600a', '#b3321b'],
  sequential: ['#fdf3e3', '#f9d9a8', '#f0ae62', '#d9772e', '#a8431a'],
  noData: '#eceef1',
  hatch: '#8a94a3',
  outline: '#a3906f',
  strong: '#18212f',
}

export const darkColours: ChartColours = {
  text: '#e8ecf2',
  muted: '#a3aebd',
  line: '#2a3340',
  surface: '#1a212b',
  accent: '#6aa5f5',
  compare: '#8b97a6',
  classes: ['#7fb3df', '#8fcabb', '#e8b65a', '#f08a72'],
  sequential: ['#3a2a1e', '#6b4221', '#a3622a', '#d98f45', '#f8cd8f'],
  noData: '#242c37',
  hatch: '#76828f',
  outline: '#7f6a55',
  strong: '#ffffff',
}

export function chartTheme(dark: boolean, format: ChartFormat, words: ChartWords): ChartTheme {
  return { dark, colours: dark ? darkColours : lightColours, font, format, words }
}

/** The value in its unit; null is the word for a missing value. */
export function printed(value: number | null, unit: Unit, theme: ChartTheme): string {
  if (value === null) return theme.words.missing
  return unit === 'rate'
    ? theme.format.rate(value)
    : unit === 'count'
      ? theme.format.count(value)
      : theme.format.number(value)
}

/** Motion is short or none: a filter must not make the page dance. */
export const still = { animation: false } as const

/** What every tooltip looks like; ChartFrame adds the formatter that turns a `Tip` into text nodes. */
export function tooltipLook(theme: ChartTheme, trigger: 'item' | 'axis') {
  return {
    trigger,
    confine: true,
    transitionDuration: 0,
    backgroundColor: theme.colours.surface,
    borderColor: theme.colours.line,
    borderWidth: 1,
    padding: [8, 10],
    textStyle: { color: theme.colours.text, fontFamily: theme.font, fontSize: 12 },
    extraCssText: 'box-shadow: 0 4px 16px rgb(0 0 0 / .16); border-radius: 6px; max-width: 320px; white-space: normal;',
  } as const
}
