import { resolve } from 'node:path'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { projectRoot } from '../../src/cli/files'
import { keysSaid, messageParts, staticImports } from '../../src/cli/messageParts'
import { languages, resources } from '../../src/i18n/resources'

const plugin = messageParts(projectRoot, 'src/app/main.tsx')
/** The messages of a part as the build would have them. */
function part(language: string, name: string): Record<string, string> {
  const load = plugin.load as (id: string) => string | undefined
  return JSON.parse((load(`\0virtual:messages/${language}/${name}`) ?? '').replace(/^export default /, ''))
}

describe('the two parts of the messages', () => {
  it.each(languages)('have every message in %s once', language => {
    const [first, rest] = [part(language, 'first'), part(language, 'rest')]
    expect(Object.keys(first).filter(key => key in rest)).toEqual([])
    expect({ ...first, ...rest }).toEqual(resources(language))
    expect(Object.keys(first).length).toBeLessThan(Object.keys(rest).length)
  })

  it('have first what the overview says, and what its frame says, and nothing of a page of its own', () => {
    const first = part('en', 'first')
    for (const key of [
      'app.share',
      'app.page.risk',
      'figures.complaints',
      'overview.tiles',
      'why.open',
      'words.level.county',
    ])
      expect(first, key).toHaveProperty([key])
    for (const area of ['burden', 'notebook', 'model', 'services', 'outlook'])
      expect(Object.keys(first).filter(key => key.startsWith(`${area}.`)).length, area).toBeLessThan(8)
  })

  it('are told apart by keys in quotes and by templates', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source code
    const said = keysSaid(["t('app.one')", 't(`app.${kind}.title`)', 'import type {} from "./app.two"'])
    expect(['app.one', 'app.x.title'].map(said)).toEqual([true, true])
    expect(['app.three', 'app.x.y.title', 'app.x'].map(said)).toEqual([false, false, false])
  })

  it('follow what is imported at once, not types and not what comes when it is needed', () => {
    const files = staticImports(projectRoot, 'src/app/main.tsx')
    const has = (file: string): boolean => files.includes(resolve(projectRoot, file))
    expect(has('src/views/overview/OverviewPage.tsx')).toBe(true)
    expect(has('src/i18n/index.ts')).toBe(true)
    expect(has('src/views/risk/RiskPage.tsx')).toBe(false)
    expect(has('src/i18n/resources.ts')).toBe(false)
  })
})

describe('a page without messages', () => {
  afterEach(() => {
    vi.doUnmock('../allMessages')
    vi.resetModules()
  })

  it('fetches them when they are needed, each part once', async () => {
    vi.doMock('../allMessages', () => ({ given: {} }))
    vi.resetModules()
    const { changeLanguage, fetchFirst, fetchRest, isMessage, messagesOf, startI18n, tableLabel } = await import(
      '../../src/i18n'
    )
    startI18n('en')
    expect(isMessage('app.share')).toBe(false)
    await fetchFirst()
    expect(messagesOf('en')('app.share')).toBe('Share')
    expect(tableLabel('permits', 'en')).toBe(resources('en')['words.table.permits'])
    expect(isMessage('burden.tabs')).toBe(false)
    await fetchRest()
    expect(messagesOf('en')('burden.tabs')).toBe(resources('en')['burden.tabs'])
    // A language is whole before the page changes to it.
    await changeLanguage('zh')
    expect(isMessage('app.share')).toBe(true)
    expect(messagesOf('zh')('burden.tabs')).toBe('内容')
  })

  it('is in the language that it started with', async () => {
    vi.doMock('../allMessages', () => ({ given: {} }))
    vi.resetModules()
    const { fetchFirst, startI18n, useTexts } = await import('../../src/i18n')
    startI18n('zh')
    await fetchFirst()
    const Shown = () => {
      const { t, language } = useTexts()
      return createElement('p', null, `${language} ${t('app.share')}`)
    }
    expect(renderToString(createElement(Shown))).toBe('<p>zh 分享</p>')
  })

  it('stays in its language where the other cannot be fetched, and asks again', async () => {
    vi.doMock('../allMessages', () => ({ given: {} }))
    vi.doMock('virtual:messages/zh/rest', () => {
      throw new Error('offline')
    })
    vi.resetModules()
    const { default: i18next } = await import('i18next')
    const { changeLanguage, fetchFirst, messagesOf, startI18n } = await import('../../src/i18n')
    startI18n('en')
    await fetchFirst()
    await expect(changeLanguage('zh')).rejects.toThrow()
    expect(i18next.language).toBe('en')
    vi.doUnmock('virtual:messages/zh/rest')
    await changeLanguage('zh')
    expect(i18next.language).toBe('zh')
    expect(messagesOf('zh')('burden.tabs')).toBe('内容')
  })
})
