import type { Language } from './languages'
import { alerts } from './messages/alerts'
import { app } from './messages/app'
import { briefing } from './messages/briefing'
import { burden } from './messages/burden'
import { changes } from './messages/changes'
import { dictionary } from './messages/dictionary'
import { extracts } from './messages/extracts'
import { extractsMapping } from './messages/extractsMapping'
import { extractsReport } from './messages/extractsReport'
import { figures } from './messages/figures'
import { integrity } from './messages/integrity'
import { issues } from './messages/issues'
import { model } from './messages/model'
import { notebook } from './messages/notebook'
import { outlook } from './messages/outlook'
import { overview } from './messages/overview'
import { plan } from './messages/plan'
import { planInspectors } from './messages/planInspectors'
import { planPublication } from './messages/planPublication'
import { planRounds } from './messages/planRounds'
import { planVerify } from './messages/planVerify'
import { risk } from './messages/risk'
import { round } from './messages/round'
import { roundOffline } from './messages/roundOffline'
import { rows } from './messages/rows'
import { saved } from './messages/saved'
import { services } from './messages/services'
import { sql } from './messages/sql'
import { ui } from './messages/ui'
import { wall } from './messages/wall'
import { why } from './messages/why'
import { words } from './messages/words'

export { type Language, languages } from './languages'

/** One area in three files. */
const allExtracts = {
  zh: { ...extracts.zh, ...extractsMapping.zh, ...extractsReport.zh },
  en: { ...extracts.en, ...extractsMapping.en, ...extractsReport.en },
}

const allPlan = {
  zh: { ...plan.zh, ...planInspectors.zh, ...planRounds.zh, ...planVerify.zh, ...planPublication.zh },
  en: { ...plan.en, ...planInspectors.en, ...planRounds.en, ...planVerify.en, ...planPublication.en },
}

const allRound = {
  zh: { ...round.zh, ...roundOffline.zh },
  en: { ...round.en, ...roundOffline.en },
}

/** Every area of messages; a new area is one line here. */
export const areas = {
  alerts,
  app,
  figures,
  words,
  issues,
  ui,
  overview,
  rows,
  extracts: allExtracts,
  sql,
  dictionary,
  risk,
  model,
  integrity,
  briefing,
  outlook,
  plan: allPlan,
  round: allRound,
  changes,
  why,
  services,
  burden,
  notebook,
  saved,
  wall,
}
type Areas = typeof areas

/** `app.share`, `words.result.ok`, … */
export type MessageKey = {
  [A in keyof Areas]: `${A & string}.${keyof Areas[A]['zh'] & string}`
}[keyof Areas]

/** All messages of a language under their full keys. */
export function resources(language: Language): Record<MessageKey, string> {
  const all = Object.entries(areas).flatMap(([area, texts]) =>
    Object.entries(texts[language]).map(([key, text]) => [`${area}.${key}`, text]),
  )
  return Object.fromEntries(all)
}
