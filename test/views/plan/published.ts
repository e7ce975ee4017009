import { commit, formats, type PlanFile, reveal } from '../../../src/plan/record'
import { inspector, rules, target } from '../../plan/plans'

export const secret = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'

/** Names as nobody would like to find them. */
export const nasty = ['<script>alert(1)</script>', '=1+1', '“云岭”饭店 & Co', '00123', '-2', '@SUM(A1)', 'o\'"<b>']

/** Twelve businesses, the first ones with names that are code elsewhere, and four inspectors. */
export const plan: PlanFile = {
  format: formats.plan,
  targets: Array.from({ length: 12 }, (_, i) =>
    target(`0${i + 1}`, {
      name: nasty[i] ?? `饭店 ${i + 1}`,
      class: (['A', 'B', 'C', 'D'] as const)[i % 4],
      region: i % 2 ? '110105' : '110106',
      industry: i === 3 ? null : '餐饮',
    }),
  ),
  inspectors: ['01', '02', '03', '04'].map(id =>
    inspector(id, { name: id === '01' ? '=HYPERLINK("x")' : `检查员 ${id}` }),
  ),
  rules: rules({
    quotas: [{ class: null, region: null, industry: null, share: 10_000, count: null }],
  }),
  met: [],
}
export const occasion = {
  plan: '2026 Q4 <i>',
  office: '云岭市市场监管局',
  at: '2026-11-29T09:00:00',
  extracts: 'c754191',
  asOf: '2026-11-28',
  source: '双色球第2026139期',
  previous: null,
}
export const commitment = commit(plan, secret, occasion)
export const record = reveal(plan, commitment, secret, '03 11 14 22 27 31 + 09', '2026-11-29T21:30:00')
export const regionName = (code: string): string => ({ 110105: '朝阳区', 110106: '丰台区' })[code] ?? code
