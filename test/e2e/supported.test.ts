import { describe, expect, it } from 'vitest'
import { withApp } from './app'

describe('a browser that lacks what the engine needs', () => {
  it.each([
    ['WebAssembly exceptions', 'WebAssembly.validate = () => false'],
    [
      'BigInt64Array',
      `{ const kept = BigInt64Array; delete globalThis.BigInt64Array
         addEventListener('load', () => { globalThis.BigInt64Array = kept }) }`,
    ],
    ['JavaScript modules', 'delete HTMLScriptElement.prototype.noModule'],
  ])('without %s shows which one to use, in both languages, and starts nothing', (missing, removal) =>
    withApp({}, async ({ page, url, requests }) => {
      await page.addInitScript(removal)
      await page.goto(url)
      const text = await page.locator('body').textContent()
      expect(text).toContain('Chrome or Edge 109 or later, or Firefox 115 or later')
      expect(text).toContain('请使用')
      expect(text).toContain(missing)
      expect(await page.locator('#root').count()).toBe(0)
      expect(await page.evaluate(() => (window as Window & { __unsupported?: boolean }).__unsupported)).toBe(true)
      expect(requests.filter(request => request.url.endsWith('.wasm'))).toEqual([])
    }),
  )

  it('is not said of this one', () =>
    withApp({ expected: [/./] }, async ({ page, url }) => {
      await page.goto(url)
      expect(await page.evaluate(() => '__unsupported' in window)).toBe(false)
    }))
})

describe('the theme before the app runs', () => {
  it.each([
    ['dark', 'light', 'dark'],
    ['light', 'dark', 'light'],
    ['system', 'dark', 'dark'],
    [null, 'light', 'light'],
  ] as const)('is, with %s chosen on a %s system, %s', (chosen, colorScheme, shown) =>
    withApp({ context: { colorScheme }, expected: [/ERR_FAILED/] }, async ({ page, url }) => {
      await page.addInitScript(choice => {
        if (choice !== null) localStorage.setItem('theme', choice)
      }, chosen)
      // Without the app: only what runs before it can have set the theme.
      await page.route(/assets\/.*\.js$/, route => route.abort())
      await page.goto(url)
      expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe(shown)
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
        shown === 'dark' ? 'rgb(17, 22, 29)' : 'rgb(245, 246, 248)',
      )
    }),
  )

  it('is that of the system where storage is forbidden', () =>
    withApp({ context: { colorScheme: 'dark' } }, async ({ page, url }) => {
      await page.addInitScript(() => {
        Object.defineProperty(window, 'localStorage', {
          get() {
            throw new DOMException('denied', 'SecurityError')
          },
        })
      })
      await page.goto(url)
      await page.locator('h1').waitFor()
      expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
      expect(await page.evaluate(() => '__unsupported' in window)).toBe(false)
    }))
})
