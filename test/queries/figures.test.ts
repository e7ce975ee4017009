import { describe, expect, it } from 'vitest'
import { type AnyCourse, courseValue, definitions, figureOf, type Inputs } from '../../src/queries/figures'
import { columns, figureKeys, tableNames } from '../../src/schema'

const filled = Object.fromEntries(tableNames.map(t => [t, columns[t].map(c => c.name)])) as unknown as Inputs['filled']
const inputs: Inputs = {
  rows: { permits: 1, inspections: 1, complaints: 1 },
  filled,
  closeWithin: null,
  decideWithin: null,
  comparable: { permits: true, inspections: true, complaints: true, entities: true },
}
const without = (table: keyof Inputs['filled'], ...names: string[]): Inputs => ({
  ...inputs,
  filled: { ...filled, [table]: filled[table].filter(name => !names.includes(name)) },
})
const total = (counts: object, period: 'window' | 'compare' = 'window'): AnyCourse => ({
  period,
  bucket: null,
  ...counts,
})

const full = {
  ...{ inspections: 8, took_place: 6, problem: 3, critical: 1, complaints: 10, due: 7, closed_on_time: 2 },
  ...{ permits: 5, decided: 3, on_time: 2, businesses: 4, scored: 3, high_risk: 2 },
}

describe('a figure', () => {
  it('is a count or the exact quotient of two, with its parts', () => {
    expect(Object.fromEntries(figureKeys.map(key => [key, figureOf(key, [total(full)], inputs).value]))).toEqual({
      businesses: 4,
      inspections: 8,
      problem_rate: 3 / 6,
      critical_rate: 1 / 6,
      complaints: 10,
      closed_on_time: 2 / 7,
      permits_issued: 5,
      permits_on_time: 2 / 3,
      high_risk: 2,
    })
    expect(figureOf('closed_on_time', [total(full)], inputs)).toEqual({
      key: 'closed_on_time',
      value: 2 / 7,
      numerator: 2,
      denominator: 7,
      before: null,
      missing: null,
    })
  })

  it('has what it was before, where the extract reaches back so far', () => {
    const rows = [total({ inspections: 4, took_place: 4, critical: 1 }, 'compare'), total(full)]
    expect(figureOf('critical_rate', rows, inputs).before).toBe(1 / 4)
    expect(figureOf('inspections', rows, inputs).before).toBe(4)
    const short = { ...inputs, comparable: { ...inputs.comparable, inspections: false } }
    expect(figureOf('inspections', rows, short).before).toBeNull()
    expect(figureOf('critical_rate', [total({ took_place: 0 }, 'compare'), total(full)], inputs).before).toBeNull()
  })

  it('was 0 where the period before has no row but lies within the data, and a rate had no value', () => {
    expect(figureOf('inspections', [total(full)], inputs).before).toBe(0)
    expect(figureOf('critical_rate', [total(full)], inputs).before).toBeNull()
    // Scores of the day before come with an answer of their own: until then nobody knows.
    expect(figureOf('high_risk', [total(full)], inputs).before).toBeNull()
    const short = { ...inputs, comparable: { ...inputs.comparable, inspections: false } }
    expect(figureOf('inspections', [total(full)], short).before).toBeNull()
  })

  it('of no rows in the window is 0 where it counts, and missing where it is a rate', () => {
    expect(figureOf('inspections', [], inputs)).toMatchObject({ value: 0, missing: null })
    expect(figureOf('complaints', [], inputs)).toMatchObject({ value: 0, missing: null })
    expect(figureOf('critical_rate', [], inputs)).toMatchObject({ value: null, missing: 'no_visits' })
    expect(figureOf('problem_rate', [total({ inspections: 2, took_place: 0 })], inputs)).toMatchObject({
      ...{ value: null, missing: 'no_visits' },
    })
  })
})

describe('a figure is missing', () => {
  it.each([
    ['inspections', 'no_table:inspections'],
    ['critical_rate', 'no_table:inspections'],
    ['problem_rate', 'no_table:inspections'],
    ['complaints', 'no_table:complaints'],
    ['closed_on_time', 'no_table:complaints'],
    ['permits_issued', 'no_table:permits'],
    ['permits_on_time', 'no_table:permits'],
    ['businesses', 'no_table:permits'],
    ['high_risk', 'no_table:permits'],
  ] as const)('%s without its table: %s', (key, missing) => {
    const none = { ...inputs, rows: { permits: 0, inspections: 0, complaints: 0 } }
    expect(figureOf(key, [total(full)], none)).toMatchObject({ value: null, missing })
  })

  it('businesses are counted from any one table', () => {
    const one = { ...inputs, rows: { permits: 0, inspections: 0, complaints: 3 } }
    expect(figureOf('businesses', [total(full)], one)).toMatchObject({ value: 4, missing: null })
  })

  it.each([
    ['closed_on_time', 'no_due', without('complaints', 'due_at'), full],
    ['closed_on_time', null, { ...without('complaints', 'due_at'), closeWithin: 7 }, full],
    ['closed_on_time', 'no_input:closed_at', without('complaints', 'closed_at'), full],
    ['closed_on_time', 'none_due', inputs, { ...full, due: 0, closed_on_time: 0 }],
    ['permits_on_time', 'no_input:accepted_at', without('permits', 'accepted_at', 'decided_at'), full],
    ['permits_on_time', 'no_input:decided_at', without('permits', 'decided_at'), full],
    ['permits_on_time', 'no_limit', without('permits', 'promised_days', 'legal_limit_days'), full],
    ['permits_on_time', null, without('permits', 'promised_days'), full],
    ['permits_on_time', null, { ...without('permits', 'promised_days', 'legal_limit_days'), decideWithin: 20 }, full],
    ['permits_on_time', 'no_pairs', inputs, { ...full, decided: 0, on_time: 0 }],
    ['high_risk', 'not_scored', inputs, { ...full, scored: 0, high_risk: 0 }],
    ['high_risk', null, inputs, { ...full, businesses: 0, scored: 0, high_risk: 0 }],
    ['critical_rate', 'no_denominator', inputs, { ...full, took_place: 0 }],
  ] as const)('%s: %s', (key, missing, given, counts) => {
    const figure = figureOf(key, [total(counts)], given)
    expect(figure.missing).toBe(missing)
    expect(figure.value === null).toBe(missing !== null)
  })
})

describe('the course of a figure', () => {
  it('has a gap where there is nothing to divide by, and 0 where nothing was counted', () => {
    expect(
      courseValue('critical_rate', { period: 'window', bucket: '2023-01-01', took_place: 0, critical: 0 }),
    ).toBeNull()
    expect(courseValue('critical_rate', undefined)).toBeNull()
    expect(courseValue('inspections', undefined)).toBe(0)
    expect(courseValue('critical_rate', { period: 'window', bucket: '2023-01-01', took_place: 4, critical: 1 })).toBe(
      0.25,
    )
  })

  it('is defined for every figure, of a table of ours', () => {
    expect(Object.keys(definitions).sort()).toEqual([...figureKeys].sort())
    for (const { unit, of } of Object.values(definitions)) expect(unit === 'rate').toBe(of !== null)
  })
})
