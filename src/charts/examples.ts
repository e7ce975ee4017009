import { alertMap } from './alertMarks'
import { type BalancePoint, balance } from './balance'
import type { Chart, ChartMap } from './chart'
import { type ClassPoint, classMap } from './classMap'
import { type ForestPoint, forest } from './forest'
import { type FunnelLine, type FunnelPoint, funnel } from './funnel'
import { type HexPoint, hexMap } from './hexMap'
import { type OutlookPoint, outlook } from './outlook'
import { type PlacePoint, pointMap } from './pointMap'
import { type RegionPoint, regionMap } from './regionMap'
import { series } from './series'
import type { ChartTheme } from './theme'
import { type TrendPoint, trend } from './trend'
import { type WaterfallStep, waterfall } from './waterfall'
import { type WeekPoint, weekMarks } from './weekMarks'

/** A chart with fixed data: a test draws it, the gallery shows it. */
export interface Example {
  readonly name: string
  draw(theme: ChartTheme): Chart
}

const received = [1705, 1290, 812, 731, 985, 1402, 2170, 1660, 1848, 2011, 2160, 1020]
const earlier = [2030, 1260, 862, 880, 921, 775, 1340, 1650, 2260, 2290, 2300, 2090]
const failed = [217, 201, 126, 119, 168, 222, 247, 246, 278, 283, 220, null]
const visited = [762, 855, 664, 553, 706, 748, 846, 919, 938, 866, 727, 0]

const month = (i: number): string => new Date(Date.UTC(2013, 8 + i, 1)).toISOString().slice(0, 10)

const complaints: readonly TrendPoint[] = received.map((value, i) => ({
  start: month(i),
  value,
  compare: earlier[i] ?? null,
  partial: i === 11,
}))

const rates: readonly TrendPoint[] = failed.map((numerator, i) => {
  const denominator = visited[i] ?? 0
  const gap = i === 4 || numerator === null
  return {
    start: month(i),
    value: gap ? null : numerator / denominator,
    compare: 0.25 + 0.05 * Math.sin(i),
    partial: i === 0 || i === 10,
    numerator: numerator ?? 0,
    denominator,
  }
})

const side = 0.02
const square = (column: number, row: number): GeoJSON.Polygon => {
  const [west, south] = [118 + column * side, 32 + row * side]
  const corners = [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ]
  return { type: 'Polygon', coordinates: [corners] }
}

/** Sixteen square districts. */
export const exampleMap: ChartMap = {
  name: 'example-districts',
  geojson: {
    type: 'FeatureCollection',
    features: Array.from({ length: 16 }, (_, i) => ({
      type: 'Feature',
      properties: { code: `00${i + 1}` },
      geometry: square(i % 4, Math.floor(i / 4)),
    })),
  },
}

/** The last district has no row; one name looks like HTML and must stay text. */
const regions: readonly RegionPoint[] = Array.from({ length: 15 }, (_, i) => {
  const denominator = i === 6 ? 7 : i === 9 ? 0 : 60 + i * 23
  const numerator = Math.round(denominator * (0.04 + ((i * 7) % 15) * 0.018))
  return {
    code: `00${i + 1}`,
    name: i === 3 ? '<script>alert(1)</script>' : `District ${i + 1}`,
    value: denominator === 0 ? null : numerator / denominator,
    numerator,
    denominator,
    few: denominator < 20,
  }
})

const edge = 500
const cells: readonly HexPoint[] = Array.from({ length: 80 }, (_, i) => {
  const [column, row] = [i % 10, Math.floor(i / 10)]
  const north = row * 1.5 * edge
  const east = (column + (row % 2) / 2) * Math.sqrt(3) * edge
  const denominator = (i * 13) % 61
  const numerator = Math.round(denominator * (((i * 5) % 17) / 40))
  return {
    lon: 118 + east / (111_195.08 * Math.cos((32.04 * Math.PI) / 180)),
    lat: 32.01 + north / 111_195.08,
    edge,
    value: denominator === 0 ? null : numerator / denominator,
    numerator,
    denominator,
    few: denominator < 20,
  }
})

const places = (length: number): PlacePoint[] =>
  Array.from({ length }, (_, i) => ({
    lon: 118.04 + 0.038 * Math.sin(i * 2.399) * Math.sqrt(i / length),
    lat: 32.04 + 0.038 * Math.cos(i * 2.399) * Math.sqrt(i / length),
    value: i % 11 === 0 ? null : (i * 7) % 9,
    count: 1 + (i % 12),
    key: `B-${i}`,
    name: `Business ${i}`,
  }))

const counted = { unit: 'count', bucket: 'month', label: 'Complaints', compareLabel: 'a year ago' } as const
const rated = {
  ...counted,
  unit: 'rate',
  label: 'Problem rate',
  numeratorLabel: 'Problems',
  denominatorLabel: 'Inspections',
} as const
const critical = {
  map: exampleMap,
  unit: 'rate',
  label: 'Critical rate',
  numeratorLabel: 'Critical',
  denominatorLabel: 'Inspections',
} as const
const spots = {
  map: exampleMap,
  unit: 'count',
  label: 'Critical findings',
  place: 'One place',
  countLabel: 'Inspections',
} as const

/** The second series has a gap and goes below zero. */
const asked = {
  names: ['2014-01', '2014-02', '<b>March</b>'],
  all: [
    { label: 'received', values: [12, 30, 7] },
    { label: 'change', values: [-4, null, 2.5] },
  ],
} as const

/** Businesses at the places of the other examples, every fourth of each class. */
const classed = (n: number): ClassPoint[] =>
  places(n).map(({ lon, lat }, i) => ({ lon, lat, level: i % 4, name: `Business ${i}`, text: '45.0', key: String(i) }))
const classes = { ...spots, classes: ['A', 'B', 'C', 'D'], open: '7', summary: 'Businesses by class' }

/** Ratios that fall from 1.9 to 0.4, their intervals wide and narrow in turn. */
const ratios = (n: number): ForestPoint[] =>
  Array.from({ length: n }, (_, i) => {
    const value = 1.9 - (1.5 * i) / Math.max(1, n - 1)
    const half = i % 2 ? 0.2 : 0.45
    return {
      name: `Inspector ${i + 1}`,
      value,
      low: value - half,
      high: value + half,
      rows: [{ label: 'Visits', value: '40' }],
    }
  })
const effects = {
  label: 'Found over expected',
  intervalLabel: '95%',
  above: 'strict',
  below: 'lenient',
  within: 'no difference that can be told',
  summary: 'Inspectors from 0.4 to 1.9',
}

/** The last one has few businesses and an enormous ratio. */
const balanced: readonly BalancePoint[] = Array.from({ length: 12 }, (_, i) => ({
  name: i === 2 ? '<b>District</b>' : `District ${i + 1}`,
  expected: 0.5 + i * 0.1,
  done: i === 11 ? 9 : 0.6 + ((i * 7) % 12) * 0.09,
  low: i === 11 ? 1 : 0.5 + ((i * 7) % 12) * 0.09,
  high: i === 11 ? 20 : 0.7 + ((i * 7) % 12) * 0.09,
  size: i === 11 ? 3 : 40 + i * 30,
  side: i % 4 === 0 ? 'more' : i % 4 === 1 ? 'less' : null,
  few: i === 11,
  rows: [{ label: 'Businesses', value: '40' }],
}))
const balanceLook = {
  expectedLabel: 'Base rate over the city’s',
  doneLabel: 'Selection over the city’s',
  more: 'visited more',
  less: 'visited less',
  within: 'in proportion',
  least: 20,
  summary: 'Twelve districts',
}

/** From 820 to 900, with one part that has a hostile name and others that take away. */
const moved: readonly WaterfallStep[] = [
  { key: null, name: 'Before', from: 0, to: 0, kind: 'level', text: '820', rows: [] },
  {
    key: 'a',
    name: '<b>North</b>',
    from: 0,
    to: 140,
    kind: 'part',
    text: '+140',
    rows: [{ label: 'Now', value: '400' }],
  },
  { key: 'b', name: 'A district with a very long name', from: 140, to: 141, kind: 'part', text: '+1', rows: [] },
  { key: null, name: '5 others', from: 141, to: -20, kind: 'part', text: '−161', rows: [] },
  { key: 'c', name: 'South', from: -20, to: 80, kind: 'part', text: '+100', rows: [] },
  { key: null, name: 'Now', from: 0, to: 80, kind: 'sum', text: '900', rows: [] },
]
const movedLook = { up: 'adds', down: 'takes away', sum: 'the whole', summary: 'From 820 to 900', axis: String }
const verdicts = ['within', 'worse', 'higher', 'lower', 'better', 'none'] as const
/** Departments of 10 to 40,000 cases; one name looks like HTML. */
const units = (n: number): FunnelPoint[] =>
  Array.from({ length: n }, (_, i) => ({
    key: `u${i}`,
    name: i === 1 ? '<b>Late</b>' : `Department ${i + 1}`,
    cases: Math.round(10 * 4000 ** (i / Math.max(1, n - 1))),
    rate: i === 1 ? 0.3 : 0.05 + 0.01 * (i % 5),
    verdict: verdicts[i % 6] ?? 'none',
    chosen: i !== 4,
    rows: [{ label: 'Late', value: '7.0%' }],
  }))
const funnelLines: readonly FunnelLine[] = Array.from({ length: 30 }, (_, i) => {
  const cases = Math.round(8 * 6000 ** (i / 29))
  const half = Math.sqrt(0.0651 / cases)
  return {
    cases,
    low998: Math.max(0, 0.07 - 3.09 * half),
    low95: Math.max(0, 0.07 - 1.96 * half),
    high95: 0.07 + 1.96 * half,
    high998: 0.07 + 3.09 * half,
  }
})
const funnelLook = {
  casesLabel: 'Cases',
  rateLabel: 'Share late',
  verdicts: {
    worse: 'worse',
    higher: 'higher',
    within: 'within',
    lower: 'lower',
    better: 'better',
    none: 'not judged',
  },
  inner: '95%',
  outer: '99.8%',
  centre: 0.07,
  pickable: true,
  summary: 'Departments by share late',
}
const weekly: readonly WeekPoint[] = received.map((value, i) => ({
  start: new Date(Date.UTC(2025, 0, 6 + 7 * i)).toISOString().slice(0, 10),
  value,
  expected: i === 6 ? 1100.5 : null,
  limit: i === 6 ? 1800 : null,
}))
const weekLook = { label: 'Complaints', expectedLabel: 'Expected', limitLabel: 'Limit', flaggedLabel: 'Unusual week' }
const alertMark = {
  key: 'alert 1',
  rings: [
    square(1, 1)
      .coordinates[0]?.slice(0, 4)
      .map(([lon = 0, lat = 0]) => [lon, lat] as const) ?? [],
  ],
  tip: { title: 'Cluster', rows: [], note: '430 complaints, 4.2 expected' },
}
/** Two years, of which one month is missing, and half a year to come; the second example's intervals are enormous. */
const comingUp = (wide: number): OutlookPoint[] =>
  Array.from({ length: 30 }, (_, i): OutlookPoint => {
    const value = 1400 + Math.round(600 * Math.sin((i * Math.PI) / 6))
    const future = i >= 24
    const far = wide * (i - 23)
    return {
      start: month(i),
      actual: future || i === 5 ? null : value,
      soFar: i === 24 ? 310 : null,
      expected: future ? value : null,
      within80: future ? [Math.max(0, value - 60 * far), value + 60 * far] : null,
      within95: future ? [Math.max(0, value - 95 * far), value + 95 * far] : null,
      before: !future && i >= 12 ? value + ((i * 37) % 90) - 45 : null,
      naive: future ? value + 120 : null,
    }
  })
const outlookLook = {
  bucket: 'month',
  label: 'Complaints',
  expectedLabel: 'Forecast',
  within80Label: '80% interval',
  within95Label: '95% interval',
  beforeLabel: 'Foretold a month before',
  naiveLabel: 'Repeating the year before',
  soFarLabel: 'So far',
  unfinished: 'Not whole yet',
  summary: 'Complaints by month, with those that come next',
} as const

export const examples: readonly Example[] = [
  { name: 'outlook', draw: theme => outlook(comingUp(1), outlookLook, theme) },
  { name: 'outlook-wide', draw: theme => outlook(comingUp(200), outlookLook, theme) },
  { name: 'outlook-empty', draw: theme => outlook([], outlookLook, theme) },
  { name: 'trend-bars', draw: theme => trend(complaints, { mark: 'bar', ...counted }, theme) },
  { name: 'trend-line', draw: theme => trend(rates, { mark: 'line', ...rated }, theme) },
  { name: 'trend-empty', draw: theme => trend([], { mark: 'bar', ...counted }, theme) },
  { name: 'week-marks', draw: theme => weekMarks(weekly, weekLook, theme) },
  { name: 'week-marks-empty', draw: theme => weekMarks([], weekLook, theme) },
  {
    name: 'alert-map',
    draw: theme =>
      alertMap([alertMark], exampleMap, null, { label: 'Alerts', summary: 'Open alerts marked: 1.' }, theme),
  },
  { name: 'region-map', draw: theme => regionMap(regions, { ...critical, selected: ['006'] }, theme) },
  { name: 'region-map-without-shapes', draw: theme => regionMap(regions, { ...critical, map: null }, theme) },
  { name: 'hex-map', draw: theme => hexMap(cells, { ...critical, cell: 'Cell of 500 m' }, theme) },
  {
    name: 'hex-map-without-shapes',
    draw: theme => hexMap(cells, { ...critical, map: null, cell: 'Cell of 500 m' }, theme),
  },
  { name: 'point-map', draw: theme => pointMap(places(300), spots, theme) },
  { name: 'point-map-without-shapes', draw: theme => pointMap(places(300), { ...spots, map: null }, theme) },
  { name: 'point-map-many', draw: theme => pointMap(places(20_000), spots, theme) },
  { name: 'class-map', draw: theme => classMap(classed(300), classes, theme) },
  { name: 'class-map-without-shapes', draw: theme => classMap(classed(9), { ...classes, map: null }, theme) },
  { name: 'class-map-many', draw: theme => classMap(classed(20_000), classes, theme) },
  { name: 'series-bars', draw: theme => series(asked.names, asked.all, { mark: 'bar', label: 'Answer' }, theme) },
  { name: 'series-lines', draw: theme => series(asked.names, asked.all, { mark: 'line', label: 'Answer' }, theme) },
  { name: 'series-points', draw: theme => series(asked.names, asked.all, { mark: 'points', label: 'Answer' }, theme) },
  { name: 'forest', draw: theme => forest(ratios(12), effects, theme) },
  { name: 'forest-many', draw: theme => forest(ratios(80), effects, theme) },
  { name: 'forest-empty', draw: theme => forest([], effects, theme) },
  { name: 'balance', draw: theme => balance(balanced, balanceLook, theme) },
  { name: 'balance-empty', draw: theme => balance([], balanceLook, theme) },
  { name: 'waterfall', draw: theme => waterfall(moved, movedLook, theme) },
  { name: 'waterfall-empty', draw: theme => waterfall([], { ...movedLook, summary: 'Nothing moved' }, theme) },
  { name: 'funnel', draw: theme => funnel(units(10), funnelLines, funnelLook, theme) },
  { name: 'funnel-many', draw: theme => funnel(units(96), funnelLines, funnelLook, theme) },
  { name: 'funnel-empty', draw: theme => funnel([], [], { ...funnelLook, centre: null }, theme) },
  { name: 'series-empty', draw: theme => series([], [], { mark: 'bar', label: 'An answer' }, theme) },
]
