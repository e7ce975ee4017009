import { useTexts } from '../../i18n'
import { type Quota, type Rules, shadowOf, usualRules, wholeShare } from '../../plan/rules'
import { type RiskClass, riskClasses } from '../../risk/scorecard'
import { Icon } from '../../ui/Icon'
import { NumberField } from './NumberField'
import type { PlanNames } from './planNames'

export interface QuotaRowsProps {
  readonly rules: Rules
  readonly names: PlanNames
  readonly frozen: boolean
  onChange(quotas: readonly Quota[]): void
}

const anything: Quota = { class: null, region: null, industry: null, share: 500, count: null }

/** How many are drawn of which strata, the first that fits holding. */
export function QuotaRows({ rules, names, frozen, onChange }: QuotaRowsProps) {
  const { t } = useTexts()
  const { quotas, dimensions } = rules
  const set = (at: number, change: Partial<Quota>): void =>
    onChange(quotas.map((quota, i) => (i === at ? { ...quota, ...change } : quota)))
  const move = (at: number): void => {
    const next = [...quotas]
    const [quota] = next.splice(at, 1)
    if (quota !== undefined) next.splice(at - 1, 0, quota)
    onChange(next)
  }
  const options = {
    class: riskClasses.map(letter => ({ value: letter as string, label: letter as string })),
    region: names.regions.map(({ code, name }) => ({ value: code, label: name })),
    industry: names.industries.map(name => ({ value: name, label: name })),
  }
  return (
    <div className="plan-quotas">
      <table>
        <caption className="ui-hidden">{t('plan.quotas')}</caption>
        <thead>
          <tr>
            {dimensions.map(dimension => (
              <th key={dimension} scope="col">
                {t(`plan.dimension.${dimension}`)}
              </th>
            ))}
            <th scope="col">{t('plan.quota.amount')}</th>
            <th scope="col">
              <span className="ui-hidden">{t('plan.quota.change')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {quotas.map((quota, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a quota is its place
            <tr key={at}>
              {dimensions.map(dimension => (
                <td key={dimension}>
                  <select
                    className="ui-select"
                    aria-label={t('plan.quota.of', { n: at + 1, what: t(`plan.dimension.${dimension}`) })}
                    value={quota[dimension] ?? ''}
                    disabled={frozen}
                    onChange={event =>
                      set(at, { [dimension]: event.target.value === '' ? null : (event.target.value as RiskClass) })
                    }
                  >
                    <option value="">{t('plan.quota.any')}</option>
                    {options[dimension].map(({ value, label }) => (
                      <option key={value} value={value}>
                        {label}
                      </option>
                    ))}
                    {/* What the extracts on screen do not have is not "any". */}
                    {quota[dimension] !== null && !options[dimension].some(each => each.value === quota[dimension]) && (
                      <option value={quota[dimension]}>{quota[dimension]}</option>
                    )}
                  </select>
                </td>
              ))}
              <td>
                <span className="plan-amount">
                  <NumberField
                    hideLabel
                    label={t('plan.quota.of', { n: at + 1, what: t('plan.quota.amount') })}
                    value={quota.share === null ? (quota.count ?? 0) : quota.share / 100}
                    min={0}
                    max={quota.share === null ? 1_000_000 : 100}
                    step={quota.share === null ? 1 : 0.01}
                    disabled={frozen}
                    onChange={value =>
                      value !== null &&
                      set(at, quota.share === null ? { count: Math.round(value) } : { share: Math.round(value * 100) })
                    }
                  />
                  <select
                    className="ui-select"
                    aria-label={t('plan.quota.of', { n: at + 1, what: t('plan.quota.unit') })}
                    value={quota.share === null ? 'count' : 'share'}
                    disabled={frozen}
                    onChange={event =>
                      set(
                        at,
                        event.target.value === 'share'
                          ? { share: Math.min(wholeShare, 100 * (quota.count ?? 0)), count: null }
                          : { share: null, count: Math.round((quota.share ?? 0) / 100) },
                      )
                    }
                  >
                    <option value="share">{t('plan.quota.share')}</option>
                    <option value="count">{t('plan.quota.count')}</option>
                  </select>
                </span>
                {shadowOf(quotas, at) >= 0 && (
                  <span className="plan-shadowed">{t('plan.quota.shadowed', { n: shadowOf(quotas, at) + 1 })}</span>
                )}
              </td>
              <td className="plan-quota-tools">
                {!frozen && (
                  <>
                    <button
                      type="button"
                      className="ui-button"
                      disabled={at === 0}
                      aria-label={t('plan.quota.up', { n: at + 1 })}
                      title={t('plan.quota.up', { n: at + 1 })}
                      onClick={() => move(at)}
                    >
                      ↑
                    </button>
                    <button
                      type="button"
                      className="ui-icon-button"
                      aria-label={t('plan.quota.remove', { n: at + 1 })}
                      title={t('plan.quota.remove', { n: at + 1 })}
                      onClick={() => onChange(quotas.filter((_, i) => i !== at))}
                    >
                      <Icon name="close" />
                    </button>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="plan-note">{t('plan.quotas.note')}</p>
      {!frozen && (
        <div className="plan-tools">
          <button type="button" className="ui-button" onClick={() => onChange([anything, ...quotas])}>
            {t('plan.quota.add')}
          </button>
          <button
            type="button"
            className="ui-button"
            onClick={() => onChange(dimensions.includes('class') ? usualRules.quotas : [{ ...anything, share: 500 }])}
          >
            {t('plan.quota.usual')}
          </button>
        </div>
      )}
    </div>
  )
}
