import i18next, { type TFunction } from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { type Formats, formats } from './formats'
import { type Language, languages } from './languages'
import type { MessageKey } from './resources'
import { fetchPart, isWhole, texts } from './texts'

export { featureLabel, featureValue, levelText, whyFeature } from './featureTexts'
export { compareNames, type Formats, formats } from './formats'
export {
  columnLabel,
  figureLabel,
  levelLabel,
  missingText,
  regionLabel,
  tableLabel,
  tableTitle,
  wordLabel,
} from './labels'
export { type Language, languages } from './languages'
export type { MessageKey } from './resources'
export { agoText, classLabel, indicatorLabel, indicatorWhat, overrideLabel, reasonText } from './riskTexts'

const storageKey = 'language'
const htmlLang: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' }

/** The language of the last visit, else of the browser. */
export function preferredLanguage(): Language {
  const kept = languages.find(language => language === stored())
  if (kept) return kept
  return typeof navigator !== 'undefined' && /^zh\b/i.test(navigator.language) ? 'zh' : 'en'
}

// Where storage is forbidden the choice lasts as long as the page.
function stored(): string | null {
  try {
    return globalThis.localStorage?.getItem(storageKey) ?? null
  } catch {
    return null
  }
}

/** Starts the messages, at once and with those that are here: `fetchFirst` adds what the first sight of the page says. `strict` throws for a key that does not exist (tests, development). */
export function startI18n(language: Language = preferredLanguage(), strict = false): void {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    supportedLngs: languages,
    ns: 'all',
    defaultNS: 'all',
    resources: Object.fromEntries(languages.map(each => [each, { all: texts[each] }])),
    keySeparator: false,
    nsSeparator: false,
    returnNull: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    saveMissing: strict,
    missingKeyHandler: (_languages, _namespace, key) => {
      throw new Error(`i18n: there is no message "${key}"`)
    },
  })
  showLanguage(language)
}

/** Fetches what the first sight of the page says. Rejects where that cannot be fetched. */
export const fetchFirst = (): Promise<void> => fetchInto(current(), 'first')

/** Fetches every other message of the page's language: whatever comes later waits for them. Rejects as `fetchFirst`; the next call asks again. */
export const fetchRest = (): Promise<void> => fetchInto(current(), 'rest')

/** Fetches every message of a language: for what says things in both. */
export const fetchLanguage = async (language: Language): Promise<void> => {
  await Promise.all([fetchInto(language, 'first'), fetchInto(language, 'rest')])
}

const current = (): Language => (i18next.language === 'zh' ? 'zh' : 'en')

async function fetchInto(language: Language, part: 'first' | 'rest'): Promise<void> {
  if (await fetchPart(language, part)) i18next.addResourceBundle(language, 'all', texts[language], false, true)
}

/** The one that was chosen last: a slow fetch must not take its place. */
let chosen: Language | null = null

/**
 * Changes the language of the page and keeps it for the next visit, at once where its messages are here. Rejects where
 * they cannot be fetched: the page stays as it is.
 */
export async function changeLanguage(language: Language): Promise<void> {
  chosen = language
  if (!isWhole(language)) await fetchLanguage(language)
  if (chosen === language) setLanguage(language)
}

/** The same with messages that are here. */
export function setLanguage(language: Language): void {
  try {
    globalThis.localStorage?.setItem(storageKey, language)
  } catch {
    // Storage is forbidden: the choice lasts as long as the page.
  }
  void i18next.changeLanguage(language)
  showLanguage(language)
}

function showLanguage(language: Language): void {
  if (typeof document !== 'undefined') document.documentElement.lang = htmlLang[language]
}

/** The messages of a language, outside React. */
export const messagesOf = (language: Language): TFunction<'all'> => i18next.getFixedT(language, 'all')

/** True for a key that may come from data (an issue's kind, a word): ask before `t`. */
export const isMessage = (key: string): key is MessageKey => i18next.exists(key)

const remembered = new WeakMap<TFunction<'all'>, TFunction<'all'>>()

/** The same function, which looks a message without parameters up but once: a click asks for some hundreds of them. */
function remembering(t: TFunction<'all'>): TFunction<'all'> {
  const known = remembered.get(t)
  if (known) return known
  const texts = new Map<string, string>()
  const quick = ((key: MessageKey, ...parameters: [never?]) => {
    if (parameters.length > 0) return t(key, ...parameters)
    const text = texts.get(key) ?? t(key)
    texts.set(key, text)
    return text
  }) as TFunction<'all'>
  remembered.set(t, quick)
  return quick
}

export interface Texts {
  readonly t: TFunction<'all'>
  readonly language: Language
  readonly formats: Formats
}

/** Messages and formats of the page's language; a component that uses it follows a change. */
export function useTexts(): Texts {
  const { t: slow, i18n } = useTranslation('all')
  const t = remembering(slow)
  const language: Language = i18n.language === 'zh' ? 'zh' : 'en'
  return { t, language, formats: formats(language) }
}
