import { expect, it } from 'vitest'
import { messagesOf, startI18n } from '../../src/i18n'
import type { HexagonCounts, HexGrid } from '../../src/queries/hexagons'
import type { PlaceRow } from '../../src/queries/places'
import { drawnPlaces } from '../../src/views/overview/drawnPlaces'
import { spotTable } from '../../src/views/overview/placeTable'

startI18n('en')
const t = messagesOf('en')
const grid: HexGrid = { lon: 100, lat: 30, edge: 500 }
const cell = (q: number, more: Partial<HexagonCounts>): HexagonCounts => ({
  q, r: 0, inspections: 0, took_place: 0, problem: 0, critical: 0, complaints: 0, businesses: 0, ...more,
}) // biome-ignore format: a record of zeros
const point = (more: Partial<PlaceRow>): PlaceRow => ({
  lon: 100.1, lat: 30.1, rows: 4, took_place: 0, problem: 0, critical: 0, ...more,
}) // biome-ignore format: a record of zeros

it('the table of a map of hexagons holds the cells that are drawn, by their centre', () => {
  const cells = [cell(0, { took_place: 40, critical: 10 }), cell(3, { inspections: 2 })]
  const drawn = drawnPlaces('hexagons', 'critical_rate', cells, grid) ?? []
  expect(drawn).toMatchObject([{ lon: 100, lat: 30, value: 0.25, numerator: 10, denominator: 40, few: false }])
  const { columns, rows } = spotTable(drawn, 'critical_rate', t, 'en')
  expect(columns.map(column => column.key)).toEqual(['lon', 'lat', 'value', 'numerator', 'denominator'])
  expect(rows).toEqual([{ lon: 100, lat: 30, value: 0.25, numerator: 10, denominator: 40 }])
  expect(drawnPlaces('hexagons', 'inspections', cells, grid)).toMatchObject([{ value: 2 }])
})

it('the table of a map of points holds its points; complaints have nothing to be divided by', () => {
  const points = [point({ took_place: 4, problem: 1 }), point({ lon: 101 })]
  const rated = drawnPlaces('points', 'problem_rate', points, grid)
  expect(rated).toMatchObject([
    { lon: 100.1, value: 0.25, numerator: 1, denominator: 4, rows: 4 },
    { lon: 101, value: null },
  ])
  const counted = drawnPlaces('points', 'complaints_per_100', points, grid) ?? []
  const { columns, rows } = spotTable(counted, 'complaints', t, 'en')
  expect(columns.map(column => column.key)).toEqual(['lon', 'lat', 'value'])
  expect(rows.map(row => row.value)).toEqual([4, 4])
  expect(columns[0]?.text?.(100.123456789)).toBe('100.12346')
})

it('there are none for regions, nor before there is an answer, nor from an answer of another form', () => {
  expect(drawnPlaces('regions', 'complaints', [], grid)).toBeNull()
  expect(drawnPlaces('points', 'complaints', undefined, grid)).toBeNull()
  expect(drawnPlaces('hexagons', 'complaints', [point({})], grid)).toEqual([])
})
