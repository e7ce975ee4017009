import { given } from './given'
import type { Language } from './languages'

/** Messages of each language as far as they are here, under their full keys. */
export const texts: Readonly<Record<Language, Record<string, string>>> = {
  zh: { ...given.zh },
  en: { ...given.en },
}

type Fetch = () => Promise<{ readonly default: Readonly<Record<string, string>> }>

/** What the first sight of the page can say, and everything else: see `src/cli/messageParts.ts`. */
const parts: Readonly<Record<Language, Readonly<Record<'first' | 'rest', Fetch>>>> = {
  zh: { first: () => import('virtual:messages/zh/first'), rest: () => import('virtual:messages/zh/rest') },
  en: { first: () => import('virtual:messages/en/first'), rest: () => import('virtual:messages/en/rest') },
}

const here = new Set<string>()
for (const language of ['zh', 'en'] as const)
  if (given[language] !== undefined) for (const part of ['first', 'rest']) here.add(`${language} ${part}`)

/** Whether every message of a language is here. */
export const isWhole = (language: Language): boolean => here.has(`${language} first`) && here.has(`${language} rest`)

/** Fetches a part of a language's messages, unless it is here; whether it was not. Rejects as a fetch does, and the next call asks again. */
export async function fetchPart(language: Language, part: 'first' | 'rest'): Promise<boolean> {
  if (here.has(`${language} ${part}`)) return false
  const { default: more } = await parts[language][part]()
  Object.assign(texts[language], more)
  here.add(`${language} ${part}`)
  return true
}
