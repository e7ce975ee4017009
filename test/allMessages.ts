import { resources } from '../src/i18n/resources'

/** In place of `src/i18n/given.ts`: tests have all messages at once. */
export const given = { zh: resources('zh'), en: resources('en') }
