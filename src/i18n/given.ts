import type { Language } from './languages'

/** Messages that are there from the start: none, a page fetches them. Tests put all of them in this file's place. */
export const given: Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>> = {}
