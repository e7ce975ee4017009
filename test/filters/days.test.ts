import { afterEach, describe, expect, it } from 'vitest'
import { addDays, addYears, dayNumber, dayOf, isDay, windowLength } from '../../src/filters/days'
import { sweep } from '../sweep'
import { randomOf } from './random'

const zone = process.env.TZ
afterEach(() => {
  process.env.TZ = zone
  if (zone === undefined) delete process.env.TZ
})

describe('days', () => {
  it.each(['UTC', 'Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Apia', 'America/Sao_Paulo'])(
    'are the same in %s',
    each => {
      process.env.TZ = each
      expect(dayNumber('1970-01-01')).toBe(0)
      expect(dayNumber('2014-08-31')).toBe(16_313)
      expect(addDays('2011-12-29', 1)).toBe('2011-12-30')
      expect(addDays('2018-11-03', 1)).toBe('2018-11-04')
      expect(addDays('2014-03-01', -1)).toBe('2014-02-28')
      expect(windowLength('2013-09-01', '2014-08-31')).toBe(365)
    },
  )

  it('count forwards and back', () => {
    const random = randomOf(1)
    for (let i = 0; i < sweep(20_000); i++) {
      const at = Math.floor(random() * 3_600_000) - 719_000
      if (at > 2_932_896) continue
      expect(dayNumber(dayOf(at))).toBe(at)
    }
    expect([dayNumber('0001-01-01'), dayNumber('9999-12-31')]).toEqual([-719_162, 2_932_896])
  })

  it('stay within the years 1 to 9999', () => {
    expect(addDays('0001-01-01', -1)).toBe('0001-01-01')
    expect(addDays('9999-12-31', 1)).toBe('9999-12-31')
    expect(addYears('0001-05-06', -3)).toBe('0001-05-06')
    expect(addYears('9999-05-06', 3)).toBe('9999-05-06')
  })

  it('know leap years', () => {
    expect(['2012-02-29', '2000-02-29', '0004-02-29'].every(isDay)).toBe(true)
    expect(['2013-02-29', '1900-02-29', '2014-04-31', '2014-00-01', '2014-13-01', '0000-01-01'].some(isDay)).toBe(false)
    expect(addYears('2012-02-29', 1)).toBe('2013-02-28')
    expect(addYears('2012-02-29', 4)).toBe('2016-02-29')
    expect(addYears('2013-02-28', -1)).toBe('2012-02-28')
  })

  it.each(['', '2014-8-31', '2014-08-31T00:00', ' 2014-08-31', '20140831', '２０１４-08-31', '-2014-08-31'])(
    'are refused otherwise: "%s"',
    text => {
      expect(isDay(text)).toBe(false)
      expect(() => dayNumber(text)).toThrow(RangeError)
    },
  )
})
