import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withApp } from './app'

/** A page of its own, so that these tests are about the helper and the server alone. */
let root = ''

const html = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="csp-nonce" content="__CSP_NONCE__"><link rel="icon" href="./icon.svg"><title>t</title>
<script src="./supported.js"></script><script type="module" src="./main.js"></script></head><body></body></html>`

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'supervision-page-'))
  const files: Record<string, string> = {
    'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'supported.js': '',
    'index.html': html,
    'main.js': `
      const style = document.createElement('style')
      style.nonce = document.querySelector('meta[name=csp-nonce]').content
      style.textContent = 'body { color: rgb(1, 2, 3) }'
      document.head.append(style)
      const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })
      worker.onmessage = event => { document.body.textContent = event.data }
      worker.postMessage(location.hash.slice(1))`,
    'worker.js': `onmessage = async event => {
      try { postMessage((await fetch(event.data || './icon.svg')).status + '') } catch { postMessage('blocked') }
    }`,
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text)
})

afterAll(() => rm(root, { recursive: true, force: true }))

const bodyText = (page: Page, text: string) => page.locator('body', { hasText: text }).waitFor()

describe('a page under the policy', () => {
  for (const hostname of ['localhost', 'supervision.test']) {
    it(`styles by nonce and sees the requests of workers at ${hostname}`, () =>
      withApp({ root, extracts: root, hostname }, async ({ page, url, requests }) => {
        await page.goto(url)
        await bodyText(page, '200')
        expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(1, 2, 3)')
        expect(await page.evaluate(() => isSecureContext)).toBe(hostname === 'localhost')
        expect(requests.filter(request => request.url.endsWith('/icon.svg')).length).toBeGreaterThan(0)
        expect(requests.map(request => request.url)).toContain(`${url}/worker.js`)
      }))
  }

  it('is blocked when a worker asks another host, and the helper tells', async () => {
    const run = withApp({ root, extracts: root }, async ({ page, url }) => {
      await page.goto(`${url}/#https://elsewhere.test/secret`)
      await bodyText(page, 'blocked')
    })
    await expect(run).rejects.toThrow(/elsewhere\.test/)
  })

  it('may not run inline scripts or eval', () =>
    withApp(
      { root, extracts: root, expected: [/script-src/, /Content Security Policy/i] },
      async ({ page, url, problems }) => {
        await page.goto(url)
        const ran = await page.evaluate(() => {
          const script = document.createElement('script')
          script.textContent = 'window.inlineRan = true'
          document.head.append(script)
          return 'inlineRan' in window
        })
        expect(ran).toBe(false)
        expect(problems.join()).toMatch(/script-src/)
      },
    ))
})
