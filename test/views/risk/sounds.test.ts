import { describe, expect, it } from 'vitest'
import { readingsOf, soundPattern } from '../../../src/views/risk/sounds'

const names = [
  '云岭华诚健身管理有限公司',
  '松岚区老王火锅店',
  '重庆小面馆',
  '银行大厦食堂',
  '旅馆',
  '长乐路早餐店',
  'Joe’s Diner',
]
const readings = readingsOf([...new Set(names.join(''))])
const found = (text: string): string[] => {
  const pattern = soundPattern(text, readings)
  return pattern === null ? [] : names.filter(name => new RegExp(pattern, 'u').test(name))
}

describe('a search by sound', () => {
  it.each([
    ['huoguo', ['松岚区老王火锅店']],
    ['huog', ['松岚区老王火锅店']],
    ['hg', ['松岚区老王火锅店']],
    ['laowanghg', ['松岚区老王火锅店']],
    // 健身管: jian, shen, and the beginning of guan.
    ['jiansheng', ['云岭华诚健身管理有限公司']],
    ['jianshen', ['云岭华诚健身管理有限公司']],
    ['jsgl', ['云岭华诚健身管理有限公司']],
    // A character of two readings is found by both.
    ['chongqing', ['重庆小面馆']],
    ['zhongqing', ['重庆小面馆']],
    ['yinhang', ['银行大厦食堂']],
    ['lvguan', ['旅馆']],
    ['lüguan', ['旅馆']],
    ['zcd', ['长乐路早餐店']],
    ['YL hua', ['云岭华诚健身管理有限公司']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected)
  })

  it('is none for what is not letters, too short, or sounds like nothing', () => {
    expect(['', 'h', '火锅', 'h1', 'vvvv', 'a.*', '(((', '[a]'].map(text => soundPattern(text, readings))).toEqual(Array(8).fill(null)) // biome-ignore format: one line
  })

  it('is bounded, however many ways there are to read a text', () => {
    const many = readingsOf(Array.from({ length: 6000 }, (_, i) => String.fromCodePoint(0x4e00 + i)))
    const pattern = soundPattern('xianxianxianxianxianxianxianxianxian', many)
    expect(pattern?.length ?? 0).toBeLessThan(20_000)
  })
})
