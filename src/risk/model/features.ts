/**
 * Numbers that a visit is foretold by, as of its day. `inspector` ones are left out of a model without the inspector
 * term. Missing ones are NaN and score as the mean.
 */
export const numericFeatures = [
  { key: 'first_visit', inspector: false },
  // Years, at most 2; a first visit 2.
  { key: 'years_since', inspector: false },
  { key: 'visits', inspector: false },
  // Findings of the last visit, capped at 1, 3 and 12.
  { key: 'last_critical', inspector: false },
  { key: 'last_serious', inspector: false },
  { key: 'last_minor', inspector: false },
  // Findings beyond what their inspectors find on average, shrunk, halving in two years.
  { key: 'critical_history', inspector: false },
  { key: 'serious_history', inspector: false },
  // How strict the inspector of the last visit is: what was found says less of the business.
  { key: 'last_inspector', inspector: false },
  // Years since the first licence, at most 15.
  { key: 'licence_age', inspector: false },
  { key: 'no_licence', inspector: false },
  // Critical findings at others close by, against the city's rate (60 days) and against their inspectors' (360 days).
  { key: 'near_now', inspector: false },
  { key: 'near_now_high', inspector: false },
  { key: 'near_long', inspector: false },
  // Serious findings at others close by, against the city's rate (60 days).
  { key: 'near_serious', inspector: false },
  { key: 'region_rate', inspector: false },
  { key: 'complaints_near', inspector: false },
  { key: 'season_cos', inspector: false },
  { key: 'season_sin', inspector: false },
  // The city's own rate of the last 60 days, log-odds.
  { key: 'drift', inspector: false },
  { key: 'inspector_rate', inspector: true },
  { key: 'inspector_kind', inspector: true },
  { key: 'inspector_high', inspector: true },
  // What this inspector found close by in the last days beyond what is expected of them: an extract may name groups, whose
  // members work in places of their own.
  { key: 'inspector_near', inspector: true },
  // Where the inspector is not known, what is found nearby stands for them and weighs more.
  { key: 'inspector_unknown', inspector: true },
  { key: 'near_now_unknown', inspector: true },
  { key: 'near_long_unknown', inspector: true },
] as const
export type NumericKey = (typeof numericFeatures)[number]['key']

export const factorKeys = ['kind', 'risk'] as const
export type FactorKey = (typeof factorKeys)[number]

export const isNumericKey = (text: string): text is NumericKey => numericFeatures.some(({ key }) => key === text)

/** What the features are worked out by. Days are halving times, kilometres distances, counts what a rate is shrunk with. */
export interface FeatureSettings {
  readonly historyDays: number
  readonly historyPrior: number
  readonly inspectorDays: number
  readonly inspectorPrior: number
  readonly nearKm: number
  readonly nearDays: number
  readonly nearLongDays: number
  readonly nearPrior: number
  readonly sameKm: number
  readonly sameDays: number
  readonly samePrior: number
  readonly complaintKm: number
  readonly complaintDays: number
}

/** Chosen on windows before November 2013 (docs/risk-model.md). */
export const defaultFeatureSettings: FeatureSettings = {
  historyDays: 730,
  historyPrior: 2,
  inspectorDays: 500,
  inspectorPrior: 20,
  nearKm: 1.5,
  nearDays: 60,
  nearLongDays: 360,
  nearPrior: 3,
  sameKm: 1,
  sameDays: 7,
  samePrior: 5,
  complaintKm: 1,
  complaintDays: 60,
}
