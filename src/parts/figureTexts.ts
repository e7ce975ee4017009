import type { Profile } from '../extracts/report'
import { meetsTarget, type Targets } from '../extracts/targets'
import { type Formats, figureLabel, type Texts } from '../i18n'
import { type Change, type ComparedDays, type Comparison, changeOf, directionOf, newsOf } from '../insight/comparison'
import type { Figure } from '../queries/figures'
import { definitions } from '../queries/figures'
import type { FigureKey } from '../schema'
import type { Delta } from '../ui/ChangeMark'

/**
 * A figure as a tile shows it. A rate that would be rounded to its target, but is not the target, is cut off on its own
 * side: beside "at least 95.0%", 94.98% is 94.9%.
 */
export function figureText(
  { key, value }: Pick<Figure, 'key' | 'value'>,
  formats: Formats,
  bound?: number | null,
): string {
  if (definitions[key].unit !== 'rate') return formats.count(value)
  const text = formats.rate(value)
  if (value === null || bound == null || value === bound || formats.rate(bound) !== text) return text
  const cut = value < bound ? Math.floor : Math.ceil
  return formats.rate(cut(value * 1000) / 1000)
}

/** A figure's name; where an extract has no due dates, that of the days within which targets.json wants complaints closed. */
export function shownLabel(key: FigureKey, profile: Profile, targets: Targets, { t, language }: Texts): string {
  const days = targets.complaints.close_within_days
  return key === 'closed_on_time' && days !== null && !profile.filled.complaints.includes('due_at')
    ? t('figures.closed_within', { days })
    : figureLabel(key, language)
}

/** What a change is from, in words: "vs previous". */
export const againstText = (kind: Comparison, perDay: boolean, { t }: Texts): string => {
  const against = t(`overview.change.${kind}`)
  return perDay ? t('overview.change.perDay', { against }) : against
}

/** The name of what is compared with. */
export const comparedText = (kind: Comparison, { t }: Texts): string => t(`overview.compare.${kind}`)

/** The target of a figure in words, and whether it is met; undefined without one. */
export function targetOf({ key, value }: Pick<Figure, 'key' | 'value'>, targets: Targets, formats: Formats) {
  const target = targets.figures[key]
  const met = meetsTarget(value, target)
  if (target === undefined || met === null) return undefined
  const bound = target.atMost ?? target.atLeast
  const text = definitions[key].unit === 'rate' ? formats.rate(bound) : formats.count(bound)
  return { text: `${target.atMost === null ? '≥' : '≤'} ${text}`, met }
}

/** The change against the compare window: relative for counts, percentage points for rates; undefined where there is none. */
export function deltaOf(figure: Figure, days: ComparedDays, kind: Comparison, texts: Texts): Delta | undefined {
  const change = changeOf(figure, days)
  if (typeof change === 'string') return undefined
  return {
    text: sizeText(change, texts.formats),
    direction: directionOf(change.size),
    tone: newsOf(figure.key, change),
    against: againstText(kind, change.perDay, texts),
  }
}

/** How large a change is, without its sign: "15.7%", "0.4 pp". */
export const sizeText = ({ unit, size }: Change, formats: Formats): string =>
  unit === 'points' ? formats.points(Math.abs(size)) : formats.change(Math.abs(size))
