import type { Sql } from '../../src/engine/sql'
import type { Filters } from '../../src/filters/filters'
import { businessName, businessRisk, neighbours } from '../../src/queries/business'
import { issueRowCount, issueRows } from '../../src/queries/issueRows'
import { otherRows, otherRowsCount } from '../../src/queries/otherRows'
import { rejectedColumns, rejectedCount, rejectedPage } from '../../src/queries/rejected'
import { allowedIndicators, nameCharacters } from '../../src/queries/riskList'
import { rowsAt } from '../../src/queries/rows'
import { classMoves, topCounts, topMoves } from '../../src/queries/versions'
import { cardRows } from '../../src/risk/backtest/cardWindow'
import { complaintRows, inspectionRows, permitRows } from '../../src/risk/businessRows'
import { asOfDay } from '../../src/risk/factsSql'
import { roster } from '../../src/risk/model/roster'
import { scoresAt } from '../../src/risk/score'
import { defaultScorecard, defaultSettings, type Scorecard } from '../../src/risk/scorecard'
import { columns, tableNames } from '../../src/schema'

/** Another card than the one that is used: weights turned round. */
const other: Scorecard = {
  ...defaultScorecard,
  weights: Object.fromEntries(
    Object.entries(defaultScorecard.weights).map(([key], i) => [key, i + 1]),
  ) as Scorecard['weights'],
}

/** Questions of a business's file, of versions, learning, issues and rejected rows, by a name. */
export function moreQuestions(
  filters: Filters,
  asOf: string,
  entity: number,
  file: string,
): [name: string, query: Sql][] {
  const at = asOfDay(filters.window.to, asOf)
  const page = { offset: 0, limit: 20 }
  return [
    ['a business', businessName(entity)],
    ['risk of a business', businessRisk(entity, defaultScorecard, at)],
    ['neighbours', neighbours(entity, defaultScorecard, at, 10)],
    ...[entity, null].flatMap((of): [string, Sql][] => [
      [`permits of ${of}`, permitRows(of)],
      [`inspections of ${of}`, inspectionRows(of)],
      [`complaints of ${of}`, complaintRows(of)],
    ]),
    ['roster', roster(at)],
    ['rows of a card', cardRows(at.day, at.day, asOf, defaultSettings)],
    ['moves of classes', classMoves(defaultScorecard, other, at)],
    ['moves of the first', topMoves(defaultScorecard, other, at, 20, 10)],
    ['counts of the first', topCounts(defaultScorecard, other, at, 20)],
    ['scores', scoresAt(defaultScorecard, at)],
    ['characters of names', nameCharacters()],
    ['indicators that are allowed', allowedIndicators(defaultScorecard, at)],
    ...tableNames.flatMap((table): [string, Sql][] => {
      const shown = rejectedColumns(
        table,
        columns[table].filter(c => !c.personal).map(c => c.name),
      )
      const issue = { table, file, kind: 'bad_code', column: 'entity_code' }
      return [
        [`number of rejected ${table}`, rejectedCount(table)],
        [`rejected ${table}`, rejectedPage(table, shown, { column: 'source_row', descending: false }, page)],
        [`number of an issue in ${table}`, issueRowCount(issue)],
        [`an issue in ${table}`, issueRows(issue, page)],
        [
          `${table} at places`,
          rowsAt(
            table,
            [
              { file: 0, row: 1 },
              { file: 2, row: 3 },
            ],
            columns[table].filter(c => !c.personal).map(c => c.name),
            5,
          ),
        ],
      ]
    }),
    ...(['region', 'industry'] as const).flatMap((of): [string, Sql][] => {
      const others = of === 'region' ? { of, region: '0101', topic: '' } : { of, industry: 'Food', pooled: false }
      const input = { others, at, settings: defaultSettings }
      return [
        [`number of others by ${of}`, otherRowsCount(input)],
        [`others by ${of}`, otherRows(input, ['source_row', 'entity_id'], 10)],
      ]
    }),
  ]
}
