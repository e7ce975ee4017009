import { describe, expect, it } from 'vitest'
import { faultsOf } from '../../src/plan/check'
import { type DrawInput, draw } from '../../src/plan/draw'
import { byBytes, comparable } from '../../src/plan/roster'
import { hashOfSecret, seedOf } from '../../src/plan/seed'
import { sweep } from '../sweep'
import { inspector, randomPlan, rules, seedOfNumber, target } from './plans'

const many = (n: number, change: (i: number) => Partial<Parameters<typeof target>[1]> = () => ({})) =>
  Array.from({ length: n }, (_, i) => target(`T${i}`, change(i)))
const crew = Array.from({ length: 8 }, (_, i) => inspector(`P${i}`, { capacity: 100 }))
const input = (change: Partial<DrawInput>): DrawInput => ({
  targets: [],
  inspectors: crew,
  rules: rules(),
  met: [],
  seed: seedOfNumber(1),
  ...change,
})
const kinds = (change: Partial<DrawInput>) => draw(input(change)).shortfalls.map(({ kind }) => kind)
const share = (value: number) => [{ class: null, region: null, industry: null, share: value, count: null }] as const

describe('a draw', () => {
  it('asks for the bands of each class, and a fifth of the plan for all', () => {
    const targets = many(400, i => ({ class: (['A', 'B', 'C', 'D'] as const)[i % 4] }))
    const { strata, floor, visits, shortfalls } = draw(input({ targets }))
    expect(strata.map(({ of, size, wanted, drawn }) => [...of, size, wanted, drawn])).toEqual([
      ['A', 100, 5, 5],
      ['B', 100, 20, 20],
      ['C', 100, 60, 60],
      ['D', 100, 100, 100],
    ])
    // A fifth of all: 47 of 232 are 20.3 %, 46 of 231 would be 19.9 %.
    expect(floor).toBe(47)
    expect(visits.filter(({ by }) => by === 'floor')).toHaveLength(47)
    expect(visits.length).toBe(232)
    expect(new Set(visits.map(each => each.target)).size).toBe(232)
    expect(visits.every(({ inspectors }) => new Set(inspectors).size === 2)).toBe(true)
    // 28 pairs for 232 visits: they meet again, and that is said.
    expect(shortfalls.filter(({ kind }) => kind === 'pair_again')).toHaveLength(232 - 28)
  })

  it('is the same whatever the order of businesses and inspectors', () => {
    for (let n = 0; n < sweep(300); n++) {
      const plan = randomPlan(n)
      const turned = { ...plan, targets: [...plan.targets].reverse(), inspectors: [...plan.inspectors].reverse() }
      expect(draw(turned)).toEqual(draw(plan))
    }
  })

  it('gives what is left of a share to the largest remainders, and says what is too small', () => {
    const targets = many(23, i => ({ region: i < 9 ? 'r1' : i < 20 ? 'r2' : 'r3' }))
    const plan = input({ targets, rules: rules({ dimensions: ['region'], quotas: share(2000) }) })
    const { strata, shortfalls } = draw(plan)
    // 20 % of 9, 11 and 3 are 1.8, 2.2 and 0.6; of all 23 they are 4.6, hence 4.
    expect(strata.map(({ wanted }) => wanted)).toEqual([2, 2, 0])
    expect(shortfalls).toContainEqual({ kind: 'too_small', of: ['r3'], size: 3 })
  })

  it('never draws what is closed, what caps bar, or what is of class A and was visited in the year', () => {
    const targets = [
      target('closed', { closed: true }),
      target('often', { visits: 4 }),
      target('A again', { class: 'A', visits: 1 }),
      target('fire twice', { departments: [{ department: '消防', visits: 2 }], visits: 2 }),
      target('fine', { visits: 3 }),
    ]
    const plan = input({ targets, rules: rules({ dimensions: [], quotas: share(10_000), departments: ['消防'] }) })
    const { visits, shortfalls } = draw(plan)
    expect(visits.map(each => each.target)).toEqual(['fine'])
    expect(shortfalls).toContainEqual({
      kind: 'short',
      of: [],
      wanted: 4,
      drawn: 1,
      barred: { closed: 1, once_for_a: 1, cap_in_all: 1, cap_per_department: 1 },
    })
    expect(shortfalls).toContainEqual({ kind: 'floor_short', wanted: 1, drawn: 0 })
    // Other departments' caps are not this plan's.
    const other = draw({ ...plan, rules: { ...plan.rules, departments: ['城管'] } })
    expect(other.visits.map(each => each.target).sort()).toEqual(['fine', 'fire twice'])
  })

  it('lists what has no quota and an empty roster', () => {
    expect(kinds({})).toEqual(['no_target'])
    expect(kinds({ targets: many(3, () => ({ class: null })) })).toEqual(['no_quota'])
  })
})

describe('inspectors', () => {
  const one = (change: Partial<DrawInput>) =>
    draw(
      input({
        targets: [target('T', { class: 'D', region: 'r', industry: 'i', owner: '张 三', address: 'A St 1' })],
        ...change,
      }),
    )
  const lack = (inspectors: DrawInput['inspectors'], change: Partial<DrawInput['rules']> = {}) => {
    const { visits, shortfalls } = one({ inspectors, rules: rules(change) })
    expect(visits).toMatchObject([{ target: 'T', inspectors: [] }])
    return shortfalls.flatMap(each => (each.kind === 'no_team' ? [each.lack] : []))
  }

  it('step aside where they have an interest, and the visit is listed where too few are left', () => {
    const a = inspector('a')
    expect(lack([])).toEqual(['inspectors'])
    expect(lack([a])).toEqual(['inspectors'])
    expect(lack([a, inspector('b', { regions: ['elsewhere'] })])).toEqual(['region'])
    expect(lack([a, inspector('b', { industries: ['other'] })])).toEqual(['industry'])
    for (const [kind, value] of [
      ['entity', 'T'],
      ['owner', '张三'],
      ['address', 'a st1'],
    ] as const)
      expect(lack([a, inspector('b', { interests: [{ kind, value }] })])).toEqual(['interest'])
    expect(lack([a, inspector('b', { capacity: 0 })])).toEqual(['capacity'])
    expect(lack([a, inspector('b'), inspector('c')], { departments: ['消防', '市场监管'] })).toEqual(['department'])
  })

  it('of all departments go together', () => {
    const inspectors = [...crew, inspector('fire', { department: '消防' })]
    const { visits } = one({ inspectors, rules: rules({ departments: ['消防', '市场监管'] }) })
    expect(visits[0]?.inspectors).toContain('fire')
    expect(visits[0]?.inspectors).toHaveLength(2)
  })

  it('do not go with whom they went in the last twelve months, where others can', () => {
    const trio = ['a', 'b', 'c'].map(id => inspector(id))
    const met = [
      ['a', 'b'],
      ['c', 'a'],
    ] as const
    for (let n = 0; n < 20; n++) {
      const { visits, shortfalls } = one({ inspectors: trio, met, seed: seedOfNumber(n) })
      expect([...(visits[0]?.inspectors ?? [])].sort()).toEqual(['b', 'c'])
      expect(shortfalls.some(({ kind }) => kind === 'pair_again')).toBe(false)
    }
    const all = one({ inspectors: trio, met: [...met, ['b', 'c']] })
    expect(all.shortfalls.some(({ kind }) => kind === 'pair_again')).toBe(true)
  })

  it('are sent no more often than they can', () => {
    const inspectors = [
      inspector('a', { capacity: 1 }),
      inspector('b', { capacity: 1 }),
      inspector('c', { capacity: 1 }),
    ]
    const plan = input({
      targets: many(9),
      inspectors,
      rules: rules({ dimensions: [], quotas: share(10_000), days: 2 }),
    })
    const { visits } = draw(plan)
    const load = (id: string) => visits.filter(each => each.inspectors.includes(id)).length
    expect(['a', 'b', 'c'].map(load)).toEqual([2, 2, 2])
    expect(visits.filter(each => each.inspectors.length === 0)).toHaveLength(6)
  })
})

/** Above this a chi-square of `df` is one of ten thousand (Wilson and Hilferty 1931). */
const critical = (df: number): number => df * (1 - 2 / (9 * df) + 3.719 * Math.sqrt(2 / (9 * df))) ** 3

describe('fairness', () => {
  it('gives every business of a stratum the stated chance, by quota and by floor, and every pair of inspectors the same', () => {
    const sizes = { A: 20, B: 12, C: 8 } as const
    const targets = (Object.entries(sizes) as ['A' | 'B' | 'C', number][]).flatMap(([of, size]) =>
      Array.from({ length: size }, (_, i) => target(`${of}${i}`, { class: of })),
    )
    const quota = { A: 2, B: 3, C: 6 } as const
    const quotas = (['A', 'B', 'C'] as const).map(of => ({
      class: of,
      region: null,
      industry: null,
      share: null,
      count: quota[of],
    }))
    const seeds = sweep(20_000)
    const [byQuota, byFloor, pairs] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()]
    const add = (to: Map<string, number>, key: string): void => void to.set(key, (to.get(key) ?? 0) + 1)
    for (let n = 0; n < seeds; n++) {
      const { visits, floor } = draw(
        input({ targets, rules: rules({ quotas }), seed: seedOf(seedOfNumber(n), '2026-11-29') }),
      )
      expect(floor).toBe(3)
      for (const visit of visits) add(visit.by === 'quota' ? byQuota : byFloor, visit.target)
      add(pairs, [...(visits[0]?.inspectors ?? [])].sort().join())
    }
    const left = targets.length - 11
    for (const of of ['A', 'B', 'C'] as const) {
      const [size, p] = [sizes[of], quota[of] / sizes[of]]
      const own = targets.filter(each => each.class === of)
      // Of each seed the same number is drawn: the counts' variance among each other is p (1 − p) N / (N − 1) a seed.
      const spread = own.reduce((sum, { id }) => sum + ((byQuota.get(id) ?? 0) - seeds * p) ** 2, 0)
      expect(spread / (seeds * p * (1 - p) * (size / (size - 1))), of).toBeLessThan(critical(size - 1))
      const q = (1 - p) * (3 / left)
      for (const { id } of own)
        expect(Math.abs((byFloor.get(id) ?? 0) - seeds * q), id).toBeLessThan(4.5 * Math.sqrt(seeds * q * (1 - q)))
    }
    const each = seeds / 28
    expect(pairs.size).toBe(28)
    expect([...pairs.values()].reduce((sum, n) => sum + (n - each) ** 2 / each, 0)).toBeLessThan(critical(27))
  })
})

describe('what a draw cannot be made from', () => {
  const wrong = (change: Partial<DrawInput>) =>
    faultsOf(input(change)).map(({ code, message }) => `${code}: ${message}`)
  it('is named with its value and what to do', () => {
    expect(wrong({})).toEqual([])
    expect(wrong({ targets: [target('x'), target('x')] })).toEqual([
      'id_repeated: targets.id: "x" stands twice; leave one of them out',
    ])
    expect(wrong({ inspectors: [inspector('a'), inspector('a')] })[0]).toMatch(/^id_repeated: inspectors\.id: "a"/)
    expect(wrong({ targets: [target('a\nb')] })[0]).toMatch(/^id_unreadable/)
    expect(wrong({ inspectors: [inspector('a', { capacity: -1 })] })[0]).toMatch(
      /^count_wrong: inspectors\[a\]\.capacity: -1/,
    )
    expect(wrong({ rules: rules({ quotas: share(10_001) }) })[0]).toMatch(
      /^share_wrong: rules\.quotas\[0\]\.share: 10001 .*10000/,
    )
    expect(wrong({ rules: rules({ quotas: share(0.2) }) })[0]).toMatch(/^share_wrong/)
    expect(wrong({ rules: rules({ floor: 1999 }) })[0]).toMatch(/^floor_low: rules\.floor: 1999/)
    expect(wrong({ rules: rules({ floor: 10_000 }) })[0]).toMatch(/^floor_whole/)
    expect(wrong({ rules: rules({ team: 1 }) })[0]).toMatch(/^team_small: rules\.team: 1 .*at least two/)
    expect(wrong({ rules: rules({ departments: ['a', 'b', 'c'] }) })[0]).toMatch(/^team_departments/)
    expect(wrong({ rules: rules({ days: 0 }) })[0]).toMatch(/^days_wrong/)
    expect(wrong({ rules: rules({ dimensions: ['region'] }) })[0]).toMatch(
      /^quota_unused: rules\.quotas\[0\]\.class: "A"/,
    )
    expect(
      wrong({ rules: rules({ quotas: [{ class: null, region: null, industry: null, share: 1, count: 1 }] }) })[0],
    ).toMatch(/^quota_both/)
    expect(wrong({ seed: 'abc' })[0]).toMatch(/^seed_wrong: seed: "abc"/)
    expect(wrong({ targets: [target('a', { owner: '\uD800' })] })[0]).toMatch(/^text_broken/)
    expect(wrong({ targets: [target('a', { class: 'E' as 'A' })] })[0]).toMatch(/^class_unknown/)
  })
})

describe('texts', () => {
  it('are in the order of their bytes, and compared without width, spaces and size of letters', () => {
    const texts = ['～', '𠀀', 'z', 'Ä', 'a', '', 'ab', '业']
    const byBuffer = [...texts].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    expect([...texts].sort(byBytes)).toEqual(byBuffer)
    expect(comparable(' ＡＢ c\t')).toBe('abc')
    expect(comparable('İ')).toBe('İ')
  })

  it('make a seed and its commitment by HMAC-SHA-256 and SHA-256', () => {
    // RFC 4231, test case 1, with its key of 20 bytes lengthened by zeros, which HMAC does itself.
    const secret = '0b'.repeat(20) + '00'.repeat(12)
    expect(seedOf(secret, 'Hi There')).toBe('b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7')
    // FIPS 180: 32 bytes of zero.
    expect(hashOfSecret('00'.repeat(32))).toBe('66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925')
  })
})
