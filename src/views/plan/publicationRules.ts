import type { Texts } from '../../i18n'
import { dimensions, type Quota, type Rules } from '../../plan/rules'
import { dimensionText, listText, type StratumNames, shareText, valueText } from './shortfallTexts'

/** The rules of a plan in sentences, in the order in which a draw applies them. */
export function rulesText(texts: Texts, rules: Rules, regionName: StratumNames['regionName']): string[] {
  const { t, formats } = texts
  const used = dimensions.filter(dimension => rules.dimensions.includes(dimension))
  const { capInAll, capPerDepartment, departments } = rules
  const n = formats.count
  return [
    used.length === 0
      ? t('plan.publication.rules.noStrata')
      : t('plan.publication.rules.strata', {
          dimensions: listText(
            texts,
            used.map(dimension => dimensionText(texts, dimension)),
          ),
        }),
    ...(rules.quotas.length === 0
      ? [t('plan.publication.rules.noQuota')]
      : [...rules.quotas.map((quota, i) => quotaText(texts, quota, i, regionName)), t('plan.publication.rules.how')]),
    t('plan.publication.rules.floor', { share: shareText(texts, rules.floor) }),
    capInAll === null ? t('plan.publication.rules.noCap') : t('plan.publication.rules.cap', { n: n(capInAll) }),
    // A cap by department is one of the plan's own departments: without any it bars nobody.
    ...(capPerDepartment === null
      ? []
      : [
          t(departments.length === 0 ? 'plan.publication.rules.capIdle' : 'plan.publication.rules.capDepartment', {
            n: n(capPerDepartment),
          }),
        ]),
    ...(rules.onceForA ? [t('plan.publication.rules.once')] : []),
    departments.length === 0
      ? t('plan.publication.rules.anyDepartment')
      : t('plan.publication.rules.departments', { departments: listText(texts, departments) }),
    t('plan.publication.rules.team', { n: n(rules.team) }),
    t('plan.publication.rules.days', { n: n(rules.days) }),
  ]
}

function quotaText(texts: Texts, quota: Quota, at: number, regionName: StratumNames['regionName']): string {
  const { t, formats } = texts
  const asked = dimensions.flatMap(dimension =>
    quota[dimension] === null ? [] : [valueText(texts, dimension, quota[dimension], regionName)],
  )
  // One that fits any holds for what those before it left.
  const of =
    asked.length > 0 ? asked.join(' · ') : t(at === 0 ? 'plan.publication.everything' : 'plan.publication.rules.rest')
  return quota.count === null
    ? t('plan.publication.rules.share', { of, share: shareText(texts, quota.share ?? 0) })
    : t('plan.publication.rules.count', { of, n: formats.count(quota.count) })
}
