import { describe, expect, it } from 'vitest'
import { entryProblems } from '../../src/round/entryProblems'
import { resultRows, resultsText } from '../../src/round/results'
import { emptyEntry, type VisitEntry, type VisitRecord } from '../../src/round/round'
import { columns } from '../../src/schema'
import { resultColumns } from '../../src/schema/results'
import { entryOf, roundOf, stopOf } from './rounds'

const recordOf = (more: Partial<VisitEntry>): VisitRecord => ({
  entry: entryOf(more),
  revision: 1,
  changed: '2026-12-01T09:40:00',
  writer: 'w',
})

describe('an entry', () => {
  const problems = (more: Partial<VisitEntry>) => entryProblems(entryOf(more), '2026-12-01')

  it('is finished with result, day and times, and findings where there are any', () => {
    expect(entryProblems(emptyEntry, '2026-12-01')).toEqual(['no_result', 'no_day', 'no_started', 'no_finished'])
    expect(problems({})).toEqual([])
    expect(problems({ result: 'problem' })).toEqual(['no_finding'])
    expect(problems({ result: 'problem', findings: [{ text: ' ', critical: true }] })).toEqual(['no_finding'])
    expect(problems({ result: 'problem', findings: [{ text: '卫生', critical: false }] })).toEqual([])
    expect(problems({ result: 'ok', findings: [{ text: '卫生', critical: false }] })).toEqual([
      'finding_without_problem',
    ])
    // Nobody was there: nobody left.
    expect(problems({ result: 'no_entry', finished: null })).toEqual([])
  })

  it('has its days and times in order', () => {
    expect(problems({ finished: '08:59' })).toEqual(['left_before'])
    expect(problems({ finished: '09:00' })).toEqual([])
    expect(problems({ day: '2026-12-02' })).toEqual(['future'])
    expect(problems({ rectifyBy: '2026-11-30' })).toEqual(['due_before'])
    expect(problems({ rectifyBy: '2026-12-01' })).toEqual([])
  })
})

describe('results', () => {
  const visits = {
    'p1-1': recordOf({
      result: 'problem',
      rectifyBy: '2026-12-15',
      photos: ['a.jpg', 'b.jpg'],
      note: ' 已告知 ',
      findings: [
        { text: '后厨不洁', critical: false },
        { text: ' ', critical: false },
        { text: '过期食品', critical: true },
      ],
    }),
    'p1-2': recordOf({}),
    'p1-3': recordOf({ done: false }),
    'p1-9': recordOf({}),
  }

  it('are a row for each visit that is finished, with its findings', () => {
    const rows = resultRows(roundOf(), visits)
    expect(rows.map(row => [row.inspection_id, row.item_name, row.problem_count, row.critical_count])).toEqual([
      ['p1-1', '后厨不洁 | 过期食品', 2, 1],
      ['p1-2', null, 0, 0],
    ])
    expect(rows[0]).toMatchObject({
      plan_id: 'p1',
      inspected_on: '2026-12-01',
      started_at: '2026-12-01T09:00:00',
      finished_at: '2026-12-01T09:40:00',
      inspection_type: 'random',
      rectify_due_on: '2026-12-15',
      inspector_1: '0101',
      inspector_2: '0102',
      is_joint: false,
      joint_departments: null,
      entity_code: '91330100000000001',
      entity_name: '=餐厅 1',
      department: '市场监管局',
      photo_names: 'a.jpg | b.jpg',
      note: '已告知',
    })
  })

  it('of departments that go together say so', () => {
    const team = [
      { id: '1', name: 'A', department: '市场监管局' },
      { id: '2', name: 'B', department: '消防' },
    ]
    const [row] = resultRows(roundOf({ stops: [stopOf(1, { team })] }), { 'p1-1': recordOf({}) })
    expect(row).toMatchObject({ is_joint: true, joint_departments: '市场监管局 | 消防', department: '市场监管局' })
  })

  it('have the columns of inspections under their own names, and four beside', () => {
    const canonical = new Map(columns.inspections.map(({ name, kind }) => [name, kind]))
    const own = resultColumns.filter(([name, kind]) => canonical.get(name) !== kind).map(([name]) => name)
    expect(own).toEqual(['finished_at', 'joint_departments', 'photo_names', 'note'])
    const [row] = resultRows(roundOf(), visits)
    expect(Object.keys(row ?? {})).toEqual(resultColumns.map(([name]) => name))
  })

  it('as a file have the entries of finished visits alone', () => {
    const file = JSON.parse(resultsText(roundOf(), visits, '2026-12-01T18:00:00'))
    expect(Object.keys(file.visits)).toEqual(['p1-1', 'p1-2'])
    expect(file.rows).toHaveLength(2)
  })
})
