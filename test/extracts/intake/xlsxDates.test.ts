import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../../src/cli/files'
import { builtInFormat, numberText, shapeOf } from '../../../src/extracts/intake/xlsxFormat'

const shown = (serial: number | string, format: string | number, from1904 = false): string =>
  numberText(String(serial), shapeOf(typeof format === 'number' ? builtInFormat(format) : format), from1904)

describe('a serial number', () => {
  it.each<[number, string | number, string]>([
    [45293, 14, '2024-01-02'],
    [45293, 'yyyy/m/d', '2024-01-02'],
    [45293, 'yyyy"年"m"月"d"日"', '2024-01-02'],
    [45293, 'yyyy年m月d日', '2024-01-02'],
    [45293, '[$-804]yyyy"年"m"月"d"日";@', '2024-01-02'],
    [45293, '[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', '2024-01-02'],
    [45293, 31, '2024-01-02'],
    [45293, 57, '2024-01-02'],
    [45293, 34, '2024-01-02'],
    [45293.354166666664, 22, '2024-01-02 08:30:00'],
    [45293.354166666664, 'yyyy-mm-dd hh:mm:ss', '2024-01-02 08:30:00'],
    [45293, 'yyyy-mm-dd hh:mm', '2024-01-02 00:00:00'],
    [45293.354166666664, 'yyyy-mm-dd', '2024-01-02 08:30:00'],
    [45292.9999999999, 'yyyy-mm-dd', '2024-01-01 23:59:59'],
    [45292.9999999999, 'yyyy-mm-dd hh:mm:ss', '2024-01-02 00:00:00'],
    [45293.00000001, 'yyyy-mm-dd', '2024-01-02'],
    [0.354166666666667, 'h:mm', '08:30:00'],
    [0.354166666666667, 20, '08:30:00'],
    [0.75, '上午/下午h"时"mm"分"', '18:00:00'],
    [0.75, 'h:mm AM/PM', '18:00:00'],
    [0.0000115740740740741, 'mm:ss.0', '00:00:01.0'],
    [1.25, '[h]:mm', '30:00'],
    [1.2571759259, '[h]:mm:ss', '30:10:20'],
    [1.25, 46, '30:00:00'],
    [0.0520833333333333, '[mm]:ss', '75:00'],
    [0, 14, '1900-01-00'],
    [1, 14, '1900-01-01'],
    [59, 14, '1900-02-28'],
    [60, 14, '1900-02-29'],
    [61, 14, '1900-03-01'],
    [36525, 14, '1999-12-31'],
    [36585, 14, '2000-02-29'],
    [2958465, 14, '9999-12-31'],
    [2958466, 14, '2958466'],
    [-1, 14, '-1'],
  ])('%d in the format %s is %s', (serial, format, text) => {
    expect(shown(serial, format)).toBe(text)
  })

  it('counts from 1904 where the workbook says so', () => {
    expect(shown(0, 14, true)).toBe('1904-01-01')
    expect(shown(43831, 14, true)).toBe('2024-01-02')
    expect(shown(0.5, 20, true)).toBe('12:00:00')
    expect(shown(2957003, 14, true)).toBe('9999-12-31')
    expect(shown(2957004, 14, true)).toBe('2957004')
  })

  it.each([
    'General',
    'G/通用格式',
    '0',
    '0.00',
    '#,##0',
    '0%',
    '0.00E+00',
    '"day"0',
    '[Red]0.0;[Blue]-0.0',
    '_-* #,##0.00\\ [$€-407]_-',
    '@',
    '0.0"d"',
    '# ?/?',
  ])('stays a number in the format %s', format => {
    expect(shown(45293.5, format)).toBe('45293.5')
  })

  it('gives every day of the calendar once, and each follows the one before', () => {
    // An independent count: UTC days of the platform.
    for (let serial = 61; serial < 2_958_465; serial += 97) {
      const expected = new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10)
      expect(shown(serial, 14)).toBe(expected)
    }
  })

  it.each(['Asia/Shanghai', 'UTC', 'America/Los_Angeles'])('is the same day in %s', zone => {
    const script = `
      const { numberText, shapeOf } = await import('./src/extracts/intake/xlsxFormat.ts')
      const dates = [32874.5, 33330, 45293, 45362.99999, 45599.0833333].map(n => numberText(String(n), shapeOf('yyyy-mm-dd hh:mm:ss'), false))
      console.log(JSON.stringify({ offset: new Date(2024, 0, 1).getTimezoneOffset(), dates }))`
    const run = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      cwd: projectRoot,
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
      timeout: 25_000,
    })
    const offsets: Record<string, number> = { 'Asia/Shanghai': -480, UTC: 0, 'America/Los_Angeles': 480 }
    expect(JSON.parse(run.stdout)).toEqual({
      offset: offsets[zone],
      dates: [
        '1990-01-01 12:00:00',
        '1991-04-02 00:00:00',
        '2024-01-02 00:00:00',
        '2024-03-11 23:59:59',
        '2024-11-03 02:00:00',
      ],
    })
  })
})
