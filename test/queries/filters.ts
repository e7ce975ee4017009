import { beforeAll, describe, expect, it } from 'vitest'
import { isAmong } from '../../src/engine/dialect'
import { longestStatement, print } from '../../src/engine/literals'
import { identifier, raw, type Sql, sql } from '../../src/engine/sql'
import { type Area, type Choice, type Choices, type Filters, restricts, type Window } from '../../src/filters/filters'
import { type FilteredTable, where } from '../../src/filters/predicates'
import {
  complaintActivity,
  complaintsDivided,
  inspectionActivity,
  inspectionsDivided,
  isCourse,
} from '../../src/queries/activity'
import {
  breakdownOf,
  complaintsByCategory,
  inspectionsByIndustry,
  inspectionsByResult,
} from '../../src/queries/breakdowns'
import type { ComplaintCounts, InspectionCounts } from '../../src/queries/counts'
import { hexagons, hexCentre, hexCorners } from '../../src/queries/hexagons'
import { regionFigures } from '../../src/queries/regionFigures'
import { riskClasses } from '../../src/risk/scorecard'
import { nastyText, pick, randomOf } from '../filters/random'
import { asOf } from '../fixtures/city'
import { ask, classesNow, filtersOf, inside, now, year2022, year2023 } from './helper'
import { allQuestions, tables } from './questions'

interface Facts {
  day: string | null
  region_code: string | null
  lon: number | null
  lat: number | null
  industry: string | null
  department: string | null
  kind: string | null
  category: string | null
  result: string | null
  entity: number | null
}
const rows = {} as Record<FilteredTable, Facts[]>
/** Classes at the ends of the windows below: nothing later restricts a past one. */
let classes: ReadonlyMap<string, Awaited<ReturnType<typeof classesNow>>>

beforeAll(async () => {
  const ends = [asOf, year2022.to, '2023-04-01']
  classes = new Map(await Promise.all(ends.map(async end => [end, await classesNow(end)] as const)))
  const has: Record<FilteredTable, readonly [day: string, ...more: string[]]> = {
    permits: ['permitted_on', 'industry', 'department'],
    inspections: ['inspected_on', 'industry', 'department', 'result'],
    complaints: ['received_on', 'department', 'kind', 'category'],
    entities: ['first_seen_on', 'industry'],
  }
  for (const table of tables) {
    const [day, ...more] = has[table]
    const value = (name: string): Sql =>
      more.includes(name) ? identifier(name === 'industry' ? 'industry_name' : name) : raw('NULL')
    rows[table] = await ask<Facts>(sql`
      SELECT CAST(${identifier(day)} AS VARCHAR) AS day, CAST(region_code AS VARCHAR) AS region_code, lon, lat,
        CAST(${value('industry')} AS VARCHAR) AS industry, CAST(${value('department')} AS VARCHAR) AS department,
        CAST(${value('kind')} AS VARCHAR) AS kind,
        CAST(${value('category')} AS VARCHAR) AS category, CAST(${value('result')} AS VARCHAR) AS result, entity_id AS entity
      FROM ${identifier(table)}`)
  }
})

const ancestors: Readonly<Record<string, readonly string[]>> = {
  ...{ '01': ['01'], '02': ['02'], '0101': ['0101', '01'], '0102': ['0102', '01'], '0201': ['0201', '02'] },
}

function keeps(filters: Filters, table: FilteredTable, row: Facts): boolean {
  const may = (key: keyof Filters): boolean => restricts[key].includes(table)
  const among = (key: 'industries' | 'departments' | 'kinds' | 'categories' | 'results', value: Choice): boolean =>
    !may(key) || filters[key].length === 0 || filters[key].includes(value)
  const { from, to } = filters.window
  const { lon, lat } = row
  const regions = [
    ...(row.region_code === null ? [lon === null ? '~none' : '~outside'] : (ancestors[row.region_code] ?? [])),
  ]
  return (
    row.day !== null &&
    row.day <= to &&
    (from === null || table === 'entities' || row.day >= from) &&
    (filters.regions.length === 0 || filters.regions.some(code => regions.includes(code))) &&
    (filters.area === null || (lon !== null && lat !== null && inside(filters.area, lon, lat))) &&
    among('industries', row.industry) &&
    among('departments', row.department) &&
    among('kinds', row.kind) &&
    among('categories', row.category) &&
    among('results', row.result) &&
    (filters.classes?.only.some(letter => classes.get(to)?.get(row.entity) === letter) ?? true)
  )
}

/** Filters by chance; the values are such as stand in the city, null and what stands nowhere. */
function randomFilters(random: () => number): Filters {
  const some = <T>(from: readonly T[]): T[] => from.filter(() => random() < 0.4)
  const maybe = <T>(from: readonly T[]): T[] => (random() < 0.4 ? some(from) : [])
  const departments = new Set(tables.flatMap(table => rows[table].map(row => row.department)))
  const windows: Choices['window'][] = ['year', 'all', '90d', year2022, { from: '2022-06-30', to: '2023-04-01' }]
  const area: Area = Array.from({ length: 3 + Math.floor(random() * 6) }, () => [
    109.5 + random() * 6,
    29.5 + random() * 3,
  ])
  return filtersOf({
    window: pick(random, windows),
    regions: maybe(['01', '02', '0101', '0102', '0201', '~outside', '~none', 'zz']),
    area: random() < 0.4 ? area : null,
    industries: maybe(['Restaurant', 'Bakery', 'School', 'Food', null, "it's"]),
    departments: random() < 0.2 ? some([...departments]) : [],
    kinds: maybe(['complaint', 'report', 'inquiry', null]),
    categories: maybe(['Food', 'Noise', 'Waste', null]),
    results: maybe(['ok', 'problem', 'critical', 'closed', 'minor', null]),
    classes: random() < 0.2 ? some(riskClasses) : [],
  })
}

const counted = async (table: FilteredTable, filters: Filters): Promise<number> => {
  const query = sql<{
    n: number
  }>`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${identifier(table)} WHERE ${where(table, filters)}`
  return (await ask(query))[0]?.n ?? -1
}
const sum = (list: readonly object[], name: string): number =>
  list.reduce((all, row) => all + Number((row as Record<string, unknown>)[name]), 0)

describe('under any filters', () => {
  it('the rows of every table are those that plain code keeps', async () => {
    const random = randomOf(11)
    let found = 0
    for (let i = 0; i < 60; i++) {
      const filters = randomFilters(random)
      for (const table of tables) {
        const expected = rows[table].filter(row => keeps(filters, table, row)).length
        expect({ filters, table, n: await counted(table, filters) }).toEqual({ filters, table, n: expected })
        found += expected
      }
    }
    expect(found).toBeGreaterThan(300)
  })

  it('the parts sum to the whole', async () => {
    const random = randomOf(12)
    for (let i = 0; i < 25; i++) {
      const filters = randomFilters(random)
      const course = { filters, compare: null, bucket: 'week', asOf } as const
      const [inspections, complaints] = [await ask(inspectionActivity(course)), await ask(complaintActivity(course))]
      for (const name of ['inspections', 'took_place', 'problem', 'critical'] as const) {
        const whole = inspections[0]?.[name] ?? 0
        expect(sum(inspections.slice(1), name)).toBe(whole)
        const free = { ...filters, results: [], industries: [] }
        const [all] = await ask(inspectionActivity({ ...course, filters: free }))
        expect(sum(await ask(inspectionsByIndustry(free, null)), name)).toBe(all?.[name] ?? 0)
        expect(sum(await ask(inspectionsByResult(free, null)), name)).toBe(all?.[name] ?? 0)
      }
      for (const name of ['complaints', 'due', 'closed_on_time'] as const) {
        expect(sum(complaints.slice(1), name)).toBe(complaints[0]?.[name] ?? 0)
      }
      const anyCategory = { ...filters, categories: [] }
      const categories = await ask(complaintsByCategory(anyCategory, null, asOf))
      expect(sum(categories, 'complaints')).toBe(await counted('complaints', anyCategory))
      const anywhere = { ...filters, regions: [] }
      for (const level of ['district', 'subdistrict', 'no such level']) {
        const regions = await ask(regionFigures(anywhere, level, asOf))
        for (const [name, table] of [
          ...[['inspections', 'inspections'] as const, ['complaints', 'complaints'] as const],
          ['businesses', 'entities'] as const,
        ]) {
          expect(sum(regions, name)).toBe(await counted(table, anywhere))
        }
      }
    }
  })
})

describe('a divided question', () => {
  const overlapping = { from: '2022-06-01', to: '2023-06-30' }
  const named = (rows: readonly object[], names: readonly string[]) =>
    rows.map(row => names.map(name => (row as Record<string, unknown>)[name]))

  it('answers what its course and its breakdown answer, under any filters', async () => {
    const random = randomOf(14)
    let values = 0
    for (let i = 0; i < 25; i++) {
      const filters = { ...randomFilters(random), industries: [], categories: [] }
      const compare = pick(random, [null, year2022, overlapping])
      const input = { filters, compare, bucket: pick(random, ['week', 'month', 'quarter'] as const), asOf }
      const [inspections, complaints] = [await ask(inspectionsDivided(input)), await ask(complaintsDivided(input))]
      const course = ['period', 'bucket', 'inspections', 'took_place', 'problem', 'critical']
      expect(named(inspections.filter(isCourse), course).sort()).toEqual(
        named(await ask(inspectionActivity(input)), course).sort(),
      )
      const counts = ['period', 'bucket', 'complaints', 'due', 'closed_on_time']
      expect(named(complaints.filter(isCourse), counts).sort()).toEqual(
        named(await ask(complaintActivity(input)), counts).sort(),
      )
      const industries = breakdownOf<InspectionCounts>(inspections, 'inspections', compare !== null)
      const byIndustry = ['value', 'inspections', 'took_place', 'problem', 'critical', 'before']
      expect(named(industries, byIndustry)).toEqual(
        named(await ask(inspectionsByIndustry(filters, compare)), byIndustry),
      )
      const categories = breakdownOf<ComplaintCounts>(complaints, 'complaints', compare !== null)
      const byCategory = ['value', 'complaints', 'due', 'closed_on_time', 'before']
      expect(named(categories, byCategory)).toEqual(
        named(await ask(complaintsByCategory(filters, compare, asOf)), byCategory),
      )
      if (compare !== null) {
        const past = complaints.find(row => row.period === 'compare' && row.part === 'whole')
        expect(sum(categories, 'before')).toBe(past?.complaints ?? 0)
      }
      values += industries.length + categories.length
    }
    expect(values).toBeGreaterThan(60)
  })

  it('keeps values that only the compare window has', async () => {
    const window = { from: '2023-01-01', to: '2023-01-01' }
    const input = { filters: filtersOf({ window }), compare: year2022, bucket: 'day', asOf } as const
    const found = breakdownOf<ComplaintCounts>(await ask(complaintsDivided(input)), 'complaints', true)
    expect(named(found, ['value', 'complaints', 'due', 'before'])).toEqual([
      ['Food', 0, 0, 3],
      ['Noise', 0, 0, 1],
    ])
  })
})

describe('one of several texts', () => {
  it.each(['VARCHAR', "ENUM ('a', 'b', 'c', 'it''s')"])(
    'is found in a column of %s, also by texts it never holds',
    async type => {
      const table = 'among'
      await now().engine.run([
        sql`CREATE OR REPLACE TABLE ${identifier(table)} (w ${raw(type)})`,
        sql`INSERT INTO ${identifier(table)} VALUES ('a'), ('b'), ('c'), ('it''s'), (NULL)`,
      ])
      const found = async (texts: readonly string[]) =>
        (
          await ask<{ w: string }>(
            sql`SELECT CAST(w AS VARCHAR) AS w FROM ${identifier(table)} WHERE ${isAmong(raw('w'), texts)} ORDER BY 1`,
          )
        ).map(row => row.w)
      expect(await found(['b'])).toEqual(['b'])
      expect(await found(["it's"])).toEqual(["it's"])
      expect(await found(['zz'])).toEqual([])
      expect(await found(['c', 'a', 'a', "it's"])).toEqual(['a', 'c', "it's"])
      expect(await found(['zz', 'b', "'; DROP TABLE among"])).toEqual(['b'])
      expect(await found(['zz', ''])).toEqual([])
      await now().engine.run([sql`DROP TABLE ${identifier(table)}`])
    },
  )
})

describe('every question', () => {
  const names = allQuestions(filtersOf(), null, asOf).map(([name]) => name)
  const questionsOf = (filters: Filters, compare: Window | null) => new Map(allQuestions(filters, compare, asOf))
  const nasty = randomOf(13)
  const text = (): string => nastyText(nasty).replaceAll('\0', '')
  const chosen = (window: Choices['window']): Filters =>
    filtersOf({
      window,
      regions: ['01', '~outside', '~none', text(), "';--"],
      area: [[110, 30], [115, 30], [112.5, 31.7]], // biome-ignore format: one line
      industries: [text(), null, '100%', 'Ærø’s 餐饮'],
      kinds: [null, text()],
      categories: ["it's", '_', '%', text()],
      results: [text(), null],
      classes: ['C', 'D'],
    })

  it.each(names)('%s is understood, whatever the filters', async name => {
    for (const [filters, compare] of [
      [filtersOf(), year2022],
      [filtersOf({ window: 'all' }), null],
      [chosen('all'), null],
      [chosen('year'), { from: '2022-02-28', to: '2022-05-01' }],
    ] as const) {
      const query = questionsOf(filters, compare).get(name)
      for (const row of await ask(query ?? sql`no such question`)) {
        for (const value of Object.values(row as object))
          expect(['string', 'number', 'boolean', 'object']).toContain(typeof value)
      }
    }
  })

  it('is short enough to be sent with the largest area that a link can hold', () => {
    const ring: Area = Array.from({ length: 100 }, (_, i) => [
      Number((112 + 2 * Math.cos(i / 15.915)).toFixed(5)),
      Number((-31 + Math.sin(i / 15.915)).toFixed(5)),
    ])
    for (const [name, query] of questionsOf(filtersOf({ area: ring }), year2022)) {
      expect([name, print(query).length < longestStatement]).toEqual([name, true])
    }
  })

  it.each(tables)('about %s finds rows whose words are quotes, percent signs and other scripts', async table => {
    if (table === 'entities') return
    const words = ["O'Brien's", '100%', '_', '餐饮“服务”', '', '👩‍🍳', 'a\\b', '"; --']
    for (const word of words) {
      const column = table === 'complaints' ? 'category' : 'industry_name'
      const filters = filtersOf(table === 'complaints' ? { categories: [word] } : { industries: [word] })
      const day = { permits: 'permitted_on', inspections: 'inspected_on', complaints: 'received_on' }[table]
      const one = sql`SELECT ${word} AS ${identifier(column)}, CAST(${year2023.to} AS DATE) AS ${identifier(day)}`
      const query = sql<{
        n: number
      }>`SELECT CAST(count(*) AS DOUBLE) AS n FROM (${one} UNION ALL ${sql`SELECT 'other', CAST(${year2023.to} AS DATE)`}) WHERE ${where(table, filters)}`
      expect((await ask(query))[0]).toEqual({ n: 1 })
    }
  })
})

describe('a drawn area', () => {
  it('holds the points that plain code finds in it, however it is drawn', async () => {
    const random = randomOf(14)
    // Every other point is level with corners of the coarse rings below.
    const latOf = (i: number) => (i % 2 === 0 ? random() * 4 - 2 : Math.round(random() * 8 - 4) / 2)
    const points = Array.from({ length: 400 }, (_, i) => [random() * 4 - 2, latOf(i)] as const)
    const values = points.map(([lon, lat], i) => `(${i}, ${lon}e0, ${lat}e0)`).join(', ')
    for (let k = 0; k < 30; k++) {
      // Coordinates on a coarse grid: many level and upright edges, corners that meet, rings that cross themselves.
      const coarse = k % 2 === 0
      const at = () => (coarse ? Math.round(random() * 8 - 4) / 2 : random() * 4 - 2)
      // Rings of many corners are asked in another way.
      const ring: Area = Array.from({ length: k % 10 === 9 ? 60 : 3 + (k % 9) }, () => [at(), at()])
      const condition = where('complaints', filtersOf({ area: ring }), ['window'])
      const found = await ask<{ i: number }>(
        sql`SELECT i FROM (VALUES ${raw(values)}) t(i, lon, lat) WHERE ${condition} ORDER BY i`,
      )
      const expected = points.flatMap(([x, y], i) => (inside(ring, x, y) ? [i] : []))
      expect(found.map(row => row.i)).toEqual(expected)
    }
  })

  it('parts the plane with its neighbour: a point on a common edge is in one of the two', async () => {
    const halves: Area[] = [
      [[0, 0], [1, 0], [1, 2], [0, 2]],
      [[1, 0], [2, 0], [2, 2], [1, 2]],
    ] // biome-ignore format: two boxes
    const counts = await Promise.all(
      halves.map(ring =>
        ask<{ n: number }>(sql`
          SELECT CAST(count(*) AS DOUBLE) AS n FROM (VALUES (1e0, 1e0), (1e0, 0.5e0), (0.5e0, 0.5e0)) t(lon, lat)
          WHERE ${where('complaints', filtersOf({ area: ring }), ['window'])}`),
      ),
    )
    expect(counts.flat().reduce((all, row) => all + row.n, 0)).toBe(3)
  })
})

describe('hexagons', () => {
  const grid = { lon: 112, lat: 31, edge: 40_000 }

  it('hold all rows that have a place', async () => {
    for (const edge of [500, 40_000, 400_000]) {
      const found = await ask(hexagons(filtersOf(), { ...grid, edge }))
      // I15 and I18, C05, C13, C14 and C15 have no place, and neither has the business L6.
      expect(
        ['inspections', 'took_place', 'problem', 'critical', 'complaints', 'businesses'].map(n => sum(found, n)),
      ).toEqual([13, 10, 4, 1, 11, 7])
    }
    const [one] = await ask(hexagons(filtersOf(), { ...grid, edge: 4_000_000 }))
    expect(one).toMatchObject({ q: 0, r: 0, inspections: 13 })
  })

  it('are the ones with the nearest centre', async () => {
    const random = randomOf(15)
    const points = Array.from({ length: 500 }, () => [111 + random() * 2, 30 + random() * 2] as const)
    const metresTo = (lon: number, lat: number, [q, r]: readonly [number, number]): number => {
      const [x, y] = hexCentre(grid, q, r)
      return Math.hypot((x - lon) * 111_195.08 * Math.cos((31 * Math.PI) / 180), (y - lat) * 111_195.08)
    }
    const around = [-3, -2, -1, 0, 1, 2, 3].flatMap(q => [-3, -2, -1, 0, 1, 2, 3].map(r => [q, r] as const))
    const expected = new Map<string, number>()
    for (const [lon, lat] of points) {
      const [nearest] = [...around].sort((a, b) => metresTo(lon, lat, a) - metresTo(lon, lat, b))
      expected.set(String(nearest), (expected.get(String(nearest)) ?? 0) + 1)
    }
    const values = points.map(([lon, lat]) => `(DATE '2010-01-01', ${lon}e0, ${lat}e0)`).join(', ')
    await now().engine.run([raw(`INSERT INTO inspections (inspected_on, lon, lat) VALUES ${values}`)])
    const found = await ask(hexagons(filtersOf({ window: { from: '2010-01-01', to: '2010-01-01' } }), grid))
    await now().engine.run([raw("DELETE FROM inspections WHERE inspected_on = DATE '2010-01-01'")])
    expect(
      new Map(found.map(({ q, r, inspections }) => [`${q},${r}`, inspections]).sort() as [string, number][]),
    ).toEqual(new Map([...expected].sort()))
  })

  it('have six corners, an edge from the centre, the first in the north-east', () => {
    const corners = hexCorners(grid, 3, -2)
    const [lon, lat] = hexCentre(grid, 3, -2)
    const metres = corners.map(([x, y]) =>
      Math.hypot((x - lon) * 111_195.08 * Math.cos((31 * Math.PI) / 180), (y - lat) * 111_195.08),
    )
    for (const m of metres) expect(m).toBeCloseTo(grid.edge, 3)
    expect(corners).toHaveLength(6)
    expect(corners[0]?.[0]).toBeGreaterThan(lon)
    expect(corners[0]?.[1]).toBeGreaterThan(lat)
    expect(corners[1]?.[0]).toBeCloseTo(lon, 9)
  })
})
