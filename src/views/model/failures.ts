import { ExtractError } from '../../extracts/source'
import type { Texts } from '../../i18n'
import { RiskError } from '../../risk/faults'
import type { Failure } from '../../ui/ErrorNote'

export const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

/**
 * What failed, why and what to do, in the page's language. What nobody foresaw has the engine's or the worker's own words
 * as a detail, as have fields that a checker found wrong.
 */
export function failureOf(what: string, error: Error, { t, formats }: Texts): Failure {
  if (!(error instanceof RiskError)) {
    const stopped = error instanceof ExtractError && error.kind === 'worker'
    return { what, advice: t(stopped ? 'model.fault.worker' : 'model.fault.unknown'), detail: error.message }
  }
  const filled = Object.entries(error.told).map(([name, value]) => {
    if (typeof value === 'number') return [name, formats.count(value)]
    return [name, /^\d{4}-\d\d-\d\d$/.test(value) ? formats.day(value) : value]
  })
  return {
    what,
    advice: t(
      `model.fault.${error.code}`,
      Object.fromEntries(filled) as { readonly [told: string]: string | undefined; readonly context?: undefined },
    ),
    ...(error.detail !== undefined && { detail: error.detail }),
  }
}
