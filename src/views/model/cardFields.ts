import type { IndicatorSettings, Scorecard } from '../../risk/scorecard'

/** A number of the settings that a slider changes. */
export interface SettingField {
  /** Where it stands in the settings: `repeats`, `tiers.high`. */
  readonly path: string
  readonly least: number
  readonly most: number
  readonly step: number
  readonly unit: 'days' | 'months' | 'years' | 'share' | 'count'
}

const days = (path: string, most: number, step = 5): SettingField => ({ path, least: step, most, step, unit: 'days' })
const share = (path: string): SettingField => ({ path, least: 0, most: 1, step: 0.05, unit: 'share' })
const count = (path: string, most: number, least = 1): SettingField => ({ path, least, most, step: 1, unit: 'count' })

/** Half-lives and windows: what is changed most. */
export const mainFields: readonly SettingField[] = [
  { path: 'resultHalfLifeMonths', least: 1, most: 60, step: 1, unit: 'months' },
  days('complaintHalfLifeDays', 365),
  days('visitDays', 1460, 10),
  days('unvisitedDays', 1460, 10),
  days('overdueDays', 365),
  days('complaintDays', 1095),
  days('surroundingDays', 365),
]

/** Values of levels, priors and scales. */
export const otherFields: readonly SettingField[] = [
  ...(['high', 'middle', 'low'] as const).map(key => share(`tiers.${key}`)),
  ...(['ok', 'minor', 'problem', 'unreachable', 'critical', 'uncooperative'] as const).map(key =>
    share(`results.${key}`),
  ),
  ...(['substantiated', 'unknown', 'duplicate', 'unfounded'] as const).map(key => share(`complaintWeights.${key}`)),
  ...(['expired', 'within30', 'within90', 'none'] as const).map(key => share(`permit.${key}`)),
  share('openItem'),
  share('overdueShare'),
  share('repeatShare'),
  count('repeats', 10),
  count('visitPrior', 20),
  count('substantiatedPrior', 20),
  { path: 'youngYears', least: 0, most: 5, step: 0.5, unit: 'years' },
  { path: 'grownYears', least: 1, most: 15, step: 0.5, unit: 'years' },
  { path: 'percentile', least: 0.5, most: 1, step: 0.01, unit: 'share' },
  count('smallIndustry', 200),
  days('operatingDays', 365),
]

export function settingOf(settings: IndicatorSettings, path: string): number {
  const [first = '', second] = path.split('.')
  const value = (settings as unknown as Record<string, unknown>)[first]
  return Number(second === undefined ? value : (value as Record<string, number>)[second])
}

export function withSetting(card: Scorecard, path: string, value: number): Scorecard {
  const [first = '', second] = path.split('.')
  const settings = card.settings as unknown as Record<string, unknown>
  const next = second === undefined ? value : { ...(settings[first] as object), [second]: value }
  return { ...card, settings: { ...settings, [first]: next } as unknown as IndicatorSettings }
}

/** What differs between two cards: places of fields with both values, each bound by itself; models by their names. */
export function differences(
  a: Scorecard,
  b: Scorecard,
): { readonly path: string; readonly a: unknown; readonly b: unknown }[] {
  const walk = (path: string, x: unknown, y: unknown): { path: string; a: unknown; b: unknown }[] => {
    const nested = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
    if (nested(x) && nested(y))
      return [...new Set([...Object.keys(x), ...Object.keys(y)])].flatMap(key =>
        walk(path === '' ? key : `${path}.${key}`, x[key], y[key]),
      )
    return JSON.stringify(x) === JSON.stringify(y) ? [] : [{ path, a: x ?? null, b: y ?? null }]
  }
  const { model: left, ...plainA } = a
  const { model: right, ...plainB } = b
  const models =
    JSON.stringify(left) === JSON.stringify(right)
      ? []
      : [{ path: 'model', a: left?.name ?? null, b: right?.name ?? null }]
  return [...models, ...walk('', plainA, plainB)]
}
