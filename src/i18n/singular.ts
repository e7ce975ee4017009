import type { PostProcessorModule } from 'i18next'

/** Nouns that messages count, by their plural. */
const nouns: Readonly<Record<string, string>> = {
  rows: 'row', days: 'day', months: 'month', visits: 'visit', permits: 'permit', inspections: 'inspection', complaints: 'complaint', businesses: 'business',
  points: 'point', regions: 'region', places: 'place', files: 'file', columns: 'column', features: 'feature', versions: 'version', profiles: 'profile',
} // biome-ignore format: a table of words

// Not before a verb, which would have to change too.
const ones = new RegExp(`(^|[^\\d.,])1 (${Object.keys(nouns).join('|')})\\b(?! (?:are|were|have|name)\\b)`, 'g')

/** "1 rows" is "1 row": numbers come to messages as texts, so that no message need be written twice. */
export const singular = (text: string): string =>
  text.includes('1 ') ? text.replace(ones, (_, before: string, noun: string) => `${before}1 ${nouns[noun]}`) : text

export const singularWords: PostProcessorModule = { type: 'postProcessor', name: 'singular', process: singular }
