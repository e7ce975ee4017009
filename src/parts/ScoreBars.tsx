import { useState } from 'react'
import { agoText, indicatorLabel, indicatorWhat, overrideLabel, type Texts, useTexts, wordLabel } from '../i18n'
import { dayNumber } from '../risk/dayNumber'
import type { Explained, ExplainedIndicator } from '../risk/explain'
import type { RowRef } from '../risk/facts'
import type { AsOf } from '../risk/factsSql'
import type { Scorecard } from '../risk/scorecard'
import type { TableName } from '../schema'
import { Waterfall } from '../ui/Waterfall'
import { CauseRows } from './CauseRows'
import './parts.css'

export interface ScoreBarsProps {
  readonly explained: Explained
  readonly card: Scorecard
  readonly at: AsOf
  readonly filled: Readonly<Record<TableName, readonly string[]>>
  readonly regions: ReadonlyMap<string, string>
}

/** Fewer points are written as none. */
const leastPoints = 0.05

/** The score from 0, indicator by indicator; a bar opens the rows that caused it. */
export function ScoreBars({ explained, card, at, filled, regions }: ScoreBarsProps) {
  const texts = useTexts()
  const { t, formats, language } = texts
  const [open, setOpen] = useState<{ readonly title: string; readonly refs: readonly RowRef[] } | null>(null)
  const { indicators, overrides } = explained
  const allowed = indicators.filter(each => each.value !== null && each.most > 0)
  const used = allowed.filter(each => each.points >= leastPoints)
  const none = allowed.filter(each => each.points < leastPoints)
  const left = indicators.filter(each => each.value === null && card.weights[each.key] > 0)
  const names = (list: readonly ExplainedIndicator[]): string =>
    list.map(({ key }) => indicatorLabel(key, texts)).join(language === 'zh' ? '、' : ', ')
  const bars = [...used].sort((a, b) => b.points - a.points)
  const marks =
    card.thresholds.by === 'value'
      ? card.thresholds.bounds.map((bound, i) => ({ at: bound, text: 'BCD'[i] ?? '' }))
      : []
  return (
    <>
      {overrides.map(({ key, least, rows }) => {
        const text = t('risk.override.least', { letter: least, reason: overrideLabel(key, texts) })
        return (
          <p key={key} className="parts-override">
            <button type="button" className="ui-link" onClick={() => setOpen({ title: text, refs: rows })}>
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
          onOpen:
            bar.rows.length === 0
              ? undefined
              : () => setOpen({ title: indicatorLabel(bar.key, texts), refs: bar.rows }),
        }))}
        foot={
          <>
            {none.length > 0 && <p className="parts-note">{t('risk.noPoints', { names: names(none) })}</p>}
            {left.length > 0 && <p className="parts-note">{t('risk.leftOut', { names: names(left) })}</p>}
          </>
        }
      />
      {open !== null && (
        <CauseRows
          title={open.title}
          refs={open.refs}
          filled={filled}
          regions={regions}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}

/** Why a bar is as long as it is, in a few words; undefined where its name says it all. */
function causeOf({ key }: ExplainedIndicator, { facts }: Explained, at: AsOf, texts: Texts): string | undefined {
  const { t, formats, language } = texts
  const ago = (day: string): string => agoText(dayNumber(at.day) - dayNumber(day), texts)
  const n = (count: number): string => formats.count(count)
  switch (key) {
    case 'S1':
      return facts.tier?.declared_risk ?? undefined
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
