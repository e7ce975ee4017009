import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesUnder, projectRoot } from '../src/cli/files'

const sources = filesUnder(projectRoot, ['src', 'data', 'test', 'deploy']).filter(
  file => /\.(tsx?|css)$/.test(file) && !file.startsWith('data/city/'),
)
const textOf = (file: string): string => readFileSync(join(projectRoot, file), 'utf8')

interface Import {
  readonly from: string
  /** A path from the project's folder without its ending, or the name of a package. */
  readonly to: string
  /** `import type`: it is gone once the types are checked. */
  readonly typeOnly: boolean
}

/** Static and lazy imports, re-exports, and the modules that workers start from. */
function importsOf(file: string): Import[] {
  const text = textOf(file)
  const found: [target: string, clause: string][] = [
    ...[...text.matchAll(/^\s*(import|export)\s([^'"`;]*?)\sfrom\s+'([^']+)'/gms)].map(
      m => [m[3] ?? '', m[2] ?? ''] as [string, string],
    ),
    ...[...text.matchAll(/^import\s+'([^']+)'/gm)].map(m => [m[1] ?? '', ''] as [string, string]),
    ...[...text.matchAll(/(typeof\s+)?import\(\s*'([^']+)'\s*\)/g)].map(
      m => [m[2] ?? '', m[1] ? 'type ' : ''] as [string, string],
    ),
    ...[...text.matchAll(/new URL\('(\.[^']+)', import\.meta\.url\)/g)].map(m => [m[1] ?? '', ''] as [string, string]),
  ]
  return found.map(([target, clause]) => ({
    from: file,
    to: target.startsWith('.')
      ? normalize(join(dirname(file), target))
          .replace(/\.(tsx?|js)$/, '')
          .replace(/\/$/, '')
      : target,
    typeOnly: isTypeOnly(clause),
  }))
}

/** `type X`, or a list of which every name is a type. */
function isTypeOnly(clause: string): boolean {
  if (/^type\s/.test(clause)) return true
  const names = /^\{([\s\S]*)\}$/.exec(clause.trim())?.[1]
  return names?.split(',').every(name => name.trim() === '' || name.trim().startsWith('type ')) ?? false
}

const imports = sources.filter(file => file.startsWith('src/') && !file.endsWith('.css')).flatMap(importsOf)

/** What pages and command lines may both import. */
const below = [
  'schema',
  'storage',
  'offline',
  'charts',
  'engine',
  'risk',
  'filters',
  'queries',
  'insight',
  'extracts',
  'i18n',
  'ui',
  'plan',
  'round',
]

/**
 * Who may import what, downwards only; what is not listed is forbidden, but for one's own folder. `name` is a file or
 * folder of `src`; `name (types)` only its types.
 */
const order: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  storage: [],
  offline: [],
  charts: [],
  engine: [],
  risk: ['schema', 'engine/sql', 'engine/dialect', 'engine/civilTimes'],
  plan: ['schema', 'risk'],
  round: ['schema', 'storage', 'risk'],
  filters: ['schema', 'engine/sql', 'engine/dialect', 'risk'],
  queries: ['schema', 'filters', 'risk', 'engine/sql', 'engine/dialect'],
  insight: ['schema', 'filters', 'risk', 'queries'],
  extracts: ['schema', 'storage', 'engine', 'risk'],
  i18n: ['schema', 'risk (types)'],
  ui: ['charts (types)', 'i18n'],
  parts: ['schema', 'engine', 'risk', 'filters', 'queries', 'insight', 'extracts', 'i18n', 'ui'],
  views: [...below, 'parts'],
  app: [...below, 'parts', 'views'],
  cli: below,
}

/** What the order forbids and we do all the same, with the reason. Each must still occur. */
const exceptions: Readonly<Record<string, string>> = {
  'src/ui/useChartTheme.ts → src/charts/theme':
    'makes the theme of the page, with its colours and words, for all charts',
  'src/ui/KpiTile.tsx → src/charts/sparkline': 'a tile draws its own line, without the runtime of the charts',
  'src/cli/start.ts → data/generate': '`npm start` makes the sample city where no folder is named',
}

/** Engines are chosen by who starts the program: nobody else knows which one answers. */
const engines = ['src/engine/duckdb', 'src/engine/clickhouse', 'src/engine/duckdbBrowser', 'src/engine/duckdbNode']

/** Packages that need a page. In Node, `queries/`, `risk/`, `insight/`, `extracts/` and the rest of `engine/` and `filters/` run without. */
const ofPages = /^(react|react-dom|react-router|react-i18next|antd|@tanstack\/react-(query|virtual)|echarts)(\/|$)/
const pageFolders = /^src\/(app|views|parts|ui|i18n)\//
const pagePackages: Readonly<Record<string, string>> = {
  'src/filters/useChoices.ts': 'the filters in the URL, as a hook',
  'src/engine/useRows.ts': 'asks the engine from a component',
  'src/engine/usePages.ts': 'the same, a list page by page',
  'src/cli/publish.ts': 'writes answers as the page keeps them; its QueryClient needs no React',
}

const layerOf = (path: string): string => /^src\/([^/.]+)/.exec(path)?.[1] ?? path
const viewOf = (path: string): string | undefined => /^src\/views\/([^/]+)/.exec(path)?.[1]
const shown = ({ from, to }: Import): string => `${from} → ${to}`

function isAllowed({ from, to, typeOnly }: Import): boolean {
  const [layer, target] = [layerOf(from), layerOf(to)]
  if (!to.startsWith('src/')) return false
  if (layer === target) return viewOf(from) === viewOf(to)
  return (order[layer] ?? []).some(entry => {
    const name = entry.replace(' (types)', '')
    if (entry !== name && !typeOnly) return false
    return target === name || to === `src/${name}`
  })
}

describe('the order of imports', () => {
  const ours = imports.filter(({ to }) => /^(src|data|test|deploy)\//.test(to))

  it('reads the imports', () => {
    expect(ours.length).toBeGreaterThan(300)
    const of = (file: string, to: string) => ours.filter(i => i.from === file && i.to === to).map(i => i.typeOnly)
    expect(of('src/extracts/decoderBrowser.ts', 'src/extracts/roleWorker')).toEqual([false])
    expect(of('src/queries/figures.ts', 'src/schema')).toEqual([true])
    expect(of('src/extracts/mapping.ts', 'src/schema')).toEqual([false])
    expect(of('src/app/session.ts', 'src/app/live')).toEqual([true, false, false])
  })

  it('has a place for every folder', () => {
    const layers = new Set(sources.filter(file => file.startsWith('src/')).map(layerOf))
    expect([...layers].filter(layer => !(layer in order))).toEqual([])
  })

  it('is kept', () => {
    const broken = ours.filter(each => !isAllowed(each)).map(shown)
    expect(broken.filter(text => !(text in exceptions))).toEqual([])
    expect(Object.keys(exceptions).filter(text => !broken.includes(text))).toEqual([])
  })

  it('leaves the choice of an engine to who starts the program', () => {
    const wrong = ours.filter(({ from, to }) => engines.includes(to) && !/^src\/(app|cli|engine)\//.test(from))
    expect(wrong.map(shown)).toEqual([])
    const within = ours.filter(
      ({ from, to, typeOnly }) => engines.includes(to) && from.startsWith('src/engine/') && !typeOnly,
    )
    expect(within.map(shown)).toEqual([])
  })

  it('keeps React out of what runs in Node', () => {
    const wrong = imports
      .filter(({ from, to, typeOnly }) => ofPages.test(to) && !typeOnly && !pageFolders.test(from))
      .map(({ from }) => from)
    expect([...new Set(wrong)].sort()).toEqual(Object.keys(pagePackages).sort())
    expect(
      sources.filter(file => /^src\/(queries|risk|extracts|engine|filters|charts|cli)\/.*\.tsx$/.test(file)),
    ).toEqual([])
  })

  it('keeps Node out of what runs in a page', () => {
    const wrong = imports.filter(({ from, to }) => to.startsWith('node:') && !from.startsWith('src/cli/'))
    expect([...new Set(wrong.map(({ from }) => from))].sort()).toEqual([
      'src/engine/duckdbNode.ts',
      'src/extracts/decoderNode.ts',
      'src/extracts/intake/intakeNode.ts',
    ])
    const used = imports.filter(
      ({ from, to }) => /\/(duckdbNode|decoderNode|intakeNode)$/.test(to) && !from.startsWith('src/cli/'),
    )
    expect(used.map(shown)).toEqual([])
  })

  it('keeps the generator of the sample city apart', () => {
    const crossing = sources
      .filter(file => file.startsWith('data/'))
      .flatMap(importsOf)
      .filter(({ to }) => /^(src|test|deploy)\//.test(to))
    expect(crossing.map(shown)).toEqual([])
  })
})

describe('the files', () => {
  const code = sources.filter(file => /\.tsx?$/.test(file))
  const linesWith = (files: readonly string[], pattern: RegExp): string[] =>
    files.flatMap(file =>
      textOf(file)
        .split('\n')
        .flatMap((line, i) => (pattern.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : [])),
    )
  const withoutComments = (line: string): boolean => !/ (\/\/|\*|\/\*) ?/.test(` ${line.split(' ').slice(1).join(' ')}`)

  it('give each class of the page its rule in one file, so that no two things share a name', () => {
    const found = new Map<string, Set<string>>()
    for (const file of sources.filter(each => each.endsWith('.css') && !each.endsWith('.module.css'))) {
      for (const [, name = ''] of textOf(file).matchAll(/^\.([\w-]+) \{/gm)) {
        found.set(name, (found.get(name) ?? new Set()).add(file))
      }
    }
    expect(found.size).toBeGreaterThan(50)
    expect([...found].filter(([, files]) => files.size > 1).map(([name, files]) => [name, ...files])).toEqual([])
  })

  it('of styles are each put in by a module, or with the pages that come later', () => {
    const styles = sources.filter(file => file.startsWith('src/') && file.endsWith('.css'))
    const later = [...textOf('src/app/pages.css').matchAll(/@import "([^"]+)"/g)].map(([, target = '']) =>
      normalize(join('src/app', target)),
    )
    const byModules = imports.map(({ to }) => to.replace(/\?url$/, ''))
    expect(styles.filter(file => !later.includes(file) && !byModules.includes(file))).toEqual([])
    // In both they would come twice.
    expect(later.filter(file => byModules.includes(file))).toEqual([])
    expect(later.length).toBeGreaterThan(20)
  })

  it('have at most 400 lines', () => {
    const lines = sources.map(file => [file, textOf(file).split('\n').length - 1] as const)
    expect(lines.filter(([, n]) => n > 400)).toEqual([])
    const sorted = lines.map(([, n]) => n).sort((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(120)
  })

  it('know the type of everything', () => {
    expect(linesWith(code, /[:<|,(]\s*any\s*[,;)>=|[\]]|\bas any\b/).filter(withoutComments)).toEqual([])
    expect(linesWith(code, /@ts-(ignore|nocheck)/).filter(line => !line.startsWith('test/imports'))).toEqual([])
  })

  it('hold no test that is left aside, or that leaves the others aside', () => {
    const tests = code.filter(file => file.startsWith('test/') && file !== 'test/imports.test.ts')
    expect(
      linesWith(tests, /\b(it|test|describe|suite)(\.\w+)*\.(only|todo|fails)\b|\b(xit|xdescribe|fdescribe|fit)\(/),
    ).toEqual([])
    // A name alone says what cannot be tested here; a body would be a test that never runs.
    expect(
      linesWith(tests, /\b(it|test|describe)(\.\w+)*\.skip\(/).filter(
        line => !/\.skip\([^()]*(, \(\) => undefined)?\)/.test(line),
      ),
    ).toEqual([])
  })

  it('put no text into the page as markup, and run none', () => {
    const page = code.filter(file => file.startsWith('src/'))
    expect(linesWith(page, /dangerouslySetInnerHTML|\.innerHTML\b|insertAdjacentHTML|document\.write/)).toEqual([])
    expect(linesWith(page, /\beval\(|new Function\(/).filter(withoutComments)).toEqual([])
  })

  it('ask no other host', () => {
    const page = [...filesUnder(projectRoot, ['src', 'public']), 'index.html'].filter(file =>
      /\.(tsx?|css|js|html)$/.test(file),
    )
    const other = linesWith(page, /(https?:)?\/\/[a-z0-9-]+\.[a-z]/i)
      .filter(withoutComments)
      .filter(line => !/http:\/\/www\.w3\.org\//.test(line))
      // Names of the vocabularies of XLSX, which are never fetched.
      .filter(line => !/^src\/ui\/xlsxParts\.ts:\d+ .*'http:\/\/schemas\.openxmlformats\.org\//.test(line))
    expect(other).toEqual([])
    expect(linesWith(page, /@import\s+(url\()?['"]?https?:/)).toEqual([])
  })
})
