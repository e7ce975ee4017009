import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { cityIsCurrent, generateCity } from '../../data/generate'
import { withoutDerived } from '../../src/app/serverLive'
import { type Dialect, speak } from '../../src/engine/dialect'
import type { Sql } from '../../src/engine/sql'
import { DerivedTables } from '../../src/extracts/derivedTables'
import { type Choices, defaults, resolve as resolved, type Window } from '../../src/filters/filters'
import { enoughToKeep, keepCounts } from '../../src/queries/sums'
import { riskClasses } from '../../src/risk/scorecard'
import { pick, randomOf } from '../filters/random'
import { allQuestions } from '../queries/questions'
import { type Both, inBoth } from './cities'
import { difference } from './compare'
import { moreQuestions } from './moreQuestions'

/*
 * Every question of `queries/` and `risk/` asked of both engines: the same rows, types and order. In all 200 random filters;
 * each of them asks some, so that every question is asked under several: about 4 for each city, with FULL=1 about 20.
 */
const root = resolve(import.meta.dirname, '../..')
const own = resolve(root, 'node_modules/.cache/city')
const chicago = resolve(root, '../shared/chicago')
const filtersEach = 100
/** Of the questions every so many-th is asked under a filter. */
const step = process.env.FULL === '1' ? 5 : 23

async function sampleCity(): Promise<string> {
  const folder = cityIsCurrent(resolve(root, 'data/city')) ? resolve(root, 'data/city') : own
  if (!cityIsCurrent(folder)) await generateCity({ out: folder })
  return folder
}

function randomChoices(random: () => number, { duckdb: { profile } }: Both): Choices {
  const some = <T>(from: readonly T[], most = 3): T[] =>
    random() < 0.7 || from.length === 0
      ? []
      : Array.from({ length: 1 + Math.floor(random() * most) }, () => pick(random, from))
  const values = (key: keyof typeof profile.choices) => [
    ...profile.choices[key].map(({ value }) => value),
    null,
    "it's",
    '100%',
  ]
  const year = Number(profile.asOf.slice(0, 4)) - Math.floor(random() * 3)
  const [lon, lat] = [110 + random() * 2, 30 + random() * 2]
  const here =
    profile.regions.regions.length > 0 && profile.asOf < '2020'
      ? [-87.7 + random() * 0.1, 41.8 + random() * 0.1]
      : [lon, lat]
  const [x = 0, y = 0] = here
  const d = 0.02 + random()
  return {
    ...defaults,
    window: pick(random, [
      'year',
      'all',
      '90d',
      '30d',
      'quarter',
      { from: `${year}-02-03`, to: `${year}-11-28` },
      { from: `${year}-01-01`, to: `${year}-06-30` },
    ] as const),
    compare: pick(random, ['previous', 'lastYear', 'none'] as const),
    regions: some([...profile.regions.regions.map(({ code }) => code), '~outside', '~none', 'zz']),
    area: random() < 0.2 ? [[x - d, y - d], [x + d, y - d / 2], [x + d / 3, y + d]] : null, // biome-ignore format: a shape
    industries: some(values('industries')),
    departments: some(values('departments')),
    kinds: some(values('kinds')),
    categories: some(values('categories')),
    results: some(values('results')),
    classes: some(riskClasses, 2),
  }
}

/** The questions as they are written for an engine; the page on a server adds up from counts that are kept beside as well. */
function inTongue(dialect: Dialect, release: Both['release'], make: () => [name: string, query: Sql][]) {
  speak(dialect)
  const rows = dialect === 'clickhouse' && release.derived.size > 0 ? enoughToKeep : 0
  keepCounts({ permits: rows, inspections: rows, complaints: rows })
  return make()
}

describe.each([
  ['the sample city', sampleCity, true],
  ['Chicago', () => Promise.resolve(chicago), existsSync(chicago)],
] as const)('%s', (_, folder, there) => {
  let both: Both
  /** As the page asks it: classes of a day that the server has no table of are asked once. */
  let server: ReturnType<typeof withoutDerived>
  const tables = new DerivedTables()
  beforeAll(async () => {
    if (!there) return
    both = await inBoth(await folder())
    server = withoutDerived(both.clickhouse, both.release)
  }, 600_000)
  afterAll(() => both?.close())
  afterEach(() => speak('duckdb'))

  async function same(choices: Choices, wanted: (name: string, i: number) => boolean): Promise<number> {
    const { profile, engine } = both.duckdb
    const { filters, compare } = resolved(choices, profile.asOf, profile.regions.regions)
    const file = profile.files[0]?.file ?? ''
    const questions = (dialect: Dialect) =>
      inTongue(dialect, both.release, () => [
        ...allQuestions(filters, compare as Window | null, profile.asOf),
        ...moreQuestions(filters, profile.asOf, 17, file),
      ]).filter(({ 0: name }, i) => wanted(name, i))
    // One after the other: what they are derived from is written for the engine that was spoken last.
    const answers: (Record<string, unknown>[] | string)[] = []
    for (const [, query] of questions('clickhouse'))
      answers.push(
        await server.rows(query as Sql<Record<string, unknown>>).catch((error: Error) => error.message.slice(0, 300)),
      )
    const wrong: string[] = []
    for (const [i, [name, query]] of questions('duckdb').entries()) {
      const expected = await tables.rows(engine, query)
      const found = answers[i] ?? 'was not asked'
      const why = typeof found === 'string' ? found : difference(name, expected, found)
      if (why !== null) wrong.push(`${name}: ${why}`)
    }
    // The others are asked all the same: a sweep takes long.
    expect.soft({ choices, wrong }).toEqual({ choices, wrong: [] })
    return answers.length
  }

  it.skipIf(!there)('holds as many rows in both engines', async () => {
    const { profile } = both.duckdb
    for (const [table, rows] of Object.entries(profile.rows)) {
      const [found] = await both.clickhouse.rows<{ n: number }>({
        strings: [`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${table}`],
        values: [],
      })
      expect({ table, rows: found?.n }).toEqual({ table, rows })
    }
  })

  it.skipIf(!there)(
    'answers every question alike, unfiltered',
    async () => {
      expect(await same({ ...defaults, window: 'all' }, () => true)).toBeGreaterThan(200)
    },
    900_000,
  )

  it.skipIf(!there)(
    'answers every question alike, of a year and with the year before',
    async () => {
      await same(defaults, () => true)
    },
    900_000,
  )

  it.skipIf(!there)(
    `answers alike under ${filtersEach} random filters`,
    async () => {
      const random = randomOf(20_261_129)
      let asked = 0
      for (let i = 0; i < filtersEach; i++) {
        const choices = randomChoices(random, both)
        asked += await same(choices, (__, k) => (k + i * 7) % step === 0)
      }
      expect(asked).toBeGreaterThan((filtersEach * 200) / step)
      console.log(`${asked} questions`)
    },
    7_200_000,
  )
})
