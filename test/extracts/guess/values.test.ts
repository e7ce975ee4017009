import { describe, expect, it } from 'vitest'
import { isCreditCode } from '../../../src/extracts/guess/codes'
import type { Guess } from '../../../src/extracts/guess/guess'
import { guessTable } from '../../../src/extracts/guess/guessTable'
import { needsOf } from '../../../src/extracts/guess/needsOf'
import { settingsOf } from '../../../src/extracts/guess/settingsOf'
import { inputOf, rowsOf, tableOf } from './table'

const codes = [
  '91350100M000100Y43',
  '91110105MA0000015F',
  '91440300MA5F0000X1',
  '91110105MA00003490',
  '52110000500000XX7G',
]
const of = (guess: Guess, column: string) => guess.columns.find(each => each.column === column)
const asked = (guess: Guess, kind: string) => guess.questions.filter(each => each.kind === kind)
const day = (row: number): string => `2024-0${1 + (row % 9)}-1${row % 10}`

describe('a credit code', () => {
  it('holds by both check characters', () => {
    for (const code of codes) expect(isCreditCode(code)).toBe(true)
    expect(isCreditCode(' 9135-0100-M000100y43')).toBe(true)
    for (const code of ['91350100M000100Y4Z', '91350100M000100Y34', '91350100M000100Y4', 'I1350100M000100Y43']) {
      expect(isCreditCode(code)).toBe(false)
    }
  })
})

describe('values', () => {
  const headers = ['a', 'b', 'c', 'd', 'e', 'f']
  const rows = rowsOf(40, row => [
    `XH2024${String(row).padStart(6, '0')}`,
    codes[row % codes.length] ?? null,
    day(row),
    row % 3 === 0 ? '合格' : '不合格',
    row % 2 === 0 ? '日常检查' : '专项检查',
    `说明 ${row}`,
  ])

  it('tell the key, the id, the day and the words where the headers say nothing', () => {
    const guess = guessTable(inputOf(tableOf(headers, rows)))
    expect(guess.table).toBe('inspections')
    expect(guess.settings.columns).toEqual({
      inspection_id: 'a',
      entity_code: 'b',
      inspected_on: 'c',
      result: 'd',
      inspection_type: 'e',
    })
    expect(guess.columns.every(({ why }) => why === 'values')).toBe(true)
    expect(guess.unmapped).toEqual(['f'])
    expect(of(guess, 'result')?.samples).toEqual(['合格', '不合格'])
  })

  it('overrule a synonym that they cannot be', () => {
    const named = ['检查编号', '注册号', '检查日期', '检查结果', '检查类型', '统一社会信用代码']
    const wrong = rows.map(([id, code, on, result, type, note]) => [
      id ?? null,
      code ?? null,
      note ?? null,
      result ?? null,
      on ?? null,
      type ?? null,
    ])
    const guess = guessTable(inputOf(tableOf(named, wrong)))
    // The day stands under 检查类型, remarks under 检查日期, and the code under 注册号, though another claims to be it.
    expect(guess.settings.columns).toMatchObject({
      inspection_id: '检查编号',
      entity_code: '注册号',
      inspected_on: '检查类型',
    })
    expect(Object.values(guess.settings.columns)).not.toContain('检查日期')
    expect(of(guess, 'inspected_on')?.why).toBe('values')
    expect(of(guess, 'entity_code')?.why).toBe('synonym')
  })

  it('of an authority are not the business', () => {
    const guess = guessTable(
      inputOf(
        tableOf(
          ['许可机关统一社会信用代码', '企业', '许可编号', '决定日期', '状态'],
          rowsOf(30, row => [codes[4] ?? '', codes[row % 4] ?? '', `X${row}`, day(row), '有效']),
        ),
      ),
    )
    expect(guess.settings.columns.entity_code).toBe('企业')
  })

  it('that are no ids leave a question', () => {
    const guess = guessTable(
      inputOf(
        tableOf(
          ['CAMIS', 'DBA', 'BORO', 'INSPECTION DATE', 'INSPECTION TYPE', 'ACTION'],
          [
            ['1', 'A', 'Queens', '2024-01-01', 'Cycle Inspection / Initial Inspection', 'No violations were recorded'],
            ['1', 'A', 'Queens', '2024-01-02', 'Cycle Inspection / Re-inspection', 'Violations were cited'],
          ],
        ),
      ),
    )
    expect(guess.settings).toMatchObject({ id: ['CAMIS', 'INSPECTION DATE'], columns: { entity_code: 'CAMIS' } })
    expect(guess.settings.columns).not.toHaveProperty('inspection_id')
    expect(of(guess, 'inspection_id')).toMatchObject({
      source: 'CAMIS',
      fallbacks: ['INSPECTION DATE'],
      confidence: 0.5,
    })
    expect(asked(guess, 'row_id')).toMatchObject([
      {
        choices: ['', 'CAMIS'],
        suggested: '',
        together: ['CAMIS', 'INSPECTION DATE'],
        evidence: { distinct: 2, values: 2 },
      },
    ])
    // The analyst takes one column after all.
    const { columns, id } = settingsOf(guess, { columns: { inspection_id: 'CAMIS' } })
    expect([columns.inspection_id, id]).toEqual(['CAMIS', undefined])
    expect(settingsOf(guess, { id: ['DBA', 'INSPECTION DATE'] }).id).toEqual(['DBA', 'INSPECTION DATE'])
    expect(settingsOf(guess, { id: null })).not.toHaveProperty('id')
  })

  it('nor tell the rows apart with the day alone take what else does, and no more', () => {
    const names = ['检查对象', '检查日期', '检查事项', '检查结果', '检查类型', '行政区划代码']
    const rows = Array.from({ length: 24 }, (_, i) => [
      `店${i % 3}`,
      day(i % 4),
      `事项${Math.floor(i / 12)}`,
      '合格',
      '日常检查',
      '350102',
    ])
    const guess = guessTable(inputOf(tableOf(names, rows)))
    expect(guess.settings.id).toEqual(['检查对象', '检查日期', '检查事项'])
    const same = guessTable(
      inputOf(
        tableOf(
          names,
          rows.map(() => rows[0] ?? []),
        ),
      ),
    )
    expect(same.settings.id).toEqual(['检查对象', '检查日期'])
  })
})

describe('words', () => {
  it('are listed with their counts, known ones translated, like ones unsure', () => {
    const words = ['合格', '合格', '合格', '检查不合格（严重）', '待定', 'REA']
    const rows = words.map((word, i) => [`J${i}`, codes[i % 5] ?? '', day(i), word, '日常检查'])
    const guess = guessTable(
      inputOf(tableOf(['检查编号', '统一社会信用代码', '检查日期', '检查结果', '检查类型'], rows)),
    )
    expect(guess.words.result).toEqual([
      { text: '合格', count: 3, word: 'ok', sure: true },
      { text: 'REA', count: 1, word: null, sure: false },
      { text: '待定', count: 1, word: null, sure: false },
      { text: '检查不合格（严重）', count: 1, word: 'problem', sure: false },
    ])
    expect(guess.words.inspection_type).toEqual([{ text: '日常检查', count: 6, word: 'routine', sure: true }])
    // What is only like a word is not used until somebody says so.
    expect(guess.settings.words).toBeUndefined()
    expect(settingsOf(guess, { words: { result: { 待定: '' } } }).words).toEqual({ result: { 待定: '' } })
  })
})

describe('what a file does not say', () => {
  const complaints = ['登记编号', '问题类别', '登记时间', '处理状态', '所属辖区']
  const rows = rowsOf(3, row => [`T${row}`, '食品', day(row), '已办结', '西湖区'])

  it('is a constant, with a question', () => {
    const guess = guessTable(inputOf(tableOf(complaints, rows)))
    expect(guess.settings.constants).toEqual({ kind: 'complaint' })
    expect(asked(guess, 'kind')).toMatchObject([{ column: 'kind', suggested: 'complaint' }])
    const reports = guessTable(inputOf(tableOf(complaints, rows, { path: ['2024年举报.csv'] })))
    expect(reports.settings.constants).toEqual({ kind: 'report' })
    expect(of(reports, 'kind')).toMatchObject({ source: null, constant: 'report', why: 'constant' })
  })

  it('is missing, by groups, until the analyst names it', () => {
    const guess = guessTable(
      inputOf(tableOf(['检查编号', '检查日期', '检查类型', '得分'], [['1', '2024-01-01', '日常检查', '88']])),
    )
    const missing = needsOf('inspections', guess.settings, [])
    expect(missing.missing.map(({ columns }) => columns)).toEqual([
      ['result'],
      ['entity_code', 'entity_name'],
      ['region_code', 'region_name', 'lon', 'lat'],
    ])
    const answered = settingsOf(guess, {
      columns: { entity_name: '企业' },
      constants: { region_code: '1' },
      score: { higher: 'better', problem: 60 },
    })
    expect(needsOf('inspections', answered, ['检查编号', '检查日期', '检查类型', '得分'])).toEqual({
      missing: [],
      absent: [{ column: 'entity_name', source: '企业' }],
    })
  })

  it('is in the unit that its header names, unless the analyst says otherwise', () => {
    const rows = [['J1', codes[0] ?? '', '2024-01-01', '不合格', '日常检查', '0.5', '西湖区']]
    const headers = ['检查编号', '统一社会信用代码', '检查日期', '检查结果', '检查类型', '罚款金额（万元）', '辖区']
    const guess = guessTable(inputOf(tableOf(headers, rows)))
    expect(guess.settings).toMatchObject({
      columns: { penalty_amount: '罚款金额（万元）' },
      units: { penalty_amount: '万元' },
    })
    expect(asked(guess, 'unit')).toMatchObject([
      {
        column: 'penalty_amount',
        choices: ['万元', '元'],
        suggested: '万元',
        evidence: { header: '罚款金额（万元）' },
      },
    ])
    expect(settingsOf(guess, { units: { penalty_amount: null } })).not.toHaveProperty('units')
    expect(settingsOf(guess, { columns: { penalty_amount: null } })).not.toHaveProperty('units')
    expect(
      guessTable(
        inputOf(
          tableOf(
            headers.map(name => name.replace('万元', '元')),
            rows,
          ),
        ),
      ).settings,
    ).not.toHaveProperty('units')
  })
})

describe('a score', () => {
  const headers = ['business_id', 'Score', 'date', 'type']
  const guess = guessTable(
    inputOf(
      tableOf(
        headers,
        rowsOf(30, row => [`${10_000 + row}`, `${70 + row}`, '20240131', 'routine']),
      ),
    ),
  )

  it('asks for its direction and is never read by itself', () => {
    expect(guess.settings.columns.score).toBe('Score')
    expect(guess.settings.score).toBeUndefined()
    const [question] = asked(guess, 'score')
    expect(question).toMatchObject({
      suggested: 'better',
      evidence: { lowest: 70, highest: 99, scale: 'san_francisco' },
    })
    expect(question?.readings?.[0]).toEqual({
      scale: 'san_francisco',
      reading: { higher: 'better', minor: 90, problem: 85, critical: 70 },
    })
  })

  it('is suggested the other way round for points of violations', () => {
    const headers = ['CAMIS', 'SCORE', 'INSPECTION DATE']
    const points = guessTable(
      inputOf(
        tableOf(
          headers,
          rowsOf(30, row => [`${50_000_000 + row}`, `${row * 3}`, '2024-01-31']),
        ),
      ),
    )
    expect(asked(points, 'score')).toMatchObject([
      { suggested: 'worse', readings: [{ scale: 'new_york' }, { scale: 'king_county' }] },
    ])
  })
})

describe('answers', () => {
  it('replace guesses, take them away and drop what depended on them', () => {
    const settings = {
      columns: { status: 'a', received_at: 'b', score: 'c' },
      constants: { kind: 'complaint' },
      dates: { received_at: 'dmy' as const },
      words: { status: { x: 'open' } },
    }
    const answered = settingsOf(
      { settings },
      { columns: { status: null, received_at: null, kind: 'd' }, extra: ['e'], timezone: 'UTC' },
    )
    expect(answered).toEqual({
      columns: { score: 'c', kind: 'd' },
      constants: {},
      guess: false,
      timezone: 'UTC',
      extra: ['e'],
    })
    expect(settingsOf({ settings }, { constants: { status: 'open' } })).toMatchObject({
      columns: { received_at: 'b' },
      constants: { kind: 'complaint', status: 'open' },
    })
  })
})
