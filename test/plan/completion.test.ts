import { describe, expect, it } from 'vitest'
import { completionOf, type MadeVisit, type PlannedVisit, workdaysLater } from '../../src/plan/completion'

const isWorkday = (day: string): boolean => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
const visit = (id: string, day: string | null, ...departments: string[]): PlannedVisit => ({ id, day, departments })
const counted = (visits: readonly PlannedVisit[], made: Record<string, MadeVisit>, asOf: string) =>
  completionOf({ visits, made: new Map(Object.entries(made)), asOf, isWorkday }).map(each => Object.values(each))

describe('working days', () => {
  it('leave out those that are none', () => {
    expect(workdaysLater('2026-12-04', 1, isWorkday)).toBe('2026-12-07')
    expect(workdaysLater('2026-12-05', 20, isWorkday)).toBe('2027-01-01')
    // A calendar without a day of work ends, too.
    expect(workdaysLater('2026-12-05', 1, () => false) > '2030').toBe(true)
  })
})

describe('how far a plan is', () => {
  it('counts what is planned, made, overdue and published, in all and by department', () => {
    const visits = [
      visit('a', '2026-12-01', '消防', '市场'),
      visit('b', '2026-12-02', '市场'),
      visit('c', '2026-12-30', '市场'),
      visit('d', null),
    ]
    const made = { a: { day: '2026-12-01', published: '2026-12-20' } }
    expect(counted(visits, made, '2026-12-10')).toEqual([
      [null, 4, 1, 1, 1, 1],
      ['', 1, 0, 0, 0, 0],
      ['市场', 3, 1, 1, 1, 1],
      ['消防', 1, 1, 0, 1, 1],
    ])
  })

  it('does not call a visit overdue on its own day, nor one without a day', () => {
    const of = (day: string | null, asOf: string) => counted([visit('a', day, 'x')], {}, asOf)[0]?.[3]
    expect(of('2026-12-10', '2026-12-10')).toBe(0)
    expect(of('2026-12-10', '2026-12-11')).toBe(1)
    expect(of(null, '2026-12-11')).toBe(0)
  })

  it('judges publication once it was published or its days have passed', () => {
    const of = (published: string | null, asOf: string) =>
      counted([visit('a', null, 'x')], { a: { day: '2026-12-01', published } }, asOf)[0]?.slice(4)
    // Twenty working days after Tuesday, 1 December end on Tuesday, 29 December.
    expect(of(null, '2026-12-29')).toEqual([0, 0])
    expect(of(null, '2026-12-30')).toEqual([1, 0])
    expect(of('2026-12-29', '2026-12-30')).toEqual([1, 1])
    expect(of('2026-12-30', '2026-12-30')).toEqual([1, 0])
  })
})
