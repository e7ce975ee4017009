import { type RiskClass, riskClasses } from '../risk/scorecard'
import { isDay } from './days'
import { type Area, type Choice, type Choices, defaults, windowPresets } from './filters'

/** A value of the URL: `parse(format(x))` equals x, and what cannot be read gives undefined, never an exception. */
export interface Codec<T> {
  parse(text: string): T | undefined
  format(value: T): string
}

// A comma parts the items, so an item's own commas (and our escape) are percent-encoded; `~` alone is "not stated"
// and `%` alone the empty text.
const item = {
  format: (value: Choice): string => {
    if (value === null) return '~'
    if (value === '~') return '%7e'
    return value === '' ? '%' : value.replaceAll('%', '%25').replaceAll(',', '%2c')
  },
  parse: (text: string): Choice => {
    if (text === '~') return null
    if (text === '%7e') return '~'
    return text === '%' ? '' : text.replace(/%(25|2c)/g, (_, hex: string) => (hex === '25' ? '%' : ','))
  },
}

const choices: Codec<readonly Choice[]> = {
  parse: text => [
    ...new Set(
      text
        .split(',')
        .filter(part => part !== '')
        .map(item.parse),
    ),
  ],
  format: values => values.map(item.format).join(','),
}

const codes: Codec<readonly string[]> = {
  parse: text => (choices.parse(text) ?? []).filter(code => code !== null),
  format: choices.format,
}

/** Days that every engine's DATE can hold, with room for the window to compare with. */
const isAsked = (day: string): boolean => isDay(day) && day >= '1900' && day < '2200'

function days<const Preset extends string>(presets: readonly Preset[]): Codec<Preset | { from: string; to: string }> {
  return {
    parse: text => {
      const preset = presets.find(name => name === text)
      if (preset !== undefined) return preset
      const [from = '', to = '', more] = text.split('..')
      return more === undefined && isAsked(from) && isAsked(to) && from <= to ? { from, to } : undefined
    },
    format: value => (typeof value === 'string' ? value : `${value.from}..${value.to}`),
  }
}

const degrees = /^-?\d{1,3}(\.\d+)?$/
const within = (text: string | undefined, limit: number): boolean =>
  text !== undefined && degrees.test(text) && Math.abs(Number(text)) <= limit

/** An area stands up to three times in a statement, whose length is bounded; a drawn one has 60 points at most. */
const mostPoints = 100

// Five decimals are about a metre: finer than a finger or a mouse can draw.
const area: Codec<Area | null> = {
  parse: text => {
    const ring = text.split(';').map(pair => pair.split(','))
    const good = ring.every(p => p.length === 2 && within(p[0], 180) && within(p[1], 90))
    return good && ring.length >= 3 && ring.length <= mostPoints
      ? ring.map(p => [Number(p[0]) + 0, Number(p[1]) + 0] as const)
      : undefined
  },
  format: ring => (ring === null ? '' : ring.map(p => p.map(d => Number(d.toFixed(5))).join(',')).join(';')),
}

const classes: Codec<readonly RiskClass[]> = {
  parse: text => riskClasses.filter(letter => text.toUpperCase().split(',').includes(letter)),
  format: letters => letters.join(','),
}

export const codecs: { readonly [K in keyof Choices]: Codec<Choices[K]> } = {
  window: days(windowPresets),
  compare: days(['previous', 'lastYear', 'none'] as const),
  regions: codes,
  area,
  industries: choices,
  departments: choices,
  kinds: choices,
  categories: choices,
  results: choices,
  classes,
}

const keys = Object.keys(codecs) as (keyof Choices)[]

/** Choices of a URL's search part; what is missing or cannot be read is the default. */
export function parseChoices(search: URLSearchParams): Choices {
  const found = keys.map(key => {
    const text = search.get(key)
    return [key, (text === null || text === '' ? undefined : codecs[key].parse(text)) ?? defaults[key]]
  })
  return Object.fromEntries(found) as Choices
}

/** The search part, without what is the default; the defaults give the empty text. Other parameters of `base` stay. */
export function formatChoices(value: Choices, base = new URLSearchParams()): URLSearchParams {
  const search = new URLSearchParams(base)
  for (const key of keys) {
    const text = formatOne(key, value)
    if (text === '' || text === formatOne(key, defaults)) search.delete(key)
    else search.set(key, text)
  }
  return search
}

function formatOne<K extends keyof Choices>(key: K, value: Choices): string {
  return codecs[key].format(value[key])
}
