import { columnOf, type TableName, vocabularies } from '../../schema'
import { codeText } from '../mapping'
import { type DateReading, headerUnit } from '../settings'
import type { RegionSet } from '../source'
import type { TableScore } from './chooseTable'
import { type ColumnValues, isChinese, shareOf } from './columnValues'
import { isAbove } from './coordinates'
import { countDates, readingOf } from './dates'
import { type GuessInput, plainUnit, type Question } from './guess'
import type { MappedValues, TableMapping } from './mapTable'
import { scoreQuestion } from './scores'

/** How the days of the mapped columns are read, with what has to be asked. */
export interface DatesGuess {
  readonly dates: Readonly<Record<string, DateReading>>
  readonly timezone: string | undefined
  readonly questions: readonly Question[]
}

export function guessDates(
  mapped: readonly MappedValues[],
  columns: readonly ColumnValues[],
  input: Pick<GuessInput, 'timezone' | 'regions'>,
): DatesGuess {
  const counted = mapped.flatMap(({ column, of }) => {
    if (!of || (column.kind !== 'date' && column.kind !== 'timestamp')) return []
    const counts = countDates(of)
    return [{ column, counts, guess: readingOf(counts, true) }]
  })
  const decided = counted.find(({ guess }) => guess.sure && (guess.reading === 'dmy' || guess.reading === 'mdy'))
  const american = (input.regions?.extent?.[2] ?? 0) < -30 && !isChinese(columns)
  const dates: Record<string, DateReading> = {}
  const questions: Question[] = []
  for (const { column, counts, guess } of counted) {
    // One writer has one habit: what another column of the file decides is the best suggestion.
    const suggested = guess.reading ?? (guess.sure ? null : (decided?.guess.reading ?? (american ? 'mdy' : null)))
    if (suggested !== null) dates[column.name] = suggested
    if (guess.sure) continue
    questions.push({
      kind: 'date_order',
      column: column.name,
      choices: ['dmy', 'mdy'],
      suggested,
      evidence: {
        values: counts.values,
        dmy: counts.dmy + counts.either,
        mdy: counts.mdy + counts.either,
        ...(guess.reading === null && decided ? { decided_by: decided.column.name } : {}),
      },
    })
  }
  const sum = (test: (each: (typeof counted)[number]) => number): number =>
    counted.reduce((total, each) => total + test(each), 0)
  const zoned = sum(({ counts, guess }) => counts.zoned + (guess.reading?.startsWith('epoch') ? counts.values : 0))
  if (zoned === 0) return { dates, timezone: undefined, questions }
  const timezone = input.timezone ?? (isChinese(columns) ? 'Asia/Shanghai' : undefined)
  questions.push({
    kind: 'timezone',
    column:
      counted.find(({ counts, guess }) => counts.zoned > 0 || guess.reading?.startsWith('epoch'))?.column.name ?? null,
    choices: [...new Set([...(input.timezone ? [input.timezone] : []), 'Asia/Shanghai', 'UTC'])],
    suggested: timezone ?? null,
    evidence: { values: zoned, of: sum(({ counts }) => counts.values) },
  })
  return { dates, timezone, questions }
}

/** What the mapping of the chosen table leaves to the analyst. */
export function mappingQuestions(
  { table, mapped, evidence }: TableMapping,
  columns: readonly ColumnValues[],
  regions: RegionSet | null,
): Question[] {
  const score = mapped.find(({ column }) => column.name === 'score')?.of
  const constants = mapped.flatMap(({ column, constant }): Question[] =>
    constant === null || !column.vocabulary
      ? []
      : [
          {
            kind: 'kind',
            column: column.name,
            choices: Object.keys(vocabularies[column.vocabulary]),
            suggested: constant,
            evidence: {},
          },
        ],
  )
  const units = mapped.flatMap(({ column, of }): Question[] => {
    const unit = of && headerUnit(column.name, of.source)
    if (!unit) return []
    const evidence = { header: of.source, values: of.filled.length }
    return [{ kind: 'unit', column: column.name, choices: [unit, plainUnit], suggested: unit, evidence }]
  })
  return [
    ...constants,
    ...(score ? [scoreQuestion(score, columns)] : []).filter(each => each !== null),
    ...units,
    ...regionQuestions(table, mapped, evidence, regions),
  ]
}

/** Codes that are known to the catalogue but may be of another kind: a ward's 32 is not the community area's 32. */
function regionQuestions(
  table: TableName,
  mapped: readonly MappedValues[],
  { claims, place }: TableMapping['evidence'],
  regions: RegionSet | null,
): Question[] {
  if (!regions || regions.regions.length === 0) return []
  const column = columnOf(table, 'region_code')
  const codes = new Set(regions.regions.map(region => region.code))
  const above = isAbove(regions)
  return claims
    .filter(claim => claim.column === column)
    .flatMap(({ of, why }): Question[] => {
      const used = mapped.some(each => each.column === column && each.of === of)
      const known = shareOf(of, text => codes.has(codeText(text)))
      if (known < 0.8 || (mapped.some(each => each.column === column) && !used)) return []
      const pairs = of.values.flatMap((text, row) => {
        const region = place.regions[row] ?? null
        return text === null || region === null || !codes.has(codeText(text)) ? [] : [above(codeText(text), region)]
      })
      const agree = pairs.filter(Boolean).length / Math.max(1, pairs.length)
      const doubtful =
        pairs.length >= 20
          ? agree >= 0.5 && agree < 0.9
          : used && why !== 'name' && shareOf(of, text => text.length < 6) >= 0.5
      if (!doubtful) return []
      return [
        {
          kind: 'region_level',
          column: of.source,
          choices: ['use', 'leave'],
          suggested: used ? 'use' : 'leave',
          evidence: { known, agree, places: pairs.length },
        },
      ]
    })
}

export function tableQuestion(scores: readonly TableScore[], confidence: number): Question[] {
  if (confidence >= 0.2 || scores.length < 2) return []
  return [
    {
      kind: 'table',
      column: null,
      choices: scores.map(({ table }) => table),
      suggested: scores[0]?.table ?? null,
      evidence: Object.fromEntries(scores.map(({ table, score }) => [table, Math.round(score * 100) / 100])),
    },
  ]
}
