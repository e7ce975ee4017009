import { memo, useMemo } from 'react'
import { useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import type { Targets } from '../../extracts/targets'
import { type Choices, notRestricting } from '../../filters/filters'
import { figureLabel, missingText, useTexts } from '../../i18n'
import { comparisonOf } from '../../insight/comparison'
import { daysOf, inputsOf } from '../../parts/figureInputs'
import { rowsLink } from '../../parts/figureLinks'
import { comparedText, deltaOf, figureText, targetOf } from '../../parts/figureTexts'
import { useOrigin } from '../../parts/frame'
import { usePinItems } from '../../parts/pinning'
import { useAlertMark } from '../../parts/useAlertMark'
import { useFilterNames } from '../../parts/useFilterNames'
import { whyLink } from '../../parts/whyLink'
import { count, figureOf } from '../../queries/figures'
import type { OverviewQuestions } from '../../queries/overview'
import { KpiTile } from '../../ui/KpiTile'

export interface HighRiskTileProps {
  readonly asked: OverviewQuestions
  readonly choices: Choices
  /** The rest of the page has its answers: this may ask. */
  readonly may: boolean
  readonly profile: Profile
  readonly targets: Targets
  onOpen(address: string): void
}

/** Businesses of class C or D at the window's end: a question of its own, which nothing else waits for. */
export const HighRiskTile = memo(function HighRiskTile(props: HighRiskTileProps) {
  const { asked, choices, may, profile, targets, onOpen } = props
  const texts = useTexts()
  const { t, language, formats } = texts
  const originOf = useOrigin()
  const { filters, compare } = asked
  const kind = compare === null ? 'free' : comparisonOf(choices, filters.window, compare)
  const names = useFilterNames()
  const alertsOf = useAlertMark(choices)
  const pinItems = usePinItems()
  const inputs = useMemo(() => inputsOf(profile, targets, asked.compare), [profile, targets, asked.compare])
  const { highRisk, highRiskBefore } = asked.later
  const now = useRows(highRisk, may)
  // Scores of a day that is past are worked out anew, which takes longest.
  const past = useRows(highRiskBefore ?? highRisk, may && !now.updating)
  const label = figureLabel('high_risk', language)
  const alerts = alertsOf('high_risk')
  const common = { id: 'high_risk', label, later: true, origin: originOf(highRisk, now), spark: [], alerts }
  if (now.rows === undefined) {
    const failed = now.error !== null && !now.updating
    return (
      <KpiTile
        {...common}
        value={null}
        text=""
        loading={!failed}
        {...(failed && { missing: t('overview.failed'), missingKey: 'failed' })}
      />
    )
  }
  // Nothing is compared with an answer to other filters.
  const compared = highRiskBefore === null || past.older || now.older ? [] : (past.rows ?? [])
  const coming = highRiskBefore !== null && compared.length === 0 && past.error === null
  const figure = figureOf('high_risk', [...now.rows, ...compared], inputs)
  const part = (name: string): number => count(now.rows?.[0], name)
  const [scored, businesses] = [part('scored'), part('businesses')]
  const share = scored === 0 ? null : figure.numerator / scored
  const untouched = notRestricting(asked.filters, 'entities')
  const foot = [
    scored < businesses
      ? t('overview.highRisk.ofSome', { n: formats.count(scored), without: formats.count(businesses - scored) })
      : t('overview.highRisk.of', { n: formats.count(scored) }),
    ...(asked.compare !== null && highRiskBefore === null ? [t('overview.highRisk.byShare')] : []),
    // A limit of the figure takes the second line; until there is an answer it is kept free.
    ...(untouched.length > 0 || (figure.before === null && !coming)
      ? []
      : figure.before === null
        ? ['\u00a0']
        : [t('overview.highRisk.before', { compare: comparedText(kind, texts), n: formats.count(figure.before) })]),
  ]
  const rows = [...now.rows, ...compared].map(row => ({
    day: row.period === 'window' ? asked.scored.at.day : (asked.compare?.to ?? null),
    high_risk: row.high_risk,
    scored: row.scored,
    share: row.scored === 0 ? null : row.high_risk / row.scored,
    businesses: row.businesses,
  }))
  const of = (key: 'high_risk' | 'scored' | 'businesses') => ({
    key,
    label: t(`overview.counts.${key}`),
    align: 'right' as const,
  })
  return (
    <KpiTile
      {...common}
      value={figure.value}
      text={figureText(figure, formats)}
      unit={share === null ? undefined : formats.rate(share)}
      delta={deltaOf(figure, daysOf(profile, 'entities', filters.window, compare), kind, texts)}
      foot={foot}
      updating={now.older}
      missing={figure.missing === null ? undefined : missingText(figure.missing, language)}
      missingKey={figure.missing ?? undefined}
      note={untouched.length > 0 ? t('overview.notFiltered', { filters: names(untouched) }) : undefined}
      target={targetOf(figure, targets, formats)}
      table={{
        columns: [
          { key: 'day', label: t('overview.highRisk.day'), text: value => formats.day(String(value)) },
          of('high_risk'),
          of('scored'),
          { key: 'share', label: t('overview.measure.high_risk_share'), align: 'right' },
          of('businesses'),
        ],
        rows,
      }}
      onOpen={() => onOpen(rowsLink('high_risk', choices))}
      onWhy={() => onOpen(whyLink('high_risk', choices))}
      actions={[
        { key: 'why', label: t('why.open'), onSelect: () => onOpen(whyLink('high_risk', choices)) },
        ...pinItems({ figure, window: filters.window, compare }, now.older || coming),
      ]}
    />
  )
})
