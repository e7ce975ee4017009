import { messages } from './messages'

/** Plans of inspections: what is drawn, from whom, by which rules. */
// biome-ignore format: a group a line
export const plan = messages({
  zh: {
    'title': '检查计划',
  },
  en: {
    'title': 'Inspection plans',
  },
})
