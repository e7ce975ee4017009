import {
  type AmountUnit,
  amountUnits,
  type CoordinateSystem,
  coordinateSystems,
  type DateReading,
  dateReadings,
  type ExtractSettings,
} from '../../extracts/settings'
import { type Answers, plainUnit, type Question, togetherChoice } from './contracts'

/** What choosing `choice` answers; null where the answer is no part of the settings (which table it is). */
export function answerOf(question: Question, choice: string): Answers | null {
  const { kind, column } = question
  switch (kind) {
    case 'date_order': {
      const reading: DateReading | undefined = dateReadings.find(each => each === choice)
      return column === null || reading === undefined ? null : { dates: { [column]: reading } }
    }
    case 'coordinates': {
      const system: CoordinateSystem | undefined = coordinateSystems.find(each => each === choice)
      return system === undefined ? null : { coordinates: system }
    }
    case 'swapped':
      return { swapped: choice === 'swapped' }
    case 'kind':
      return column === null ? null : { constants: { [column]: choice } }
    case 'row_id':
      if (column === null) return null
      return choice === togetherChoice ? { id: question.together ?? null } : { id: null, columns: { [column]: choice } }
    case 'region_level':
      return column === null ? null : { columns: { region_code: choice === 'use' ? column : null } }
    case 'timezone':
      return { timezone: choice }
    case 'score':
      return choice === 'better' || choice === 'worse' ? { score: { higher: choice } } : null
    case 'unit': {
      const unit = Object.keys(amountUnits).find(each => each === choice) as AmountUnit | undefined
      return column === null ? null : { units: { [column]: unit ?? null } }
    }
    case 'table':
      return null
  }
}

/** The choice that settings hold for a question; null: none yet. */
export function chosenOf({ kind, column, suggested }: Question, settings: ExtractSettings): string | null {
  const source = (name: string | null): string | null => {
    const stated = name === null ? undefined : settings.columns[name]
    return typeof stated === 'string' ? stated : (stated?.[0] ?? null)
  }
  switch (kind) {
    case 'date_order':
      return column === null ? null : (settings.dates?.[column] ?? null)
    case 'coordinates':
      return settings.coordinates ?? null
    case 'swapped':
      return settings.swapped === undefined
        ? suggested === 'swapped'
          ? 'as_is'
          : suggested
        : settings.swapped
          ? 'swapped'
          : 'as_is'
    case 'kind':
      return column === null ? null : (settings.constants[column] ?? null)
    case 'row_id':
      return settings.id ? togetherChoice : source(column)
    case 'region_level':
      return source('region_code') === column ? 'use' : 'leave'
    case 'timezone':
      return settings.timezone ?? null
    case 'score':
      return settings.score?.higher ?? null
    case 'unit':
      return column === null ? null : (settings.units?.[column] ?? plainUnit)
    case 'table':
      return suggested
  }
}
