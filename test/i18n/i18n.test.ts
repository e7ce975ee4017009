import i18next from 'i18next'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { isMessage, messagesOf, preferredLanguage, setLanguage, startI18n } from '../../src/i18n'

beforeAll(() => startI18n('en', true))
afterEach(() => vi.unstubAllGlobals())

describe('a message', () => {
  it('is the one of the language', () => {
    expect(messagesOf('zh')('app.share')).toBe('分享')
    expect(messagesOf('en')('app.share')).toBe('Share')
  })

  it('is filled in with data as it is, whatever the data holds', () => {
    expect(messagesOf('en')('app.filters.noMatch', { text: '<b>{{day}}</b> $t(app.share) &' })).toBe(
      'Nothing matches “<b>{{day}}</b> $t(app.share) &”',
    )
  })

  it('that does not exist fails', () => {
    // @ts-expect-error: an unknown key is a type error as well
    expect(() => messagesOf('zh')('app.nothing')).toThrow('there is no message "app.nothing"')
    expect(isMessage('app.nothing')).toBe(false)
    expect(isMessage('issues.bad_date')).toBe(true)
    expect(isMessage('app')).toBe(false)
  })

  it('may have any sign in its key', () => {
    expect(isMessage('app.window.all.chip')).toBe(true)
    expect(isMessage('app:share')).toBe(false)
  })
})

describe('the language', () => {
  const browser = (language: string, kept: string | null) => {
    vi.stubGlobal('navigator', { language })
    vi.stubGlobal('localStorage', { getItem: () => kept, setItem: () => undefined })
  }

  it.each([
    ['zh-CN', null, 'zh'],
    ['zh', null, 'zh'],
    ['zh-Hant-TW', null, 'zh'],
    ['en-GB', null, 'en'],
    ['de', null, 'en'],
    ['zha', null, 'en'],
    ['zh-CN', 'en', 'en'],
    ['de', 'zh', 'zh'],
    ['zh-CN', 'fr', 'zh'],
  ] as const)('of a browser in %s that keeps %s is %s', (language, kept, expected) => {
    browser(language, kept)
    expect(preferredLanguage()).toBe(expected)
  })

  it('is the browser’s where storage is forbidden', () => {
    vi.stubGlobal('navigator', { language: 'zh-CN' })
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new DOMException('denied', 'SecurityError')
      },
    })
    expect(preferredLanguage()).toBe('zh')
    expect(() => setLanguage('en')).not.toThrow()
  })

  it('is kept and shown once it is chosen', () => {
    const kept = vi.fn()
    const documentElement = { lang: '' }
    vi.stubGlobal('localStorage', { getItem: () => null, setItem: kept })
    vi.stubGlobal('document', { documentElement })
    setLanguage('zh')
    expect(kept).toHaveBeenCalledWith('language', 'zh')
    expect(documentElement.lang).toBe('zh-CN')
    expect(i18next.language).toBe('zh')
    setLanguage('en')
    expect(documentElement.lang).toBe('en')
  })
})
