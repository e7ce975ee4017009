import { useState } from 'react'
import {
  agoText, indicatorLabel, indicatorWhat, overrideLabel, regionLabel, type Texts, useTexts, wordLabel,
} from '../i18n' // biome-ignore format: names
import type { OtherRowsInput } from '../queries/otherRows'
import { dayNumber } from '../risk/dayNumber'
import type { Explained, ExplainedIndicator, OtherRows } from '../risk/explain'
import type { RowRef } from '../risk/facts'
import type { AsOf } from '../risk/factsSql'
import type { IndicatorKey, IndicatorSettings, Scorecard } from '../risk/scorecard'
import type { TableName } from '../schema'
import { Waterfall } from '../ui/Waterfall'
import { CauseRows, OtherCauseRows } from './CauseRows'

export interface ScoreBarsProps {
  readonly explained: Explained
  readonly card: Scorecard
  readonly at: AsOf
  readonly filled: Readonly<Record<TableName, readonly string[]>>
  readonly regions: ReadonlyMap<string, string>
}

/** Fewer points are written as none. */
const leastPoints = 0.05

/** The rows that a bar opens: the business's own, or those of others. */
interface Opened {
  readonly title: string
  readonly refs: readonly RowRef[]
  readonly input: OtherRowsInput | null
}

/** The score from 0, indicator by indicator; a bar opens the rows that caused it. */
export function ScoreBars({ explained, card, at, filled, regions }: ScoreBarsProps) {
  const texts = useTexts()
  const { t, formats, language } = texts
  const [open, setOpen] = useState<Opened | null>(null)
  const { indicators, overrides } = explained
  const allowed = indicators.filter(each => each.value !== null && each.most > 0)
  const used = allowed.filter(each => each.points >= leastPoints)
  const none = allowed.filter(each => each.points < leastPoints && !each.imputed)
  // Those with points say so beside their bar.
  const imputed = allowed.filter(each => each.points < leastPoints && each.imputed)
  const left = indicators.filter(each => each.value === null && card.weights[each.key] > 0)
  const names = (list: readonly ExplainedIndicator[]): string =>
    list.map(({ key }) => indicatorLabel(key, texts)).join(language === 'zh' ? '、' : ', ')
  const opening = ({ key, rows, others }: ExplainedIndicator): (() => void) | undefined => {
    const { settings } = card
    if (others !== null) return () => setOpen({ title: othersTitle(key, others, settings, regions, texts), refs: [], input: { others, at, settings } })
    return rows.length === 0 ? undefined : () => setOpen({ title: indicatorLabel(key, texts), refs: rows, input: null })
  } // biome-ignore format: one line each
  const bars = [...used].sort((a, b) => b.points - a.points)
  const marks =
    card.thresholds.by === 'value'
      ? card.thresholds.bounds.map((bound, i) => ({ at: bound, text: 'BCD'[i] ?? '' }))
      : []
  const of = { at, filled, regions, onClose: () => setOpen(null) }
  return (
    <>
      {overrides.map(({ key, least, rows }) => {
        const text = t('risk.override.least', { letter: least, reason: overrideLabel(key, texts) })
        return (
          <p key={key} className="parts-override">
            <button type="button" className="ui-link" onClick={() => setOpen({ title: text, refs: rows, input: null })}>
              {text}
            </button>
          </p>
        )
      })}
      <Waterfall
        label={t('risk.bars')}
        most={100}
        marks={marks}
        bars={bars.map(bar => ({
          key: bar.key,
          label: indicatorLabel(bar.key, texts),
          points: bar.points,
          text: `+${bar.points.toFixed(1)}`,
          hint: `${indicatorWhat(bar.key, texts)} · ${t('risk.bar.of', { points: formats.number(bar.points, 1), most: formats.number(bar.most, 1) })}`,
          note: bar.imputed ? t('risk.imputed') : causeOf(bar, explained, at, texts),
          faint: bar.imputed,
          onOpen: opening(bar),
        }))}
        foot={
          <>
            {none.length > 0 && <p className="parts-note">{t('risk.noPoints', { names: names(none) })}</p>}
            {imputed.length > 0 && <p className="parts-note">{t('risk.imputed.none', { names: names(imputed) })}</p>}
            {left.length > 0 && <p className="parts-note">{t('risk.leftOut', { names: names(left) })}</p>}
          </>
        }
      />
      {open !== null && open.input === null && <CauseRows {...of} title={open.title} refs={open.refs} />}
      {open !== null && open.input !== null && <OtherCauseRows {...of} title={open.title} input={open.input} />}
    </>
  )
}

/** What the rows of others are. */
function othersTitle(key: IndicatorKey, others: OtherRows, settings: IndicatorSettings, regions: ReadonlyMap<string, string>, texts: Texts): string {
  const { t, formats, language } = texts
  const name = indicatorLabel(key, texts)
  if (others.of === 'industry') {
    const days = formats.count(settings.visitDays)
    return t(others.pooled ? 'risk.cause.industry' : 'risk.cause.all', { name, days, kind: others.industry })
  }
  const days = formats.count(settings.surroundingDays)
  const region = regionLabel(others.region, regions.get(others.region), language)
  return t(others.topic === '' ? 'risk.cause.region' : 'risk.cause.topic', { name, days, region, topic: others.topic })
} // biome-ignore format: a signature

/** Why a bar is as long as it is, in a few words; undefined where its name says it all. */
function causeOf(
  { key, others }: ExplainedIndicator,
  { facts }: Explained,
  at: AsOf,
  texts: Texts,
): string | undefined {
  const { t, formats, language } = texts
  const ago = (day: string): string => agoText(dayNumber(at.day) - dayNumber(day), texts)
  const n = (count: number): string => formats.count(count)
  switch (key) {
    case 'S1':
      return others?.of === 'industry' ? others.industry : (facts.tier?.declared_risk ?? undefined)
    case 'I1':
      return facts.lastKnown === null ? undefined : `${wordLabel('result', facts.lastKnown.severity, language)} · ${formats.day(facts.lastKnown.inspected_on)}`
    case 'I2':
      return t('risk.cause.I2', { n: n(facts.recentCriticals.length), of: n(facts.recentVisits.length) })
    case 'I3':
      return facts.overdueDays === null ? undefined : facts.overdueDays > 0 ? t('risk.cause.I3', { n: n(facts.overdueDays) }) : t('risk.reason.open_item')
    case 'I4':
      return facts.repeats === 0 ? undefined : t('risk.cause.I4', { n: n(facts.repeats) })
    case 'I5':
      return facts.lastVisit === null ? t('risk.reason.never_visited') : t('risk.cause.ago', { ago: ago(facts.lastVisit.inspected_on) })
    case 'C1':
      return t('risk.cause.C1', { n: n(facts.yearComplaints.length) })
    case 'C2':
      return t('risk.cause.C2', { n: n(facts.substantiated.length), of: n(facts.judged.length) })
    case 'C3':
      return facts.pastDue.length > 0 ? t('risk.cause.C3', { n: n(facts.pastDue.length) }) : facts.repeatedComplaints.length > 0 ? t('risk.reason.repeated', { n: n(facts.repeatedComplaints.length) }) : undefined
    case 'P1':
      return t(`risk.state.${facts.permitState}`)
    case 'P2':
      return facts.licensedOn === null ? undefined : t('risk.cause.ago', { ago: ago(facts.licensedOn) })
    default:
      return undefined
  } // biome-ignore format: a cause a line
}
