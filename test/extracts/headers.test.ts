import { describe, expect, it } from 'vitest'
import { editDistance, likeness, normaliseHeader } from '../../src/extracts/headers'

describe('a header', () => {
  it.each([
    ['License #', 'license'],
    ['license_', 'license'],
    ['  Inspection   Date ', 'inspectiondate'],
    ['行政相对人代码_1', '行政相对人代码1'],
    ['ＵＳＣＣ', 'uscc'],
    ['经度（°）', '经度'],
    ['经度(WGS-84)', '经度'],
    ['罚没金额（元）', '罚没金额'],
    ['What is the Nature of this Code Violation?', 'whatisthenatureofthiscodeviolation'],
    ['\ufeff许可编号', '许可编号'],
    ['', ''],
    ['(lat)', ''],
    ['Größe', 'größe'],
  ])('%j is compared as %j', (header, normal) => {
    expect(normaliseHeader(header)).toBe(normal)
    expect(normaliseHeader(normal)).toBe(normal)
  })
})

describe('likeness', () => {
  it('is 1 for the same words in another order, 0 for nothing in common', () => {
    expect(likeness('Date of Inspection', 'inspection of date')).toBe(1)
    expect(likeness('inspectionDate', 'Inspection Date')).toBe(1)
    expect(likeness('abc', 'xyz')).toBe(0)
    expect(likeness('', 'abc')).toBe(0)
    expect(likeness('#', '##')).toBe(0)
  })

  it('is the share of letters that need no change', () => {
    expect(likeness('inspection_dat', 'inspection_date')).toBeCloseTo(13 / 14)
    expect(likeness('受理时间', '受理时刻')).toBeCloseTo(3 / 4)
    expect(likeness('办结时间', '办结时限')).toBeLessThan(0.8)
    expect(likeness('serious_violations', 'minor_violations')).toBeLessThan(0.8)
  })

  it('does not depend on the order', () => {
    for (const [a, b] of [
      ['License Number', 'License Status'],
      ['状态', '办理状态'],
      ['x', ''],
    ] as const) {
      expect(likeness(a, b)).toBe(likeness(b, a))
    }
  })
})

it('counts changed, added and removed letters', () => {
  expect(editDistance('kitten', 'sitting')).toBe(3)
  expect(editDistance('', 'abc')).toBe(3)
  expect(editDistance('办结', '办结')).toBe(0)
})
