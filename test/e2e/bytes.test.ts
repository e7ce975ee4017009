import { join } from 'node:path'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { bounds } from '../bytes/bounds'
import { Built, pageModules } from '../bytes/built'
import { bytesOf, countingServer, kindOf, type Sent } from '../bytes/traffic'
import { bytesOfVisit, type VisitBytes } from '../bytes/visit'
import { withApp } from './app'
import { english } from './reading'

describe('what was built', () => {
  let built: Built
  beforeAll(() => {
    built = new Built()
  })

  it.each(['zh', 'en'] as const)('shows first answers in %s from as few bytes as are allowed', language => {
    const told = built.tooMuch('The first answers', built.first(language), bounds.firstAnswers)
    expect(told, told ?? '').toBeNull()
  })

  it.each(Object.entries(pageModules))('opens #%s with as few bytes as are allowed', (route, module) => {
    const told = built.tooMuch(`#${route}`, built.page(module, 'zh'), bounds.page)
    expect(told, told ?? '').toBeNull()
  })

  it('has no page that is not looked at here', () => {
    const pages = built.modules.filter(name =>
      /^src\/(views\/\w+\/\w+Page|app\/(?!alerts)\w+Route|app\/wall\/WallPage)\.tsx$/.test(name),
    )
    expect(pages.sort()).toEqual(Object.values(pageModules).sort())
  })

  it('says which chunk is too much, and what to do', () => {
    const largest = [...built.files('index.html')].find(file => /\/index-[\w-]+\.js$/.test(file)) ?? ''
    const told = built.tooMuch('The first answers', built.first('zh'), 100_000)
    expect(told).toContain(`${largest} ${built.bytes(largest)}`)
    expect(told).toContain('100000 at most; import what is not needed at once')
  })
})

describe('a first visit', () => {
  it('transfers no more than is allowed, and the extracts with their workers add no more', async () => {
    let sent: readonly Sent[] = []
    const start = async (folders: { root: string; extracts: string }) => {
      const server = await countingServer(folders)
      sent = server.sent
      return server
    }
    const extracts = join(inject('smallCities'), 'published')
    const visit = await new Promise<VisitBytes>((resolve, reject) => {
      withApp({ extracts, context: english, start }, async ({ page, url }) => {
        resolve(await bytesOfVisit(page, url, sent, ['/extracts']))
      }).catch(reject)
    })
    const built = new Built()
    // What makes the page live may arrive beside the drawing; anything else before the first answers is one too many.
    const [first, live] = [built.first('en'), built.live('en')]
    const app = visit.first.filter(({ path }) => kindOf(path) === 'app').map(({ path }) => path)
    expect(app.filter(path => !first.has(path) && !live.has(path) && path !== 'config.json')).toEqual([])
    expect(
      bytesOf(
        visit.first.filter(({ path }) => first.has(path)),
        'app',
      ),
    ).toBeLessThanOrEqual(bounds.firstAnswers)

    const overview = [...visit.first, ...visit.later]
    expect(bytesOf(overview, 'engine')).toBeGreaterThan(5_000_000)
    expect(told('The overview', overview, bounds.overview)).toEqual([])
    // Once each: what is kept for ever is not asked for again.
    const assets = overview.flatMap(({ path, bytes }) => (path.startsWith('assets/') && bytes > 0 ? [path] : []))
    expect(assets.filter((path, i) => assets.indexOf(path) !== i)).toEqual([])
    for (const page of visit.pages) expect(told(`#${page.route}`, page.sent, bounds.page)).toEqual([])
    expect(visit.pages[0]?.sent.some(({ path }) => path.includes('roleWorker'))).toBe(true)
  })
})

/** Nothing, or what is too much, the largest first. */
function told(what: string, sent: readonly Sent[], most: number): string[] {
  const sum = bytesOf(sent, 'app')
  if (sum <= most) return []
  const files = sent.filter(({ path }) => kindOf(path) === 'app').sort((a, b) => b.bytes - a.bytes)
  return [`${what}: ${sum} bytes, ${most} at most`, ...files.slice(0, 8).map(({ path, bytes }) => `${path} ${bytes}`)]
}
