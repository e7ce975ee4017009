import type { PlanDraft } from './draft'

/** A plan of which the first day is known. */
export type BegunPlan = PlanDraft & { readonly begins: string }

/** Plans that are drawn and have begun by a day: the one that began last comes first. */
export const underWay = (plans: readonly PlanDraft[], asOf: string): BegunPlan[] =>
  plans
    .filter((plan): plan is BegunPlan => plan.state === 'drawn' && plan.begins !== null && plan.begins <= asOf)
    .sort((a, b) => (a.begins === b.begins ? order(b.created, a.created) : order(b.begins, a.begins)))

const order = (a: string, b: string): number => Number(a > b) - Number(a < b)
