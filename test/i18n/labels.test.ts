import { describe, expect, it } from 'vitest'
import {
  columnLabel,
  figureLabel,
  levelLabel,
  missingText,
  regionLabel,
  tableLabel,
  tableTitle,
  wordLabel,
} from '../../src/i18n'

describe('labels', () => {
  it('are those of the schema for columns', () => {
    expect(columnLabel('permits', 'accepted_at', 'zh')).toBe('受理时间')
    expect(columnLabel('inspections', 'entity_code', 'en')).toBe('Business code')
    expect(columnLabel('permits', 'no_such_column', 'en')).toBe('no_such_column')
  })

  it('are those of the vocabulary for words, and the word itself beyond it', () => {
    expect(wordLabel('result', 'no_entry', 'zh')).toBe('未能进入')
    expect(wordLabel('result', null, 'en')).toBe('not stated')
    expect(wordLabel('result', 'Pass w/ Conditions', 'en')).toBe('Pass w/ Conditions')
    expect(wordLabel('complaint_kind', 'constructor', 'en')).toBe('constructor')
  })

  it('are names of regions, else their codes, and what lies beside them', () => {
    expect(regionLabel('8', 'Near North Side', 'zh')).toBe('Near North Side')
    expect(regionLabel('8', undefined, 'zh')).toBe('8')
    expect(regionLabel('~outside', undefined, 'zh')).toBe('所有区域之外')
    expect(regionLabel('~none', undefined, 'en')).toBe('no location')
    expect(levelLabel('district', 'zh')).toBe('区县')
    expect(levelLabel('police beat', 'zh')).toBe('police beat')
  })

  it('are those of tables and figures', () => {
    expect(tableLabel('entities', 'en')).toBe('businesses')
    expect(tableTitle('entities', 'en')).toBe('Businesses')
    expect(tableTitle('entities', 'zh')).toBe('主体')
    expect(figureLabel('critical_rate', 'en')).toBe('Critical rate')
    expect(figureLabel('inspections', 'zh', 'unit')).toBe('次')
  })
})

describe('why a figure is missing', () => {
  it.each([
    ['no_rows', 'no rows in this window', '该时间窗内没有数据'],
    ['no_input:accepted_at', 'no extract has “Accepted”', '数据中没有“受理时间”'],
    ['no_input:$&', 'no extract has “$&”', '数据中没有“$&”'],
    ['no_table:complaints', 'no extract of complaints is loaded', '没有载入投诉举报数据'],
    ['something_new', 'Cannot be computed', '无法计算'],
    ['', 'Cannot be computed', '无法计算'],
  ])('is said of %s', (reason, en, zh) => {
    expect(missingText(reason, 'en')).toBe(en)
    expect(missingText(reason, 'zh')).toBe(zh)
  })
})
