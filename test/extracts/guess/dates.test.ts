import { describe, expect, it } from 'vitest'
import { countDates, isDateNamed, readingOf } from '../../../src/extracts/guess/dates'
import { guessTable } from '../../../src/extracts/guess/guessTable'
import { inputOf, rowsOf, tableOf } from './table'

const read = (values: string[], named = true) => readingOf(countDates({ filled: values, type: 'text' }), named)

describe('the reading of a column of days', () => {
  it('is plain where years come first', () => {
    const values = ['2024-01-02', '2024/1/2', '20240102', '2024年1月2日', '2024.01.02 10:11', '2024-01-02T10:11:12.5Z']
    expect(read(values)).toEqual({ reading: null, sure: true, share: 1 })
    expect(countDates({ filled: values, type: 'text' }).zoned).toBe(1)
  })

  it('is decided by a day beyond 12', () => {
    expect(read(['01/02/2024', '13/02/2024'])).toEqual({ reading: 'dmy', sure: true, share: 1 })
    expect(read(['01/02/2024', '02/13/2024 11:59:45 PM'])).toEqual({ reading: 'mdy', sure: true, share: 1 })
    expect(read(['01/02/2024', '03/04/2024'])).toEqual({ reading: null, sure: false, share: 1 })
    expect(read(['13/02/2024', '02/13/2024', '14/02/2024'])).toEqual({ reading: 'dmy', sure: false, share: 2 / 3 })
    expect(read(['32/13/2024', 'soon']).share).toBe(0)
  })

  it('is a number only where the name says so', () => {
    expect(read(['45292', '45293.5'])).toMatchObject({ reading: 'excel', share: 1 })
    expect(read(['1704067200'])).toMatchObject({ reading: 'epoch-seconds', share: 1 })
    expect(read(['1704067200000'])).toMatchObject({ reading: 'epoch-milliseconds', share: 1 })
    expect(read(['45292', '1704067200'], false).share).toBe(0)
  })

  it('knows names of days', () => {
    for (const name of [
      'Inspection Date',
      'created_at',
      'open_dt',
      'resultdttm',
      '受理时间',
      '有效期至',
      '处罚决定日期',
    ]) {
      expect(isDateNamed(name)).toBe(true)
    }
    for (const name of ['zip', 'License #', '电话', '地址', 'station', 'amount']) expect(isDateNamed(name)).toBe(false)
  })
})

describe('a file of days', () => {
  const guess = (headers: string[], make: (row: number) => string[], more = {}) =>
    guessTable(
      inputOf(
        tableOf(
          ['sr_number', 'sr_type', 'status', ...headers],
          rowsOf(10, row => [`S${row}`, 'x', 'open', ...make(row)]),
        ),
        more,
      ),
    )

  it('states the reading of each column, and asks for what nothing decides', () => {
    const found = guess(['created_date', 'closed_date'], row => [`0${(row % 9) + 1}/25/2024`, '03/04/2024'])
    expect(found.settings.dates).toEqual({ received_at: 'mdy', closed_at: 'mdy' })
    expect(found.questions.filter(({ kind }) => kind === 'date_order')).toEqual([
      {
        kind: 'date_order',
        column: 'closed_at',
        choices: ['dmy', 'mdy'],
        suggested: 'mdy',
        evidence: { values: 10, dmy: 10, mdy: 10, decided_by: 'received_at' },
      },
    ])
    const open = guess(['created_date'], () => ['03/04/2024'])
    expect(open.settings.dates).toBeUndefined()
    expect(open.questions.find(({ kind }) => kind === 'date_order')?.suggested).toBeNull()
  })

  it('asks for the zone of zoned times', () => {
    const zone = (more = {}) => guess(['created_date'], () => ['2024-01-02T10:00:00Z'], more)
    expect(zone().questions.find(({ kind }) => kind === 'timezone')).toMatchObject({
      column: 'received_at',
      suggested: null,
      evidence: { values: 10, of: 10 },
    })
    expect(zone({ timezone: 'America/Chicago' }).settings.timezone).toBe('America/Chicago')
    const chinese = guessTable(
      inputOf(tableOf(['工单编号', '诉求类别', '受理时间', '状态'], [['1', 'x', '1704067200', '已办结']])),
    )
    expect(chinese.settings).toMatchObject({ dates: { received_at: 'epoch-seconds' }, timezone: 'Asia/Shanghai' })
  })
})
