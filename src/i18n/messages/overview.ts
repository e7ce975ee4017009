import { messages } from './messages'

export const overview = messages({
  zh: {},
  en: {},
})
