import { clickHouseText } from '../../engine/clickhouseText'
import { neededSettings } from '../../engine/clickhouseTypes'
import { writtenFor } from '../../engine/dialect'
import type { Profile } from '../../extracts/report'
import { defaults } from '../../filters/filters'
import { overviewQuestions, publishedQuestionsOf, settingOf } from '../../queries/overview'
import { keepCounts } from '../../queries/sums'
import { type CountsColumns, type DerivedTable, derivedIn, nameDerived } from '../../risk/derived'
import type { AsOf } from '../../risk/factsSql'
import { type IndicatorSettings, riskClasses, type Scorecard } from '../../risk/scorecard'

/** Counts from which the overview is added up, by the name that its questions call them by (see `queries/sums.ts`). */
export interface Cube {
  readonly name: string
  /** ClickHouse's SELECT of the counts. */
  readonly select: string
  readonly columns: CountsColumns
}

/** Classes of all businesses on a day, in a table of that name. */
export interface DayClasses {
  readonly name: string
  readonly at: AsOf
  readonly card: Scorecard
}

/** Indicators of all businesses on a day before the last one, in a table of that name. */
export interface PastIndicators {
  readonly name: string
  readonly at: AsOf
  readonly settings: IndicatorSettings
}

const windows = ['7d', '30d', '90d', 'quarter', 'lastQuarter', 'year', 'all'] as const
const compares = ['previous', 'lastYear'] as const

/** What the overview's questions name of extracts of that last day: counts, and indicators and classes of the days on which its windows end. */
export function overviewDerived(profile: Pick<Profile, 'asOf' | 'firstDay' | 'regions'>): {
  readonly cubes: readonly Cube[]
  readonly past: readonly PastIndicators[]
  readonly classes: readonly DayClasses[]
} {
  nameDerived()
  const many = Number.MAX_SAFE_INTEGER
  keepCounts({ permits: many, inspections: many, complaints: many })
  const setting = settingOf(profile)
  const choices = windows.flatMap(window => compares.map(compare => ({ ...defaults, window, compare })))
  // Any filter by class names the classes of all.
  const byClass = windows.map(window => ({ ...defaults, window, classes: riskClasses.slice(0, 1) }))
  const questions = writtenFor('clickhouse', () =>
    [...choices, ...byClass].flatMap(each => publishedQuestionsOf(overviewQuestions(each, setting))),
  )
  const found = new Map<string, DerivedTable>()
  for (const question of questions) for (const [name, table] of derivedIn(question.strings)) found.set(name, table)
  keepCounts({ permits: 0, inspections: 0, complaints: 0 })
  return {
    cubes: [...found].flatMap(([name, table]) =>
      table.kind === 'counts' ? [{ name, select: clickHouseText(table.select), columns: table.columns }] : [],
    ),
    past: [...found].flatMap(([name, table]) =>
      table.kind === 'indicators' ? [{ name, at: table.at, settings: table.settings }] : [],
    ),
    classes: [...found].flatMap(([name, table]) =>
      table.kind === 'classes' ? [{ name, at: table.at, card: table.card }] : [],
    ),
  }
}

const settings = Object.entries(neededSettings)
  .filter(([name]) => !name.startsWith('output_format') && name !== 'session_timezone')
  .map(([name, value]) => `${name} = ${/^\d+$/.test(value) ? value : `'${value}'`}`)
  .join(', ')

/** The statements that make them before rows are loaded: each block of rows adds its counts as it comes. */
export function cubeStatements(cubes: readonly Cube[], database: string, cluster?: string): string[] {
  const on = cluster === undefined ? '' : ` ON CLUSTER '${cluster}'`
  return cubes.flatMap(({ name, select, columns: { by, counts } }) => {
    const within = (table: string): string => `"${database}"."${table}"`
    const types = ['Date32', 'LowCardinality(Nullable(String))', 'UInt8', 'LowCardinality(Nullable(String))']
    const columns = [
      ...by.map((column, i) => `  "${column}" ${types[i]?.startsWith('Low') ? types[i] : `Nullable(${types[i]})`}`),
      ...counts.map(column => `  "${column}" Float64`),
    ].join(',\n')
    const order = by.map(column => `"${column}"`).join(', ')
    const source = select.replace(/ FROM "(\w+)" GROUP BY ALL ORDER BY 1$/, (_, table: string) => {
      const isLocal = cluster !== undefined && table !== 'entities'
      return ` FROM ${within(isLocal ? `${table}_local` : table)} GROUP BY ALL`
    })
    const holder = cluster === undefined ? name : `${name}_local`
    const engine =
      cluster === undefined
        ? 'SummingMergeTree'
        : `ReplicatedSummingMergeTree('/clickhouse/tables/{shard}/{database}/${name}', '{replica}')`
    return [
      `CREATE TABLE ${within(holder)}${on} (\n${columns}\n)\nENGINE = ${engine}\nORDER BY (${order})\nSETTINGS allow_nullable_key = 1`,
      ...(cluster === undefined
        ? []
        : [
            `CREATE TABLE ${within(name)}${on} AS ${within(holder)}\nENGINE = Distributed('${cluster}', '${database}', '${holder}')`,
          ]),
      `CREATE MATERIALIZED VIEW ${within(`${name}_made`)}${on} TO ${within(holder)}\nAS ${source}\nSETTINGS ${settings}`,
    ]
  })
}
