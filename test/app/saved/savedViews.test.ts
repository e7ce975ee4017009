import { describe, expect, it } from 'vitest'
import { isRoute, isWithoutDays } from '../../../src/app/routes'
import {
  fixedSearch,
  freeName,
  hrefOf,
  importPlan,
  keepable,
  lostRegions,
  mostName,
  movesOf,
  parseViewsFile,
  reordered,
  restored,
  type SavedView,
  ViewsError,
  viewsDocument,
  viewsFile,
} from '../../../src/app/saved/savedViews'
import { viewName } from '../../../src/app/saved/viewName'
import { parseChoices } from '../../../src/filters/codecs'
import { resolve } from '../../../src/filters/filters'
import { formats, messagesOf, startI18n } from '../../../src/i18n'

const city = { zh: '江州市', en: 'Jiangzhou' }
const view = (name: string, search = '', path = '/overview', id = name): SavedView => ({
  ...{ id, name, path, search, saved: '2024-03-01T08:00:00.000Z' },
})
const failure = (text: string): ViewsError => {
  try {
    parseViewsFile(text, 'views.json')
  } catch (error) {
    if (error instanceof ViewsError) return error
  }
  throw new Error('it was read')
}
let made = 0
const id = (): string => `new ${++made}`

describe('saved views as a file', () => {
  const views = [view('City'), view('区', '?regions=330102&categories=噪声', '/rows/complaints')]
  const text = viewsFile(views, city)

  it('are read as they were written', () => {
    expect(parseViewsFile(text, 'views.json')).toEqual({ views, catalogue: city })
    expect(parseViewsFile(`\uFEFF${text}`, 'views.json').views).toEqual(views)
    expect(viewsDocument.read(structuredClone(viewsDocument.write(views)))).toEqual(views)
  })

  it('say what is wrong with another file', () => {
    expect(failure('')).toMatchObject({ code: 'json' })
    expect(failure('{"kind":"decision-notebook"}').code).toBe('kind')
    expect(failure(text.replace('"format": 1', '"format": 7')).code).toBe('newer')
    expect(failure(text.replace('"path": "/overview"', '"path": "javascript:x"')).message).toContain('views.0.path')
    expect(failure(text.replace('"search": ""', '"search": "//evil.example"')).code).toBe('field')
    expect(() => viewsDocument.read({ format: 2, views: [] })).toThrow('newer release')
    expect(() => viewsDocument.read('none')).toThrow(ViewsError)
  })

  it('never fail but with a reason, wherever they were cut', () => {
    for (let at = 0; at < text.length - 1; at += 5) expect(failure(text.slice(0, at)).code).toBe('json')
  })
})

describe('an import', () => {
  const here = [view('City'), view('Noise', '?categories=噪声')]

  it('changes nothing that is there: taken names get a number, what is there is left out', () => {
    const plan = importPlan(here, [view('City'), view('Noise', '?categories=其他'), view('New')], id)
    expect(plan.views.slice(0, 2)).toEqual(here)
    expect(plan.added).toEqual(['Noise (2)', 'New'])
    expect(plan.renamed).toEqual([{ from: 'Noise', to: 'Noise (2)' }])
    expect(plan.same).toEqual(['City'])
    expect(new Set(plan.views.map(each => each.id)).size).toBe(4)
  })

  it('leaves out pages that there are not, and what only a wall needs', () => {
    const plan = importPlan([], [view('Plan', '', '/nowhere'), view('Wall', '?regions=1&wall=page')], id)
    expect(plan.unknown).toEqual([{ name: 'Plan', path: '/nowhere' }])
    expect(plan.views).toMatchObject([{ name: 'Wall', search: '?regions=1' }])
  })

  it('knows regions that the catalogue does not have; what lies beside them is none of these', () => {
    const known = new Set(['330102'])
    expect(lostRegions(view('a', '?regions=330102,nowhere,~outside,~none'), known)).toEqual(['nowhere'])
    expect(lostRegions(view('a', '?window=30d'), known)).toEqual([])
  })

  it('of two views of one name keeps both', () => {
    const plan = importPlan([], [view('A', '?results=ok'), view('A', '?results=problem', '/overview', 'b')], id)
    expect(plan.added).toEqual(['A', 'A (2)'])
  })
})

describe('a list of saved views', () => {
  const list = [view('a'), view('b'), view('c')]
  const names = (views: readonly SavedView[]): string => views.map(each => each.name).join('')

  it('is put in order, and a removed one comes back to its place under a free name', () => {
    expect(names(reordered(list, 'b', -1))).toBe('bac')
    expect(names(reordered(list, 'b', 1))).toBe('acb')
    expect(names(reordered(list, 'a', -1))).toBe('abc')
    expect(names(reordered(list, 'none', 1))).toBe('abc')
    expect(names(restored([view('a'), view('c')], view('b'), 1))).toBe('abc')
    expect(names(restored([view('a')], view('c'), 9))).toBe('ac')
    expect(names(restored([view('b', '', '/risk', 'other')], view('b'), 0))).toBe('b (2)b')
    expect(restored(list, view('b'), 0)).toBe(list)
  })

  it('has each name once, however long', () => {
    const long = 'x'.repeat(mostName)
    const free = freeName(long, new Set([long]))
    expect(free).toHaveLength(mostName)
    expect(free).not.toBe(long)
    expect(freeName('a', new Set(['a', 'a (2)']))).toBe('a (3)')
  })

  it('says whether days move with the data', () => {
    expect(movesOf(view('a'))).toBe(true)
    expect(movesOf(view('a', '?window=ytd'))).toBe(true)
    expect(movesOf(view('a', '?window=2024-01-01..2024-02-29'))).toBe(false)
    expect(movesOf(view('a', '', '/sql'))).toBeNull()
    expect(movesOf(view('a', '?tab=integrity', '/model'))).toBe(true)
    expect(movesOf(view('a', '', '/model'))).toBeNull()
  })
})

describe('days that are fixed', () => {
  const fixed = (search: string, asOf = '2024-02-29') =>
    parseChoices(new URLSearchParams(fixedSearch(search, asOf, '2020-05-01')))

  it('are those of the window and of what it is compared with, leap days too', () => {
    expect(fixed('')).toMatchObject({
      window: { from: '2023-03-01', to: '2024-02-29' },
      compare: { from: '2022-02-28', to: '2023-02-28' },
    })
    expect(fixed('?window=30d&compare=lastYear')).toMatchObject({
      window: { from: '2024-01-31', to: '2024-02-29' },
      compare: { from: '2023-01-31', to: '2023-02-28' },
    })
    expect(fixed('?window=all')).toMatchObject({ window: { from: '2020-05-01', to: '2024-02-29' }, compare: 'none' })
    expect(fixed('?compare=none').compare).toBe('none')
  })

  it('of a window that is not over are compared with the same part of the one before', () => {
    const search = '?window=2024-01-01..2024-12-31'
    const { compare } = resolve(parseChoices(new URLSearchParams(search)), '2024-02-29', [])
    expect(compare).toEqual({ from: '2022-12-31', to: '2023-02-28' })
    expect(fixed(search).compare).toEqual(compare)
  })

  it('leave everything else as it is, and no longer move', () => {
    const search = fixedSearch('?regions=330102,330103&rows=problem', '2024-02-29', '2020-05-01')
    expect(search).toContain('regions=330102,330103')
    expect(search).toContain('rows=problem')
    expect(movesOf(view('a', search))).toBe(false)
    expect(fixedSearch(search, '2025-01-01', '2020-05-01')).toBe(search)
  })
})

describe('an address', () => {
  it('is kept without what only a wall needs', () => {
    expect(keepable('?regions=a,b')).toBe('?regions=a,b')
    expect(keepable('?wall=figures')).toBe('')
    expect(keepable('?wall=page&window=ytd')).toBe('?window=ytd')
    expect(hrefOf(view('a', '?window=ytd'))).toBe('#/overview?window=ytd')
  })

  it('is of a page that there is, or not', () => {
    for (const path of ['/overview', '/risk', '/notebook', '/wall', '/business/3', '/rows/permits', '/dictionary'])
      expect(isRoute(path), path).toBe(true)
    for (const path of ['/', '/plan9', '/business', '/rows/permits/3', '//evil.example'])
      expect(isRoute(path), path).toBe(false)
    expect(isWithoutDays('/notebook', '')).toBe(true)
    expect(isWithoutDays('/overview', '')).toBe(false)
  })

  it('has a name that says page, filters and window', () => {
    startI18n('en', true)
    const texts = { t: messagesOf('en'), language: 'en', formats: formats('en') } as const
    expect(viewName('/overview', '', null, texts)).toBe('Overview')
    expect(viewName('/overview', '?categories=噪声,异味&window=ytd', null, texts)).toBe(
      'Overview · 噪声, 异味 · Year to date',
    )
    expect(viewName('/sql', '?categories=噪声', null, texts)).toBe('SQL')
    expect(viewName('/overview', `?industries=${'x'.repeat(300)}`, null, texts)).toHaveLength(mostName)
  })
})
