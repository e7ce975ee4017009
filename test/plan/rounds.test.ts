import { describe, expect, it } from 'vitest'
import { alongCurve } from '../../src/plan/roundCurve'
import { workingDays } from '../../src/plan/roundDays'
import { planRounds, type Rounds, type RoundsInput, type RoundVisit, roundsOn } from '../../src/plan/rounds'
import { random } from '../charts/random'
import { sweep } from '../sweep'

const visit = (id: string, inspectors: string | readonly string[], change: Partial<RoundVisit> = {}): RoundVisit => ({
  id,
  name: `Business ${id}`,
  address: null,
  region: 'r1',
  lon: null,
  lat: null,
  inspectors: typeof inspectors === 'string' ? [...inspectors] : inspectors,
  ...change,
})
const isWorkday = (day: string): boolean => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
/** So many days of work from Monday, 2 March 2026. */
const working = (days: number): string[] => workingDays('2026-03-02', days, isWorkday)
/** Inspectors a to f of one visit a day, on three days. */
const input = (visits: readonly RoundVisit[], change: Partial<RoundsInput> = {}): RoundsInput => ({
  visits,
  inspectors: [...'abcdef'].map(id => ({ id, capacity: 1 })),
  days: working(3),
  moved: {},
  ...change,
})
const of = (capacity: number): Pick<RoundsInput, 'inspectors'> => ({
  inspectors: [...'abcdef'].map(id => ({ id, capacity })),
})
const dayOf = ({ rounds }: Rounds): Record<string, string> =>
  Object.fromEntries(rounds.flatMap(({ day, visits }) => visits.map(({ id }) => [id, day.slice(8)])))
const why = ({ unplaced }: Rounds) => unplaced.map(({ id, why }) => [id, why.kind, 'inspectors' in why ? why.inspectors.join('') : '']) // biome-ignore format: a line

function randomInput(n: number): RoundsInput {
  const next = random(n * 104_729 + 11)
  const below = (end: number): number => Math.floor(next() * end)
  const inspectors = Array.from({ length: 2 + below(9) }, (_, i) => ({ id: `P${i}`, capacity: below(5) }))
  const days = workingDays('2026-09-25', 1 + below(12), isWorkday)
  const visits = Array.from({ length: below(150) }, (_, i) => {
    const team = Array.from({ length: below(20) === 0 ? 0 : 2 + below(2) }, () => `P${below(inspectors.length)}`)
    const located = next() < 0.85
    return visit(`${['B', '业', '𠀀'][below(3)]}-${i}`, [...new Set(below(40) === 0 ? [...team, 'gone'] : team)], {
      address: next() < 0.3 ? null : `Street ${below(9)}`,
      region: next() < 0.1 ? null : `11010${below(5)}`,
      lon: located ? 116 + next() : null,
      lat: located ? 39 + next() : null,
    })
  })
  const asked = { visits, inspectors, days }
  const moved = visits
    .filter(() => next() < 0.06)
    .map(({ id }) => [id, next() < 0.2 ? '2026-09-26' : (days[below(days.length)] ?? '')] as const)
  return {
    ...asked,
    moved: Object.fromEntries([...moved, ...(next() < 0.1 ? [['nobody', '2026-09-25'] as const] : [])]),
  }
}

/** Visits of each inspector on each day. */
function loads({ rounds }: Rounds): Map<string, RoundVisit[]> {
  const on = new Map<string, RoundVisit[]>()
  for (const { day, visits } of rounds)
    for (const each of visits)
      for (const id of each.inspectors) on.set(`${day} ${id}`, [...(on.get(`${day} ${id}`) ?? []), each])
  return on
}

describe('rounds of random plans', () => {
  it('hold every visit once or say why not, and nobody has more than they can but where a hand moved it', () => {
    for (let n = 0; n < sweep(500); n++) {
      const asked = randomInput(n)
      const { visits, inspectors, moved } = asked
      const result = planRounds(asked)
      const held = result.rounds.flatMap(round => round.visits)
      expect([...held, ...result.unplaced.map(each => each.visit)].map(({ id }) => id).sort()).toEqual(
        visits.map(({ id }) => id).sort(),
      )
      const told = new Set(result.moves.flatMap(({ id, problem }) => (problem.kind === 'overload' ? [id] : [])))
      for (const [key, on] of loads(result)) {
        const capacity = inspectors.find(({ id }) => key.endsWith(` ${id}`))?.capacity ?? -1
        if (on.length > capacity)
          expect(
            on.every(({ id }) => Object.hasOwn(moved, id) && told.has(id)),
            key,
          ).toBe(true)
      }
      for (const [id, day] of Object.entries(moved)) {
        const round = result.rounds.find(each => each.visits.some(own => own.id === id))
        const never = result.unplaced.find(each => each.id === id)?.why.kind
        if (result.days.includes(day) && !/no_team|unknown/.test(never ?? '') && id !== 'nobody')
          expect(round?.day, id).toBe(day)
      }
    }
  })

  it('are the same whatever the order of visits, inspectors and moves', () => {
    for (let n = 0; n < sweep(500); n++) {
      const asked = randomInput(n)
      const turned = {
        ...asked,
        visits: [...asked.visits].reverse(),
        inspectors: [...asked.inspectors].reverse(),
        moved: Object.fromEntries(Object.entries(asked.moved).reverse()),
      }
      expect(planRounds(turned)).toEqual(planRounds(asked))
    }
  })

  it('stand by day and area, each in the order of its way, those without a place last', () => {
    for (let n = 0; n < sweep(100); n++) {
      const { rounds, days } = planRounds({ ...randomInput(n), moved: {} })
      const keys = rounds.map(({ day, region }) => `${day} ${region ?? '~'}`)
      expect(keys).toEqual([...new Set(keys)].sort())
      for (const { day, region, visits, unlocated, kilometres } of rounds) {
        expect(days).toContain(day)
        expect(visits.every(each => each.region === region)).toBe(true)
        expect(visits.map(({ lon }) => lon === null)).toEqual(visits.map((_, i) => i >= visits.length - unlocated))
        expect(kilometres > 0).toBe(visits.length - unlocated > 1)
        const last = visits.slice(visits.length - unlocated).map(({ address, id }) => `${address ?? '~'} ${id}`)
        expect(last).toEqual([...last].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
      }
    }
  })
})

describe('the curve', () => {
  it('goes through a grid from square to neighbouring square', () => {
    const grid = Array.from({ length: 256 }, (_, i) => ({ lon: (i % 16) / 1e4, lat: Math.floor(i / 16) / 1e4 }))
    const along = alongCurve(grid)
    const way = grid.map((place, i) => ({ place, at: along[i] ?? 0 })).sort((a, b) => a.at - b.at)
    for (const [i, { place }] of way.entries()) {
      const { lon, lat } = way[i - 1]?.place ?? { lon: place.lon - 1e-4, lat: place.lat }
      expect(Math.round((Math.abs(place.lon - lon) + Math.abs(place.lat - lat)) * 1e4)).toBe(1)
    }
  })
})

describe('a day of an inspector', () => {
  it('stays in one area where that is possible', () => {
    const visits = Array.from({ length: 12 }, (_, i) => visit(`v${i}`, 'ab', { region: `r${i % 3}` }))
    const { rounds } = planRounds(input(visits, of(4)))
    expect(rounds.map(({ day, region, visits }) => [day.slice(8), region, visits.length])).toEqual([
      ['02', 'r0', 4],
      ['03', 'r1', 4],
      ['04', 'r2', 4],
    ])
  })

  it('goes to a second area only where another day has no room', () => {
    const visits = ['r1', 'r2', 'r3', 'r4'].map(region => visit(region, 'ab', { region }))
    const free = planRounds(input(visits, { ...of(4), days: working(4) }))
    expect(dayOf(free)).toEqual({ r1: '02', r2: '03', r3: '04', r4: '05' })
    expect(dayOf(planRounds(input(visits, { ...of(4), days: working(2) })))).toMatchObject({ r1: '02', r2: '03' })
  })

  it('brings near places together', () => {
    // Three groups of four along a line, by turns: 1 km within a group, 20 km between them.
    const visits = Array.from({ length: 12 }, (_, i) =>
      visit(`v${i}`, 'ab', { lon: 116 + (i % 3) * 0.25 + Math.floor(i / 3) * 0.003, lat: 40 }),
    )
    const { rounds } = planRounds(input(visits, of(4)))
    expect(rounds.map(({ visits }) => visits.map(({ id }) => Number(id.slice(1)) % 3).join(''))).toEqual([
      '0000',
      '1111',
      '2222',
    ])
    for (const { kilometres } of rounds) expect(kilometres).toBeCloseTo(3 * 0.003 * 111.195 * Math.cos((40 * Math.PI) / 180), 2) // biome-ignore format: a line
  })

  it('is, of two on which as many are in the area, the one whose places are nearer', () => {
    // On Monday a is at 0 and c nowhere; on Tuesday c is at 20 and a nowhere.
    const along = ['0 ab', '10 de', '10 de', '20 cd', '21 ac'].map((each, i) => {
      const [at, team = ''] = each.split(' ')
      return visit(String(i), team, { lon: 116 + Number(at) / 100, lat: 40 })
    })
    expect(dayOf(planRounds(input(along, of(2))))).toEqual({ 0: '02', 1: '02', 2: '02', 3: '03', 4: '03' })
  })

  it('has fewer areas than the first day that has room would give', () => {
    const next = random(77)
    const below = (end: number): number => Math.floor(next() * end)
    const inspectors = Array.from({ length: 40 }, (_, i) => ({ id: `P${i}`, capacity: 4 }))
    const visits = Array.from({ length: 900 }, (_, i) => {
      const [one, step, region] = [below(40), 1 + below(39), below(9)]
      return visit(`v${i}`, [`P${one}`, `P${(one + step) % 40}`], {
        region: `r${region}`,
        lon: 116 + ((region % 3) + next()) * 0.1,
        lat: 39 + (Math.floor(region / 3) + next()) * 0.1,
      })
    })
    const asked = input(visits, { inspectors, days: working(20) })
    const planned = planRounds(asked)
    const first = new Map<string, RoundVisit[]>()
    for (const each of visits) {
      const day = planned.days.find(day => each.inspectors.every(id => (first.get(`${day} ${id}`)?.length ?? 0) < 4))
      for (const id of each.inspectors) first.set(`${day} ${id}`, [...(first.get(`${day} ${id}`) ?? []), each])
    }
    const areas = (of: Map<string, RoundVisit[]>): number =>
      [...of.values()].reduce((sum, on) => sum + new Set(on.map(({ region }) => region)).size, 0) / of.size
    expect(planned.unplaced).toEqual([])
    expect(areas(loads(planned))).toBeLessThan(1.2)
    expect(areas(first)).toBeGreaterThan(2.5)
  })
})

describe('a visit without a day', () => {
  it('says who is full, or that nobody can', () => {
    const visits = [
      visit('1', 'ab'),
      visit('2', 'ac'),
      visit('3', 'ad'),
      visit('4', 'ae'),
      visit('5', ''),
      visit('6', 'az'),
    ]
    const result = planRounds(input(visits))
    expect(why(result)).toEqual([
      ['4', 'full', 'a'],
      ['5', 'no_team', ''],
      ['6', 'unknown', 'z'],
    ])
    expect(why(planRounds(input([visit('1', 'ab')], { days: working(0) })))).toEqual([['1', 'no_day', '']])
    expect(why(planRounds(input([visit('1', 'ab')], of(0))))).toEqual([['1', 'full', 'ab']])
  })

  it('is given room where others can go elsewhere', () => {
    // On two days, first come first served: ab and de on the first, bc on the second, and cd would be left.
    const visits = [visit('1', 'ab'), visit('2', 'bc'), visit('3', 'de'), visit('4', 'cd')]
    const result = planRounds(input(visits, { days: working(2) }))
    expect(dayOf(result)).toEqual({ 1: '02', 2: '03', 3: '03', 4: '02' })
  })

  it('changes nothing for the others', () => {
    let without = 0
    for (let n = 0; n < sweep(500); n++) {
      const asked = randomInput(n)
      // Without places, since these lay out the curve.
      const visits = asked.visits.map(each => ({ ...each, lon: null, lat: null }))
      const { rounds, unplaced } = planRounds({ ...asked, visits, moved: {} })
      const gone = new Set(unplaced.map(({ id }) => id))
      without += unplaced.filter(each => each.why.kind === 'apart').length
      expect(planRounds({ ...asked, visits: visits.filter(({ id }) => !gone.has(id)), moved: {} }).rounds).toEqual(
        rounds,
      )
    }
    expect(without).toBeGreaterThan(0)
  })

  it('is one whose inspectors have room, but never together', () => {
    // ab, bc and ca are three days for each two of them.
    const visits = [visit('1', 'ab'), visit('2', 'bc'), visit('3', 'ca')]
    expect(why(planRounds(input(visits, { days: working(2) })))).toEqual([['3', 'apart', 'ca']])
  })
})

describe('a visit moved by hand', () => {
  it('is not moved again to make room', () => {
    // As above: 3 could make room for 4 on the second day, but a hand put it on the first.
    const four = [visit('1', 'ab'), visit('2', 'bc'), visit('3', 'de'), visit('4', 'cd')]
    const result = planRounds(input(four, { days: working(2), moved: { 3: '2026-03-02' } }))
    expect(dayOf(result)).toEqual({ 1: '02', 2: '03', 3: '02' })
    expect(why(result)).toEqual([['4', 'apart', 'cd']])
  })

  const visits = Array.from({ length: 6 }, (_, i) => visit(`${i}`, 'ab'))
  const planned = planRounds(input(visits, of(2)))

  it('leaves no trace of room that could not be made', () => {
    // On Tuesday 1 could go to Monday for 4, but 2 could go nowhere.
    const five = [visit('0', 'af'), visit('1', 'ac'), visit('2', 'bd'), visit('3', 'be'), visit('4', 'ab')]
    const moved = { 0: '2026-03-04', 2: '2026-03-03', 3: '2026-03-02' }
    const result = planRounds(input(five, { moved }))
    expect(dayOf(result)).toEqual({ 0: '04', 1: '03', 2: '03', 3: '02' })
    expect(why(result)).toEqual([['4', 'apart', 'ab']])
  })

  it('stands on its day, and nothing else moves but what gives way', () => {
    expect(dayOf(planned)).toEqual({ 0: '02', 1: '02', 2: '03', 3: '03', 4: '04', 5: '04' })
    const moved = planRounds(input(visits, { ...of(2), moved: { 0: '2026-03-04' } }))
    expect(dayOf(moved)).toEqual({ 0: '04', 1: '02', 2: '03', 3: '03', 4: '04', 5: '02' })
    expect(moved.moves).toEqual([])
    expect([...moved.planned]).toEqual([['0', '2026-03-02']])
    // Where it would have stood anyway it changes nothing.
    expect(dayOf(planRounds(input(visits, { ...of(2), moved: { 0: '2026-03-02' } })))).toEqual(dayOf(planned))
  })

  it('makes an overload where a hand wants it, and says so', () => {
    const to = '2026-03-03'
    const moved = planRounds(input(visits, { ...of(2), moved: { 5: to, 0: to, 4: to } }))
    expect(dayOf(moved)).toMatchObject({ 0: '03', 4: '03', 5: '03', 1: '02' })
    expect(moved.moves.map(({ id, day, problem }) => ({ id, day, problem }))).toEqual(
      ['0', '4', '5'].map(id => ({ id, day: to, problem: { kind: 'overload', inspectors: ['a', 'b'] } })),
    )
    expect(moved.unplaced).toEqual([])
  })

  it('is placed as usual where its day is none of the plan, which is said as well as a move of nothing', () => {
    const moved = planRounds(input(visits, { ...of(2), moved: { 0: '2026-03-07', 1: '2026-03-05', x: '2026-03-02' } }))
    expect(dayOf(moved)).toEqual(dayOf(planned))
    expect(moved.moves.map(({ id, visit, problem }) => [id, visit?.name ?? null, problem.kind])).toEqual([
      ['0', 'Business 0', 'not_workday'],
      ['1', 'Business 1', 'not_workday'],
      ['x', null, 'no_visit'],
    ])
  })

  it('gets a day where there was none, and leaves its room to another one', () => {
    const more = [...visits, visit('6', 'ab'), visit('7', 'ab')]
    expect(why(planRounds(input(more, of(2)))).map(([id]) => id)).toEqual(['6', '7'])
    const moved = planRounds(input(more, { ...of(2), moved: { 7: '2026-03-02' } }))
    expect(dayOf(moved)[7]).toBe('02')
    expect(why(moved)).toEqual([
      ['1', 'full', 'ab'],
      ['6', 'full', 'ab'],
    ])
    expect([...moved.planned]).toEqual([['7', null]])
    const thrice = { 0: '2026-03-04', 4: '2026-03-04', 5: '2026-03-04' }
    // Three of two on the 4th: the 2nd has room for the sixth now.
    const freed = planRounds(input(more, { ...of(2), moved: thrice }))
    expect(why(freed).map(([id]) => id)).toEqual(['7'])
  })
})

describe('the days of a plan', () => {
  it('are those of work, as many as there are', () => {
    const days = workingDays('2026-03-06', 3, isWorkday)
    expect(days).toEqual(['2026-03-06', '2026-03-09', '2026-03-10'])
    expect(planRounds(input([], { days })).days).toEqual(days)
    expect(workingDays('2026-03-02', 3, () => false)).toEqual([])
    expect(workingDays('2026-03-02', 3, day => day === '2026-03-20')).toEqual(['2026-03-20'])
  })

  it('begin on a day', () => {
    for (const begins of ['2026-02-30', '', '2026-3-2', 'soon'])
      expect(() => workingDays(begins, 3, isWorkday)).toThrow(`begins: "${begins}" is no day`)
  })
})

describe('what one inspector has to do on a day', () => {
  it('is theirs alone, with an own way', () => {
    const visits = [
      visit('1', 'ab', { lon: 116, lat: 40 }),
      visit('2', 'cd', { lon: 116, lat: 41 }),
      visit('3', 'ae', { lon: 116.1, lat: 40 }),
      visit('4', 'af', { region: null }),
    ]
    const { rounds } = planRounds(input(visits, { ...of(3), days: working(1) }))
    expect(roundsOn(rounds, '2026-03-02', null)).toEqual(rounds)
    expect(roundsOn(rounds, '2026-03-03', null)).toEqual([])
    const own = roundsOn(rounds, '2026-03-02', 'a')
    expect(own.map(({ region, visits, unlocated }) => [region, visits.map(({ id }) => id).join(), unlocated])).toEqual([
      ['r1', '1,3', 0],
      [null, '4', 1],
    ])
    expect(own[0]?.kilometres).toBeCloseTo(8.518, 2)
    expect(rounds[0]?.kilometres).toBeGreaterThan(100)
    expect(roundsOn(rounds, '2026-03-02', 'd').flatMap(({ visits }) => visits.map(({ id }) => id))).toEqual(['2'])
  })
})

describe('a large plan', () => {
  it('of 20,000 visits, 300 inspectors and 60 days is made in well under two seconds', () => {
    const next = random(5)
    const below = (end: number): number => Math.floor(next() * end)
    const inspectors = Array.from({ length: 300 }, (_, i) => ({ id: `P${i}`, capacity: 4 }))
    const visits = Array.from({ length: 20_000 }, (_, i) => {
      const [one, step, region] = [below(300), 1 + below(299), below(16)]
      return visit(`v${i}`, [`P${one}`, `P${(one + step) % 300}`], {
        region: `r${region}`,
        lon: 116 + ((region % 4) + next()) * 0.1,
        lat: 39 + (Math.floor(region / 4) + next()) * 0.1,
      })
    })
    // Seconds of the processor, of which others take none; the best of three, once the code is warm.
    const most = 2_000_000
    let least = Number.POSITIVE_INFINITY
    for (let again = 0; again < 3 && least >= most; again++) {
      const start = process.cpuUsage()
      expect(planRounds(input(visits, { inspectors, days: working(60) })).unplaced).toEqual([])
      least = Math.min(least, process.cpuUsage(start).user)
    }
    expect(least).toBeLessThan(most)
  })
})
