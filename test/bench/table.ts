import type { Bench } from './bench'
import type { BytesResult } from './bytes'
import type { FirstResult } from './first'
import type { Course } from './growth'
import { linkKinds } from './links/kinds'
import type { LinksResult } from './links/measure'
import { type LoadResult, rateOf } from './load/measure'
import type { PlanResult } from './plan/measure'
import type { PlaceResult, UploadResult } from './result'
import { trainedTo } from './risk/measure'
import type { RiskResult } from './risk/result'
import type { WarningResult } from './scan/measure'

const number = (value: number | null | undefined): string =>
  value == null || Number.isNaN(value) ? '—' : value.toLocaleString('en-GB')
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n')

/** The result as Markdown. */
export function markdown(bench: Bench): string {
  const {
    machine,
    runs,
    notes,
    places,
    bytes,
    upload,
    risk,
    warning,
    plan,
    first,
    links,
    load,
    growth,
    failed,
    reach,
  } = bench
  const head = `Medians of ${runs} on ${machine.cores} cores (${machine.processor}), ${machine.memory} GB, ${machine.browser}, Node ${machine.node}.`
  const reached = table(
    ['reach', 'measured', 'at most', 'met'],
    reach.map(({ what, value, most, met }) => [what, String(value), String(most), met ? 'yes' : 'no']),
  )
  return [
    head,
    ...notes,
    ...places.flatMap(placeTables),
    ...(bytes ? bytesTables(bytes) : []),
    ...(upload ? uploadTable(upload) : []),
    ...(risk ? riskTables(risk) : []),
    ...(warning ? warningTables(warning) : []),
    ...(plan ? planTable(plan) : []),
    ...(first.length > 0 ? firstTable(first) : []),
    ...(links.length > 0 ? linksTable(links) : []),
    ...(load.length > 0 ? loadTable(load) : []),
    ...(growth.length > 0 ? growthTable(growth) : []),
    ...failed.map(
      ({ what, complaints, reason }) => `${what}, ${number(complaints)} complaints: not measured: ${reason}`,
    ),
    reached,
  ].join('\n\n')
}

function placeTables({
  place,
  cold,
  second,
  region,
  pointed,
  window,
  outlook,
  why,
  plainLive,
  rates,
  tablesRate,
  memory,
}: PlaceResult): string[] {
  const ratio = (value: number | null): string => (value === null ? '—' : value.toFixed(2))
  return [
    `### ${place}`,
    table(
      ['ms since navigation', 'cold', 'over the floor', 'second visit', 'over the floor'],
      [
        ['tiles on screen', number(cold.tiles), '', number(second.tiles), ''],
        ['first answers: tiles, map and trends on screen', number(cold.firstAnswers), ratio(cold.firstRatio), number(second.firstAnswers), ratio(second.firstRatio)],
        ['tiles live', number(cold.ready), '', number(second.ready), ''],
        ['all live', number(cold.allLive), ratio(cold.liveRatio), number(second.allLive), ratio(second.liveRatio)],
        ['floor: engine open, extracts decoded, five answers', number(cold.floor), '', number(second.floor), ''],
      ],
    ), // biome-ignore format: a table
    table(
      ['ms since the click', 'answered', 'slowest', 'painted', 'clicks'],
      [
        ['a region', number(region.answered), number(region.slowest), number(region.painted), number(region.clicks)],
        [
          'a region that was pointed at for 250 ms',
          number(pointed.answered),
          number(pointed.slowest),
          number(pointed.painted),
          number(pointed.clicks),
        ],
        ['a window', number(window.answered), number(window.slowest), number(window.painted), number(window.clicks)],
        [
          'a window, with three forecasts',
          number(outlook.answered),
          number(outlook.slowest),
          number(outlook.painted),
          number(outlook.clicks),
        ],
        ['a change taken apart', number(why.answered), number(why.slowest), number(why.painted), number(why.clicks)],
      ],
    ),
    table(
      ['loading', 'rows/s'],
      [...Object.entries(rates).map(([name, rate]) => [name, number(rate)]), ['published tables', number(tablesRate)]],
    ),
    `All live on a cold visit to the folder as it was before it was published: ${number(plainLive)} ms.`,
    memory === null
      ? 'Memory: not measured on this system.'
      : `Memory of the page's process: ${number(memory.peak)} MB at its peak, ${number(memory.settled)} MB ten seconds after.`,
  ]
}

function bytesTables({ engine, data, first, beside, later, largest, pages }: BytesResult): string[] {
  return [
    '### bytes of a first visit',
    table(
      ['overview', 'bytes'],
      [
        ['engine and decoder', number(engine)],
        ['what the first answers wait for', number(first)],
        ...largest.map(([file, bytes]) => [`of it ${file.replace(/^assets\//, '')}`, number(bytes)]),
        ['what else had arrived by then', number(beside)],
        ['afterwards, until it is quiet', number(later)],
        ['the page, together', number(first + beside + later)],
        ['data', number(data)],
      ],
    ),
    table(
      ['then, one after another', 'bytes', 'engine and decoder', 'data'],
      pages.map(page => [`#${page.route}`, number(page.app), number(page.engine), number(page.data)]),
    ),
  ]
}

function uploadTable({ ready, read, load, report, floor, ratio, memory, task }: UploadResult): string[] {
  return [
    '### upload of a CSV of 1,000,000 complaints',
    table(
      ['', 'ms'],
      [
        ['ready: from the opening of the page until it has practised', number(ready)],
        ['read: from the file to its mapping', number(read)],
        ['load: from the check to an engine that answers', number(load)],
        ['report: from the check to what it found', number(report)],
        ['floor: the engine’s own CSV reader', number(floor)],
        ['longest task of the page', number(task)],
      ],
    ),
    `Reading and loading over the floor: ${ratio.toFixed(2)}. Memory of the page's process: ${number(memory)} MB at its peak.`,
  ]
}

function riskTables({ cities, training }: RiskResult): string[] {
  const of = cities.flatMap(({ city, businesses, first, again, rerank, memory }) => [
    [city, number(businesses), 'first in a page', ...[first.indicators, first.classes, first.total, first.processor, first.page].map(number), '', number(memory)],
    ['', '', 'once more', ...[again.indicators, again.classes, again.total, again.processor, again.page].map(number), number(rerank), ''],
  ]) // biome-ignore format: a table
  const head = [
    'ms',
    'businesses',
    '',
    'indicators',
    'classes',
    'both',
    'processor, with the page',
    'first page',
    'a new weight',
    'memory, MB',
  ]
  const trained =
    training === null
      ? []
      : [
          `Training on Chicago to ${trainedTo}: ${number(training.total)} ms (history ${number(training.history)}, features of ${number(training.visits)} inspections ${number(training.features)}, fit on ${number(training.rows)} ${number(training.fit)}).`,
        ]
  return ['### risk', table(head, of), ...trained]
}

function planTable({ visits, draw, commit, reveal, task }: PlanResult): string[] {
  return [
    '### plan',
    table(
      ['100,000 businesses, 300 inspectors', 'ms'],
      [
        [`drawn in a worker (${number(visits)} visits)`, number(draw)],
        ['committed: file, hashes, both ways to the worker', number(commit)],
        ['revealed: file read and compared, drawn, sealed', number(reveal)],
        ['longest task of the page', number(task)],
      ],
    ),
  ]
}

function warningTables({ first, again }: WarningResult): string[] {
  const of = ([name, run]: readonly [string, WarningResult['first']]): string[] => [
    name,
    ...[run.counts, run.scan, run.weeks, run.limits].map(number),
  ]
  return [
    '### warning',
    table(
      ['ms', 'counts of the scan', 'scan', 'weekly counts', 'limits'],
      (
        [
          ['first in a page', first],
          ['once more', again],
        ] as const
      ).map(of),
    ),
    `A scan of ${number(first.cases)} complaints with ${number(first.replications)} replications, least p ${first.p ?? '—'}; ${number(first.tested)} weeks of a region and category.`,
  ]
}

function linksTable(all: readonly LinksResult[]): string[] {
  const pair = (each: { readonly first: number; readonly later: number } | undefined): string =>
    each === undefined ? '—' : `${each.first.toFixed(0)}, ${each.later.toFixed(0)}`
  return [
    '### links',
    table(
      ['ms: the first, the median of those after it', ...all.map(({ complaints }) => number(complaints))],
      [
        ...linkKinds.map(kind => [kind, ...all.map(({ kinds }) => pair(kinds[kind]))]),
        ['Mosaic: a point', ...all.map(({ mosaic }) => pair(mosaic?.point))],
        ['Mosaic: an interval', ...all.map(({ mosaic }) => pair(mosaic?.interval))],
        ['rows of all tables', ...all.map(({ rows }) => number(rows))],
        ['rows a second loaded', ...all.map(({ rate }) => number(Math.round(rate)))],
        ['memory at its peak, MB', ...all.map(({ memory }) => number(memory))],
      ],
    ),
  ]
}

function firstTable(all: readonly FirstResult[]): string[] {
  const row = (name: string, of: (each: FirstResult) => number): string[] => [
    name,
    ...all.map(each => number(Math.round(of(each)))),
  ]
  const over = (name: string, of: (each: FirstResult) => number): string[] => [
    name,
    ...all.map(each => (Number.isNaN(of(each)) ? '—' : of(each).toFixed(2))),
  ]
  return [
    '### first',
    table(
      ['ms since navigation, published', ...all.map(({ complaints }) => number(complaints))],
      [
        row('first answers', each => each.firstAnswers),
        row('all live', each => each.allLive),
        row('first answers, second visit', each => each.secondAnswers),
        row('all live, second visit', each => each.secondLive),
        ...(all.some(({ floor }) => floor !== null)
          ? [
              row('floor: engine open, extracts decoded, five answers', each => each.floor?.cold ?? Number.NaN),
              over('first answers over the floor', each => each.firstAnswers / (each.floor?.cold ?? Number.NaN)),
              over('all live over the floor', each => each.allLive / (each.floor?.cold ?? Number.NaN)),
              over(
                'first answers over it, second visit',
                each => each.secondAnswers / (each.floor?.second ?? Number.NaN),
              ),
              over('all live over it, second visit', each => each.secondLive / (each.floor?.second ?? Number.NaN)),
            ]
          : []),
      ],
    ),
  ]
}

function growthTable(all: readonly Course[]): string[] {
  const sizes = [...new Set(all.flatMap(({ points }) => points.map(([complaints]) => complaints)))].sort(
    (a, b) => a - b,
  )
  const at = ({ points }: Course, size: number): string =>
    number(points.flatMap(([complaints, value]) => (complaints === size ? [Math.round(value)] : []))[0])
  return [
    '### growth',
    table(
      ['by complaints', ...sizes.map(number), 'exponent'],
      all.map(each => [
        `${each.what}, ${each.unit}`,
        ...sizes.map(size => at(each, size)),
        each.exponent === null ? '—' : each.exponent.toFixed(2),
      ]),
    ),
  ]
}

function loadTable(all: readonly LoadResult[]): string[] {
  const rounded = (value: number | undefined): string => number(value === undefined ? null : Math.round(value))
  const files = [...new Set(all.flatMap(({ load }) => Object.keys(load.files)))]
  return [
    '### load',
    table(
      ['ms since the engine was open', ...all.map(({ complaints, kind }) => `${number(complaints)}, ${kind}`)],
      [
        ...files.map(file => [file, ...all.map(({ load }) => rounded(load.files[file]))]),
        ['linked, profile known', ...all.map(({ load }) => rounded(load.loaded))],
        ['overview answered', ...all.map(({ load }) => rounded(load.live))],
        ['rows of all tables', ...all.map(({ load }) => number(load.rows))],
        ['rows a second until then', ...all.map(result => number(rateOf(result)))],
        ["processor of the page's process, ms", ...all.map(({ processor }) => rounded(processor ?? undefined))],
        ['memory at its peak, MB', ...all.map(({ memory }) => number(memory))],
        ['longest between two signs of progress', ...all.map(({ load }) => rounded(load.gap))],
        ["longest task of the page's thread", ...all.map(({ load }) => rounded(load.task))],
      ],
    ),
  ]
}
