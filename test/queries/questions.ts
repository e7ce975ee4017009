import { identifier, type Sql, sql } from '../../src/engine/sql'
import type { Filters, Window } from '../../src/filters/filters'
import type { FilteredTable } from '../../src/filters/predicates'
import { businesses, complaintActivity, inspectionActivity, permitActivity } from '../../src/queries/activity'
import { arrivals } from '../../src/queries/arrivals'
import { complaintsByCategory, inspectionsByIndustry, inspectionsByResult } from '../../src/queries/breakdowns'
import type { Bucket } from '../../src/queries/buckets'
import {
  burdenedCount,
  burdenedPage,
  departmentBurden,
  exemptKinds,
  visitSpread,
  visitsWithoutBusiness,
} from '../../src/queries/burden'
import { itemCoverage, visitCoverage } from '../../src/queries/burdenCoverage'
import { jointCount, jointCounts, jointPage } from '../../src/queries/burdenJoint'
import { repeatCounts, repeatedCount, repeatedPage } from '../../src/queries/burdenRepeats'
import { carriedComplaints, carriedInspections, carriedPermits } from '../../src/queries/carried'
import { drawnBusinesses, firstVisits } from '../../src/queries/completion'
import { contributionPairs, contributions, dimensionColumns, dimensionKeys } from '../../src/queries/contributions'
import { byDepartment } from '../../src/queries/departments'
import { definitions } from '../../src/queries/figures'
import { formulaOf } from '../../src/queries/formulas'
import { hexagons } from '../../src/queries/hexagons'
import { classPlaces, highRisk, riskByHexagon, riskByRegion, unvisited, withScores } from '../../src/queries/highRisk'
import { history } from '../../src/queries/history'
import {
  complaintShares,
  namedVisits,
  pairCounts,
  returnCounts,
  selectionByClass,
  selectionByRegion,
} from '../../src/queries/integrity'
import { nullShares } from '../../src/queries/nullShares'
import { overdueWork } from '../../src/queries/overdue'
import { oneFigure, pinnedParts } from '../../src/queries/pinned'
import { places } from '../../src/queries/places'
import { regionFigures } from '../../src/queries/regionFigures'
import { riskMix, riskOf, riskPage, riskPlaces } from '../../src/queries/riskList'
import { monthsUpTo, pairsOf, rosterBusinesses, rosterInspectors, rosterVisits } from '../../src/queries/roster'
import { rowColumns, rowCount, rowPage, subsetsOf } from '../../src/queries/rows'
import { middleOfPlaces, scanCounts, stepsUntil } from '../../src/queries/scanCounts'
import { calendarYears } from '../../src/queries/serviceCalendar'
import { complaintService } from '../../src/queries/serviceComplaints'
import { dueCount, duePage } from '../../src/queries/serviceDue'
import { complaintLeague, leaguesOf, permitLeague } from '../../src/queries/serviceLeague'
import { serviceNow } from '../../src/queries/serviceNow'
import { permitService } from '../../src/queries/servicePermits'
import { sharedRows } from '../../src/queries/siloRows'
import { linkCounts, sharedBusinesses, siloCount, siloPage } from '../../src/queries/silos'
import { weeklyCounts, weeksUntil } from '../../src/queries/weeklyCounts'
import { asOfDay } from '../../src/risk/factsSql'
import { defaultScorecard } from '../../src/risk/scorecard'
import { columns, figureKeys, tableNames } from '../../src/schema'

export const tables: readonly FilteredTable[] = ['permits', 'inspections', 'complaints', 'entities']
export const buckets: readonly Bucket[] = ['day', 'week', 'month', 'quarter']

/** Every column that a list of rows can show. */
export const listed = (table: FilteredTable): string[] =>
  rowColumns(table, table === 'entities' ? [] : columns[table].filter(c => !c.personal).map(c => c.name))

function burdenQuestions(filters: Filters): [name: string, query: Sql][] {
  const caps = { perDepartment: 2, inAll: 4 }
  const page = { offset: 2, limit: 5 }
  const repeats = { filters, days: 30, kind: 'counted' } as const
  const silo = { filters, by: 'departments', first: "it's", second: '', known: false } as const
  return [
    ['visits by business', visitSpread(filters, caps)],
    ['visits by department', departmentBurden(filters, caps)],
    ['exempt visits', exemptKinds(filters)],
    ['visits without a business', visitsWithoutBusiness(filters)],
    ['number above a cap', burdenedCount(filters, caps)],
    ['above a cap', burdenedPage(filters, caps, { column: 'visits', descending: true }, page)],
    ['repeats', repeatCounts(filters, 30, 'subdistrict')],
    ['number of repeats', repeatedCount(repeats)],
    ['list of repeats', repeatedPage(repeats, { column: 'gap', descending: false }, page)],
    ['joint visits', jointCounts(filters, 14)],
    ['number of joint visits', jointCount(filters, 14)],
    ['list of joint visits', jointPage(filters, 14, { column: 'size', descending: true }, page)],
    ['items', itemCoverage(filters)],
    ['visited businesses', visitCoverage(filters, 'subdistrict')],
    ['links', linkCounts(filters)],
    ['shared businesses', sharedBusinesses(filters, 'departments')],
    ['shared businesses by table', sharedBusinesses(filters, 'tables')],
    ['rows of shared businesses', sharedRows(filters, 'departments')],
    ['number of shared businesses', siloCount(silo)],
    ['list of shared businesses', siloPage(silo, { column: 'entity_code', descending: false }, page)],
  ]
}

/** Every question that a page can ask, by a name. */
export function allQuestions(filters: Filters, compare: Window | null, asOf: string): [name: string, query: Sql][] {
  const list = tables.flatMap((table): [string, Sql][] =>
    subsetsOf[table].flatMap(subset => {
      const input = { table, filters, subset, asOf }
      const shown = listed(table)
      const sort = { column: shown[0] ?? '', descending: true }
      return [
        [`rows of ${table}, ${subset}`, rowPage(input, shown, sort, { offset: 2, limit: 5 })],
        [`number of ${table}, ${subset}`, rowCount(input)],
      ]
    }),
  )
  const courses = buckets.flatMap((bucket): [string, Sql][] => {
    const input = { filters, compare, bucket, asOf }
    return [
      [`inspections by ${bucket}`, inspectionActivity(input)],
      [`complaints by ${bucket}`, complaintActivity(input)],
      [`permits by ${bucket}`, permitActivity(input)],
      [`businesses by ${bucket}`, businesses(input)],
    ]
  })
  const risk = {
    filters,
    card: defaultScorecard,
    at: asOfDay(filters.window.to, asOf),
    search: { text: "it's", sounds: '[火]' },
  }
  return [
    ...courses,
    ...burdenQuestions(filters),
    ...figureKeys.flatMap((key): [string, Sql][] => {
      const one = { key, filters, asOf, card: defaultScorecard }
      const parts = pinnedParts({ ...one, before: compare ?? filters.window, after: filters.window })
      const found: [string, Sql][] = [[`pinned ${key}`, oneFigure(one)]]
      return parts === null ? found : [...found, [`parts of ${key}`, parts]]
    }),
    ['categories', complaintsByCategory(filters, compare, asOf)],
    ['industries', inspectionsByIndustry(filters, compare)],
    ['results', inspectionsByResult(filters, compare)],
    ['departments', byDepartment(filters, asOf)],
    ['regions', regionFigures(filters, 'subdistrict', asOf)],
    ['risk mix', riskMix(risk)],
    ['high risk', highRisk(risk, 'window')],
    ['high risk by region', riskByRegion(risk, 'subdistrict')],
    ['high risk by hexagon', riskByHexagon(risk, { lon: 112, lat: 31, edge: 20_000 })],
    ['places by class', classPlaces(risk, 100)],
    ['unvisited', unvisited(risk, 100)],
    ['risk places', riskPlaces(risk, 100)],
    ['roster', rosterBusinesses(filters, defaultScorecard, risk.at)],
    ['visits of the roster', rosterVisits(filters)],
    ['pairs of inspectors who met', pairsOf(monthsUpTo(filters.window.to))],
    ['first visits', firstVisits(filters.window)],
    ['permits that are carried', carriedPermits([0, 1, 2, 30], filters.window.to, 2)],
    ['inspections that are carried', carriedInspections([0, 1, 2, 30], filters.window.to, 2)],
    ['complaints that are carried', carriedComplaints([0, 1, 2, 30], filters.window.to, 2)],
    ['risk of some businesses', riskOf(risk, [0, 1, 2, 30])],
    ['drawn businesses', drawnBusinesses(filters, ['91110000000000000X', '~7'])],
    ['who made visits', rosterInspectors(monthsUpTo(filters.window.to))],
    ['risk list', riskPage(risk, { column: 'entity_name', descending: false }, { offset: 2, limit: 5 })],
    ['named visits', namedVisits(filters)],
    ['pairs of inspectors', pairCounts(filters)],
    ['returns of inspectors', returnCounts(filters, 'subdistrict')],
    ['selection by region', selectionByRegion(filters, 'subdistrict')],
    ['selection by class', selectionByClass(filters, defaultScorecard, risk.at)],
    ['share of complaints', complaintShares(filters, defaultScorecard, risk.at, 'subdistrict')],
    ['service of permits', permitService(filters)],
    ['service of complaints', complaintService(filters, asOf)],
    ['cases now', serviceNow(filters, asOf)],
    ...leaguesOf.permits.map((by): [string, Sql] => [
      `permits late by ${by}`,
      permitLeague({ filters, asOf, by, level: 'subdistrict' }),
    ]),
    ...leaguesOf.complaints.map((by): [string, Sql] => [
      `complaints late by ${by}`,
      complaintLeague({ filters, asOf, by, level: 'subdistrict' }),
    ]),
    ...(['soon', 'overdue'] as const).flatMap((which): [string, Sql][] => [
      [`number of what is ${which}`, dueCount({ filters, asOf, which })],
      [
        `what is ${which}`,
        duePage({ filters, asOf, which }, { column: 'what', descending: true }, { offset: 1, limit: 3 }),
      ],
    ]),
    ['years of the calendar', calendarYears('2023-01-01', asOf)],
    ['overdue work', overdueWork(asOf)],
    ['arrivals', arrivals(asOf, { permits: ['department'], inspections: ['source_system'], complaints: [] })],
    ['hexagons', hexagons(filters, { lon: 112, lat: 31, edge: 20_000 })],
    ['weekly counts', weeklyCounts(filters, 'subdistrict', weeksUntil(asOf, 100))],
    ['counts of a scan', scanCounts(filters, { lon: 112, lat: 31, edge: 500 }, stepsUntil(asOf, 26, '2000-01-01'))],
    ['middle of places', middleOfPlaces()],
    ['places of inspections', places(filters, 'inspections', 100)],
    ['places of complaints', places(filters, 'complaints', 100)],
    ...tables.map((table): [string, Sql] => [`values of ${table}`, nullShares(table, listed(table))]),
    ...figureKeys.map((key): [string, Sql] => {
      const { table, numerator, denominator, day } = formulaOf(key, asOf)
      const of = denominator ?? numerator
      const from = key === 'high_risk' ? withScores({ ...risk, filters }) : identifier(table)
      const text = sql`SELECT ${numerator} AS part, ${of} AS whole, max(${day}) AS last FROM ${from}`
      return [`formula of ${key}`, text]
    }),
    ...figureKeys.flatMap((figure): [string, Sql][] => {
      const dimensions = dimensionKeys.filter(key => dimensionColumns[definitions[figure].table][key] !== undefined)
      const beside = compare ?? { from: '2021-01-01', to: '2022-12-31' }
      const input = { figure, filters, compare: beside, level: 'subdistrict', dimensions, asOf, card: defaultScorecard }
      return [
        [`contributions to ${figure}`, contributions(input)],
        [`pairs of ${figure}`, contributionPairs(input)],
      ]
    }),
    ...tableNames.flatMap((table): [string, Sql][] =>
      buckets.map((bucket): [string, Sql] => [`history of ${table} by ${bucket}`, history(table, filters, bucket)]),
    ),
    ...list,
  ]
}
