import { messages } from './messages'

// biome-ignore format: a group a line
export const planPublication = messages({
  zh: {},
  en: {},
})
