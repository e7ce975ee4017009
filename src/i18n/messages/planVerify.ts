import { messages } from './messages'

// biome-ignore format: a group a line
export const planVerify = messages({
  zh: {},
  en: {},
})
