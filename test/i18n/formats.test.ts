import { afterEach, describe, expect, it } from 'vitest'
import { compareNames, type Formats, formats } from '../../src/i18n'

const [zh, en] = [formats('zh'), formats('en')]
const zone = process.env.TZ
afterEach(() => {
  process.env.TZ = zone
  if (zone === undefined) delete process.env.TZ
})

describe('numbers', () => {
  it('of a column have the same decimals', () => {
    expect([9, 9.24, -14.2, 0.04, null].map(value => en.fixed(value, 1))).toEqual(['9.0', '9.2', '−14.2', '0.0', '–'])
    expect([0.5, 0.7246].map(value => zh.fixed(value, 3))).toEqual(['0.500', '0.725'])
  })

  it.each([
    [0, '0', '0'],
    [-0, '0', '0'],
    [999, '999', '999'],
    [1000, '1,000', '1k'],
    [1249, '1,249', '1.2k'],
    [9999, '9,999', '10k'],
    [10_000, '1万', '10k'],
    [12_345, '1.2万', '12.3k'],
    [12_350, '1.2万', '12.4k'],
    [99_950, '10万', '100k'],
    [123_456, '12.3万', '123k'],
    [999_499, '99.9万', '999k'],
    [999_500, '100万', '1M'],
    [3_400_000, '340万', '3.4M'],
    [12_345_678, '1,235万', '12.3M'],
    [99_999_999, '1亿', '100M'],
    [340_000_000, '3.4亿', '340M'],
    [1_234_567_890, '12.3亿', '1.2B'],
    [2_500_000_000_000, '2.5万亿', '2.5T'],
    [-12_345, '−1.2万', '−12.3k'],
    [0.25, '0.25', '0.25'],
    [-0.001, '0', '0'],
    [12.34, '12.3', '12.3'],
    [9999.7, '1万', '10k'],
  ])('are short: %d is %s and %s', (value, chinese, english) => {
    expect(zh.compact(value)).toBe(chinese)
    expect(en.compact(value)).toBe(english)
  })

  it('never say a unit of their own size or more', () => {
    for (let value = 1; value < 1e13; value = Math.ceil(value * 1.0007)) {
      expect(en.compact(value)).toMatch(/^(\d{1,3}|\d{1,2}\.\d)[kMBT]?$/)
      expect(zh.compact(value)).toMatch(/^(\d{1,3}|\d,\d{3}|\d{1,2}\.\d)(万|亿|万亿)?$/)
    }
  })

  it('are whole and grouped', () => {
    expect(en.count(12_345)).toBe('12,345')
    expect(zh.count(1_234_567)).toBe('1,234,567')
    expect(en.count(-1234)).toBe('−1,234')
    expect(en.count(-0.4)).toBe('0')
  })

  it('are rates with one decimal', () => {
    expect(en.rate(0.1485)).toBe('14.9%')
    expect(en.rate(0)).toBe('0.0%')
    expect(en.rate(1)).toBe('100.0%')
    expect(en.rate(-0.0001)).toBe('0.0%')
    expect(zh.change(0.157)).toBe('15.7%')
    expect(zh.change(-0.346)).toBe('−34.6%')
    expect(en.change(12.5)).toBe('1,250.0%')
  })

  it('are percentage points', () => {
    expect(en.points(0.004)).toBe('0.4 pp')
    expect(zh.points(0.004)).toBe('0.4 个百分点')
    expect(en.points(-0.019)).toBe('−1.9 pp')
    expect(en.points(-0.0001)).toBe('0.0 pp')
  })

  it('have as many decimals as asked for', () => {
    expect(en.number(1234.5678)).toBe('1,234.57')
    expect(en.number(1234.5678, 0)).toBe('1,235')
    expect(en.number(2)).toBe('2')
  })

  it('are bytes and times', () => {
    expect([0, 999, 1000, 5_900_000, 999_999, 1.5e12].map(en.bytes)).toEqual([
      ...['0 B', '999 B', '1 kB', '5.9 MB', '1 MB', '1.5 TB'],
    ])
    expect([0, 12.4, 999.4, 999.6, 1234, 59_949, 59_950, 125_000].map(en.milliseconds)).toEqual([
      ...['0 ms', '12 ms', '999 ms', '1.0 s', '1.2 s', '59.9 s', '1 min 0 s', '2 min 5 s'],
    ])
    expect([12, 1234, 125_000].map(zh.milliseconds)).toEqual(['12 毫秒', '1.2 秒', '2 分 5 秒'])
  })

  it('that are missing are a dash', () => {
    const names = ['count', 'compact', 'rate', 'points', 'change', 'number', 'bytes', 'milliseconds'] as const
    for (const name of names) {
      for (const value of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(en[name](value), name).toBe('–')
        expect(zh[name](value), name).toBe('–')
      }
    }
  })
})

describe('days', () => {
  it.each(['UTC', 'Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati'])('are the same in %s', each => {
    process.env.TZ = each
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(each)
    expect(en.day('2014-08-31')).toBe('31 Aug 2014')
    expect(zh.day('2014-01-01')).toBe('2014年1月1日')
    expect(en.month('2014-01-01')).toBe('Jan 2014')
    expect(zh.month('2014-12')).toBe('2014年12月')
    expect(en.time('2014-08-31 00:05:59')).toBe('31 Aug 2014, 00:05')
  })

  it('are short', () => {
    expect([en.shortDay('2014-08-01'), zh.shortDay('2014-08-01')]).toEqual(['1 Aug', '8月1日'])
    expect([en.shortMonth('2014-08-01'), zh.shortMonth('2014-08-01')]).toEqual(['Aug', '8月'])
    expect([en.year('2014-08-01'), zh.year('2014-08-01')]).toEqual(['2014', '2014年'])
  })

  it('of a time leave the time out; a day without one has none', () => {
    expect(en.day('2014-08-31T23:59:59')).toBe('31 Aug 2014')
    expect(en.time('2014-08-31')).toBe('31 Aug 2014')
    expect(zh.time('2014-08-31T14:05:00')).toBe('2014年8月31日 14:05')
  })

  it.each([null, undefined, '', '2014', '2014-13-01', '2014-00-10', '2014-01-32', '31/08/2014', 'x2014-01-01'])(
    'that are none are a dash: %s',
    text => {
      const names = ['day', 'shortDay', 'month', 'shortMonth', 'year', 'time'] as const
      for (const name of names) expect([en[name](text), zh[name](text)]).toEqual(['–', '–'])
    },
  )
})

describe('windows', () => {
  const both = (from: string | null, to: string): string[] => [en, zh].map((f: Formats) => f.window({ from, to }))
  it('name both days', () => {
    expect(both('2013-09-01', '2014-08-31')).toEqual(['1 Sep 2013 – 31 Aug 2014', '2013年9月1日 – 2014年8月31日'])
  })
  it('name a year that both share once', () => {
    expect(both('2014-01-01', '2014-08-31')).toEqual(['1 Jan – 31 Aug 2014', '2014年1月1日 – 8月31日'])
  })
  it('may be a day, or everything up to one', () => {
    expect(both('2014-08-31', '2014-08-31')).toEqual(['31 Aug 2014', '2014年8月31日'])
    expect(both(null, '2014-08-31')).toEqual(['up to 31 Aug 2014', '截至2014年8月31日'])
    expect(both('?', '2014-08-31')).toEqual(['–', '–'])
  })
})

describe('names', () => {
  it('are sorted by pinyin, with numbers by value and missing ones last', () => {
    const names = ['西城区', null, '朝阳区', '第10街', '第9街', '东城区', '海淀区']
    expect(names.sort(compareNames)).toEqual(['朝阳区', '第9街', '第10街', '东城区', '海淀区', '西城区', null])
  })
})
