import type { RegionSet } from '../extracts/source'
import { figureLabel, regionLabel, type Texts, wordLabel } from '../i18n'
import { directionOf } from '../insight/comparison'
import type { Combination, Search } from '../insight/decompose/combinations'
import { type Explained, leading, opposing } from '../insight/decompose/explain'
import type { Decomposition, Part } from '../insight/decompose/parts'
import type { Dimension } from '../queries/contributions'
import { definitions } from '../queries/figures'
import type { FigureKey } from '../schema'
import { figureText } from './figureTexts'

const vocabulary = { kind: 'complaint_kind', result: 'result', type: 'inspection_type' } as const

/** Names of the parts of every dimension. */
export function partNames(
  regions: RegionSet,
  { t, language }: Texts,
): (dimension: Dimension, value: string | null) => string {
  const names = new Map(regions.regions.map(region => [region.code, region.name]))
  return (dimension, value) => {
    if (value === null) return t('words.notStated')
    if (dimension === 'region')
      return value === '~coarser' ? t('overview.map.coarser') : regionLabel(value, names.get(value), language)
    const words = dimension === 'kind' || dimension === 'result' || dimension === 'type' ? vocabulary[dimension] : null
    return words === null ? value : wordLabel(words, value, language)
  }
}

const signed = (value: number, text: string): string => {
  // What rounds to nothing has no sign.
  if (!/[1-9]/.test(text)) return text
  return value > 0 ? `+${text}` : `−${text}`
}

/** Changes of rates below this, a percentage point, are written with two decimals. */
const smallPoints = 0.01

/**
 * Numbers of a decomposition in words. Counts a day have two decimals; changes of rates are in percentage points, with one,
 * or two where all of them are small.
 */
export function whyNumbers(
  {
    unit,
    days,
    change,
    parts,
  }: Pick<Decomposition, 'unit' | 'days' | 'change'> & { readonly parts: readonly Pick<Part, 'change'>[] },
  { t, formats }: Pick<Texts, 't' | 'formats'>,
) {
  const most = parts.reduce((high, part) => Math.max(high, Math.abs(part.change)), Math.abs(change))
  const decimals = unit === 'rate' ? (most < smallPoints ? 2 : 1) : days === null ? 0 : 2
  const size = (value: number): string => formats.fixed(Math.abs(value) * (unit === 'rate' ? 100 : 1), decimals)
  const named = (text: string): string => (unit === 'rate' ? t('why.pp', { n: text }) : text)
  return {
    /** Decimals of a change: of percentage points, or of counts. */
    decimals,
    /** A value of the figure: 12,345, 219.53, 31.0%. */
    value: (value: number | null): string =>
      value === null ? '–' : unit === 'rate' ? formats.rate(value) : formats.fixed(value, decimals),
    /** What moved, with its sign: +420, −1.3 pp. */
    change: (value: number): string => named(signed(value, size(value))),
    /** The same where the unit stands beside it. */
    bare: (value: number): string => signed(value, size(value)),
    share: (value: number | null): string => (value === null ? '–' : formats.rate(value)),
  }
}

/** One thing that is said of a change. */
export interface Said {
  readonly key: 'whole' | 'lead' | 'against' | 'effects' | 'simpson' | 'combination'
  readonly text: string
}

export interface WhyWords {
  readonly explained: Explained
  readonly by: Dimension
  /** Null while it is not there yet. */
  readonly search: Search | null
  name(dimension: Dimension, value: string | null): string
  /** The figure's name, where it is not the usual one. */
  readonly label?: string
  /** The target of a rate: beside it a rate is written as on its tile. */
  readonly bound?: number | null
}

/**
 * The change of a figure in sentences: how far it moved, which part of `by` moved most with it and against it, what comes
 * of the parts' rates and what of their weights, and the strongest combination. Empty where it was not taken apart.
 */
export function whySentences({ explained, by, search, name, label, bound }: WhyWords, texts: Texts): Said[] {
  const found = explained.by.get(by)
  if (found === undefined) return []
  const said: Said[] = [{ key: 'whole', text: wholeText(explained.figure, found, texts, { label, bound }) }]
  said.push(...leadTexts(found, value => name(by, value), texts))
  said.push(...effectTexts(found, texts))
  if (search !== null) {
    const text = combinationText(explained.figure, search, found.days, name, texts)
    said.push({ key: 'combination', text })
  }
  return said
}

/** "12,345 件", "日均 219.53 件", "31.0%". */
export function valueText(figure: FigureKey, found: Decomposition, value: number | null, texts: Texts): string {
  const text = plainText(figure, found, value, texts)
  return found.days === null || value === null ? text : texts.t('why.perDay', { n: text })
}

/** The figure now, as its tile writes it: a rate that misses its target is never rounded to it. */
export const nowText = (
  figure: FigureKey,
  found: Decomposition,
  bound: number | null | undefined,
  texts: Texts,
): string =>
  found.unit === 'rate'
    ? figureText({ key: figure, value: found.now }, texts.formats, bound)
    : valueText(figure, found, found.now, texts)

/** The same without a word on the day. */
function plainText(figure: FigureKey, found: Decomposition, value: number | null, texts: Texts): string {
  const text = whyNumbers(found, texts).value(value)
  const unit = found.unit === 'rate' || value === null ? '' : texts.t(`figures.${figure}.unit`)
  return unit === '' ? text : `${text} ${unit}`
}

function wholeText(
  figure: FigureKey,
  found: Decomposition,
  texts: Texts,
  { label = figureLabel(figure, texts.language), bound }: Pick<WhyWords, 'label' | 'bound'>,
): string {
  const { t, formats } = texts
  const { now, past, change, unit, days } = found
  const [before, is] = [valueText(figure, found, past, texts), nowText(figure, found, bound, texts)]
  if (change === 0) return t('why.said.same', { label, now: is })
  if (unit === 'count' && past === 0) return t('why.said.fromNone', { label, now: is })
  const relative = unit === 'rate' ? change : change / past
  const direction = directionOf(relative)
  if (direction === 'flat') return t('why.said.flat', { label, before, now: is })
  if (unit === 'rate') {
    const size = t('why.points', { n: formats.fixed(Math.abs(change) * 100, 1) })
    return t(`why.said.rate.${direction}`, { label, before, now: is, size })
  }
  const size = formats.change(Math.abs(relative))
  const [from, to, amount] = [past, now, Math.abs(change)].map(value => plainText(figure, found, value, texts))
  const facts = { label, before: from ?? '', now: to ?? '', amount: amount ?? '', size }
  return t(`why.said.${days === null ? 'count' : 'daily'}.${direction}`, facts)
}

/** A number of a sentence, with a word on the day where counts are a day's. */
const daily = (text: string, days: Decomposition['days'], { t }: Texts): string =>
  days === null ? text : t('why.perDay', { n: text })

function leadTexts(found: Decomposition, name: (value: string | null) => string, texts: Texts): Said[] {
  const { t, formats } = texts
  const numbers = whyNumbers(found, texts)
  const change = (value: number): string => daily(numbers.change(value), found.days, texts)
  const lead = leading(found)
  if (lead === null) return []
  const part = name(lead.value)
  if (found.parts.length === 1) return [{ key: 'lead', text: t('why.said.only', { part }) }]
  if (lead.share === null) {
    const [up, down] = [found.parts[0], found.parts.at(-1)]
    if (up === undefined || down === undefined || up.change <= 0 || down.change >= 0) return []
    const text = t('why.said.balanced', {
      ...{ up: name(up.value), upBy: change(up.change), down: name(down.value), downBy: change(down.change) },
    })
    return [{ key: 'lead', text }]
  }
  const share = Math.abs(lead.share)
  const facts = { part, change: change(lead.change), share: formats.rate(share) }
  const direction = found.change > 0 ? 'up' : 'down'
  // One part of many may simply be a large one: its weight before stands beside its share.
  const weight = weightOf(found, lead)
  const text =
    share > 1
      ? t('why.said.leadMore', facts)
      : weight === null
        ? t(`why.said.lead.${direction}`, facts)
        : t(`why.said.leadOf.${direction}`, { ...facts, weight: formats.rate(weight) })
  const against = opposing(found)
  if (against === null) return [{ key: 'lead', text }]
  const other = t('why.said.against', { part: name(against.value), change: change(against.change) })
  return [
    { key: 'lead', text },
    { key: 'against', text: other },
  ]
}

/** A part's share of a count before; null where there was none, and of a rate, whose weights have an effect of their own. */
function weightOf({ sums, unit }: Decomposition, part: Part): number | null {
  return unit === 'rate' || sums.past === 0 ? null : part.sums.past / sums.past
}

function effectTexts(found: Decomposition, texts: Texts): Said[] {
  const { rate, mix, change } = found
  if (rate === null || mix === null || found.parts.length < 2) return []
  const numbers = whyNumbers(found, texts)
  const text = texts.t('why.said.effects', { rate: numbers.change(rate), mix: numbers.change(mix) })
  const said: Said[] = [{ key: 'effects', text }]
  // What rounds to 0.0 points has no direction.
  const [whole, own] = [directionOf(change), directionOf(rate)]
  if (whole !== 'flat' && own !== 'flat' && whole !== own)
    said.push({ key: 'simpson', text: texts.t(`why.said.simpson.${whole}`) })
  return said
}

/** The strongest combination, or that there is none. */
function combinationText(
  figure: FigureKey,
  { found, tested }: Search,
  days: Decomposition['days'],
  name: WhyWords['name'],
  texts: Texts,
): string {
  const { t, formats } = texts
  const [first] = found
  if (tested === 0) return t('why.said.noneTested')
  if (first === undefined) return t('why.said.noCombination', { n: formats.count(tested) })
  const facts = combinationFacts(figure, first, days, texts)
  return t(days === null ? 'why.said.combination' : 'why.said.combination.daily', {
    ...{ first: name(first.first, first.firstValue), second: name(first.second, first.secondValue) },
    ...{ before: facts.before, now: facts.now, expected: facts.expected },
  })
}

/** A combination's figure before, now, and as its parts let expect now; what it adds beyond them. */
export function combinationFacts(figure: FigureKey, found: Combination, days: Decomposition['days'], texts: Texts) {
  const { unit } = definitions[figure]
  const numbers = whyNumbers({ unit, days, change: found.beyond, parts: [] }, texts)
  const { sums } = found.part
  const expected = unit === 'rate' ? found.expected / (sums.now_of ?? 1) : found.expected / (days?.now ?? 1)
  return {
    before: numbers.value(found.part.past),
    now: numbers.value(found.part.now),
    // An expectation is no count of rows: it may have a decimal.
    expected:
      unit === 'rate' || days !== null
        ? numbers.value(expected)
        : texts.formats.number(expected, expected < 100 ? 1 : 0),
    beyond: numbers.change(found.beyond),
  }
}
