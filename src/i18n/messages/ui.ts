import { messages } from './messages'

export const ui = messages({
  zh: {},
  en: {},
})
