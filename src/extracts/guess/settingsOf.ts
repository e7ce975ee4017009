import { rowKeys } from '../../schema'
import type { AmountUnit, CoordinateSystem, DateReading, ExtractSettings, ScoreReading } from '../settings'
import type { Guess } from './guess'

/** What the analyst changed; what is absent stays as it was guessed, null takes a guess away. */
export interface Answers {
  /** Canonical column → source, or several of which the later ones fill gaps; null: nothing fills it. */
  readonly columns?: Readonly<Record<string, string | readonly string[] | null>>
  readonly constants?: Readonly<Record<string, string | null>>
  /** Columns that together are the id of a row; null: none are. */
  readonly id?: readonly string[] | null
  /** Canonical column → word of the file → canonical word; '' leaves the value empty. */
  readonly words?: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly dates?: Readonly<Record<string, DateReading | null>>
  readonly units?: Readonly<Record<string, AmountUnit | null>>
  readonly timezone?: string | null
  readonly point?: ExtractSettings['point'] | null
  readonly coordinates?: CoordinateSystem | null
  readonly swapped?: boolean
  readonly score?: ScoreReading | null
  readonly department?: string | null
  readonly extra?: readonly string[]
}

const rowIds = Object.values(rowKeys).map(({ id }) => id)

/** The settings of a guess with the analyst's answers. A column that gets a source loses its constant, and the other way round. */
export function settingsOf({ settings }: Pick<Guess, 'settings'>, answers: Answers = {}): ExtractSettings {
  const columns = merged(settings.columns, answers.columns)
  const constants = merged(settings.constants, answers.constants)
  for (const [name, source] of Object.entries(answers.columns ?? {})) if (source !== null) delete constants[name]
  for (const [name, constant] of Object.entries(answers.constants ?? {})) if (constant !== null) delete columns[name]
  const choose = <T>(answer: T | null | undefined, guessed: T | undefined): T | undefined =>
    answer === undefined ? guessed : (answer ?? undefined)
  const stated = rowIds.some(name => answers.columns?.[name] != null || answers.constants?.[name] != null)
  const id = choose(answers.id === undefined && stated ? null : answers.id, settings.id)
  if (id) {
    for (const name of rowIds) {
      delete columns[name]
      delete constants[name]
    }
  }
  const dates = merged(settings.dates ?? {}, answers.dates)
  for (const name of Object.keys(dates)) if (!(name in columns)) delete dates[name]
  const units = merged(settings.units ?? {}, answers.units)
  for (const name of Object.keys(units)) if (!(name in columns)) delete units[name]
  const words: Record<string, Readonly<Record<string, string>>> = { ...settings.words }
  for (const [name, answered] of Object.entries(answers.words ?? {})) words[name] = { ...words[name], ...answered }
  for (const name of Object.keys(words)) if (!(name in columns)) delete words[name]
  return compact({
    columns,
    constants,
    id,
    guess: false,
    department: choose(answers.department, settings.department),
    words: someOf(words),
    dates: someOf(dates),
    units: someOf(units),
    timezone: choose(answers.timezone, settings.timezone),
    point: choose(answers.point, settings.point),
    coordinates: choose(answers.coordinates, settings.coordinates),
    swapped: (answers.swapped ?? settings.swapped) || undefined,
    score: 'score' in columns ? choose(answers.score, settings.score) : undefined,
    extra: (answers.extra ?? settings.extra ?? []).length > 0 ? (answers.extra ?? settings.extra) : undefined,
  })
}

function merged<T>(
  guessed: Readonly<Record<string, T>>,
  answers: Readonly<Record<string, T | null>> = {},
): Record<string, T> {
  const out: Record<string, T> = { ...guessed }
  for (const [name, answer] of Object.entries(answers)) {
    if (answer === null) delete out[name]
    else out[name] = answer
  }
  return out
}

const someOf = <T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> | undefined =>
  Object.keys(record).length > 0 ? record : undefined

/** Settings without what is not stated, so that equal settings are equal JSON. */
export function compact(
  settings: { readonly [K in keyof ExtractSettings]: ExtractSettings[K] | undefined } & Pick<
    ExtractSettings,
    'columns' | 'constants'
  >,
): ExtractSettings {
  const {
    columns,
    constants,
    id,
    guess,
    department,
    words,
    dates,
    units,
    timezone,
    point,
    coordinates,
    swapped,
    score,
    extra,
  } = settings
  return {
    columns,
    constants,
    ...(id === undefined ? {} : { id }),
    ...(guess === undefined ? {} : { guess }),
    ...(department === undefined ? {} : { department }),
    ...(words === undefined ? {} : { words }),
    ...(dates === undefined ? {} : { dates }),
    ...(units === undefined ? {} : { units }),
    ...(timezone === undefined ? {} : { timezone }),
    ...(point === undefined ? {} : { point }),
    ...(coordinates === undefined ? {} : { coordinates }),
    ...(swapped === undefined ? {} : { swapped }),
    ...(score === undefined ? {} : { score }),
    ...(extra === undefined ? {} : { extra }),
  }
}
