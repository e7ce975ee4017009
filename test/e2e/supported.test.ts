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
