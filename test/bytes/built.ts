import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { distFolder } from '../../src/cli/build'

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
  readonly css?: readonly string[]
}

/** The modules that pages begin with, by route; the overview is in the first chunk. */
export const pageModules: Readonly<Record<string, string>> = {
  '/alerts': 'src/views/alerts/AlertsPage.tsx',
  '/briefing': 'src/app/briefingRoute.tsx',
  '/burden': 'src/views/burden/BurdenPage.tsx',
  '/business': 'src/views/business/BusinessPage.tsx',
  '/changes': 'src/views/changes/ChangesPage.tsx',
  '/dictionary': 'src/views/dictionary/DictionaryPage.tsx',
  '/extracts': 'src/app/extractsRoute.tsx',
  '/model': 'src/app/modelRoute.tsx',
  '/notebook': 'src/app/notebookRoute.tsx',
  '/outlook': 'src/views/outlook/OutlookPage.tsx',
  '/plan': 'src/app/planRoute.tsx',
  '/plan/verify': 'src/app/verifyRoute.tsx',
  '/round': 'src/app/roundRoute.tsx',
  '/rejected': 'src/views/rows/RejectedPage.tsx',
  '/risk': 'src/views/risk/RiskPage.tsx',
  '/rows': 'src/views/rows/RowsPage.tsx',
  '/services': 'src/app/servicesRoute.tsx',
  '/sql': 'src/views/sql/SqlPage.tsx',
  '/wall': 'src/app/wall/WallPage.tsx',
  '/why': 'src/views/why/WhyPage.tsx',
}

/** What draws: fetched once the first answers are on screen. */
const charts = 'src/ui/echartsRuntime.ts'
/** What makes the page live: fetched beside the drawing of the first answers, none of which waits for it. */
const live = ['src/app/live.ts', 'node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser.mjs']
/** The part of the first visit that comes after the first answers. */
const afterwards = [...live, charts, 'src/app/alerts/watchRoute.tsx', 'src/app/remoteScanner.ts']

/** The built app, by what needs what. Throws where it was not built. */
export class Built {
  readonly #chunks: Readonly<Record<string, Chunk>>

  constructor(private readonly folder = distFolder) {
    const path = join(folder, '.vite', 'manifest.json')
    if (!existsSync(path)) throw new Error(`${path} is not there: run npm run build`)
    this.#chunks = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Chunk>
  }

  /** Every module that has a chunk of its own: entries, and what is imported when it is needed. */
  get modules(): string[] {
    return Object.keys(this.#chunks)
  }

  /** Bytes of a file as it is served. */
  bytes(file: string): number {
    const path = join(this.folder, file)
    return statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size
  }

  /** The files that come with a module, its own and what it imports at once. Throws for one that has no chunk. */
  files(...modules: readonly string[]): Set<string> {
    const seen = new Set<string>()
    const files = new Set<string>()
    const visit = (name: string): void => {
      if (seen.has(name)) return
      seen.add(name)
      const chunk = this.#chunks[name]
      if (chunk === undefined)
        throw new Error(`${name} has no chunk in the build: was it renamed, or is it imported at once now?`)
      files.add(chunk.file)
      for (const css of chunk.css ?? []) files.add(css)
      for (const next of chunk.imports ?? []) visit(next)
    }
    for (const name of modules) visit(name)
    return files
  }

  /** What the first answers wait for, in a language. */
  first(language: 'zh' | 'en'): Set<string> {
    return new Set([
      'index.html',
      'supported.js',
      'favicon.svg',
      ...this.files('index.html', this.messages(language, 'first')),
    ])
  }

  /** What makes the page live, with the engine's worker, without what the first answers wait for. */
  live(language: 'zh' | 'en'): Set<string> {
    const workers = readdirSync(join(this.folder, 'assets')).filter(name => /^duckdbWorker-[\w-]+\.js$/.test(name))
    return without(new Set([...this.files(...live), ...workers.map(name => `assets/${name}`)]), this.first(language))
  }

  /** What a page adds to a first visit, without its workers. */
  page(module: string, language: 'zh' | 'en'): Set<string> {
    const here = [this.first(language), this.files(...afterwards, this.messages(language, 'rest'))]
    // The dictionary says everything in both languages.
    const words = module.includes('/dictionary/')
      ? (['first', 'rest'] as const).map(part => this.messages(language === 'zh' ? 'en' : 'zh', part))
      : []
    return here.reduce(without, this.files(module, ...words))
  }

  messages(language: 'zh' | 'en', part: 'first' | 'rest'): string {
    const name = this.modules.find(each => each.endsWith(`virtual:messages/${language}/${part}`))
    if (name === undefined) throw new Error(`virtual:messages/${language}/${part} has no chunk in the build`)
    return name
  }

  sum(files: Iterable<string>): number {
    return [...files].reduce((sum, file) => sum + this.bytes(file), 0)
  }

  /** What is too much, and what to do: the largest files first. */
  tooMuch(what: string, files: Iterable<string>, most: number): string | null {
    const sum = this.sum(files)
    if (sum <= most) return null
    const largest = [...files]
      .map(file => [this.bytes(file), file] as const)
      .sort(([a], [b]) => b - a)
      .slice(0, 8)
      .map(([bytes, file]) => `${file} ${bytes}`)
    return `${what}: ${sum} bytes, ${most} at most; import what is not needed at once where it is needed (import(…)), or less of a package. Largest: ${largest.join(', ')}`
  }
}

const without = (files: ReadonlySet<string>, taken: ReadonlySet<string>): Set<string> =>
  new Set([...files].filter(file => !taken.has(file)))
