import { figureLabel, missingText, type Texts, tableLabel } from '../../i18n'
import { type FigureChange, isChance, type TargetGap } from '../../insight/briefing/changes'
import type { Statement } from '../../insight/briefing/statements'
import type { Comparison } from '../../insight/comparison'
import { figureText } from '../../parts/figureTexts'
import type { FigureKey } from '../../schema'

/** Names in a list: "投诉举报、检查", "Complaints, Inspections". */
export const listed = (names: readonly string[], { language }: Texts): string =>
  names.join(language === 'zh' ? '、' : ', ')

const label = (key: FigureKey, { language }: Texts): string => figureLabel(key, language)

/** A count with its counter word where the language has one: "12 件". */
export function counted(n: string, key: FigureKey, { language }: Texts): string {
  const unit = figureLabel(key, language, 'unit')
  return unit === '' ? n : `${n} ${unit}`
}

/** The exact value in words, with its unit. */
export function valueText(change: Pick<FigureChange, 'key' | 'value' | 'unit' | 'target'>, texts: Texts): string {
  const text = figureText(change, texts.formats, change.target?.bound)
  return change.unit === 'rate' ? text : counted(text, change.key, texts)
}

/** What the figure was, in words. */
export const beforeText = (
  { key, before, unit }: Pick<FigureChange, 'key' | 'before' | 'unit'>,
  texts: Texts,
): string => (unit === 'rate' ? texts.formats.rate(before) : counted(texts.formats.count(before), key, texts))

/** A bound: "≤ 12.0%". */
export const boundText = ({ bound, side }: TargetGap, unit: FigureChange['unit'], { formats }: Texts): string =>
  `${side === 'atMost' ? '≤' : '≥'} ${unit === 'rate' ? formats.rate(bound) : formats.count(bound)}`

/** How the change is named: 同比, 环比, "on a year ago". */
export const namedText = (against: Comparison, { t }: Texts): string => t(`briefing.named.${against}`)
/** What it is a change from: 上期, 上年同期. */
export const refText = (against: Comparison, { t }: Texts): string => t(`briefing.ref.${against}`)

/** The same as a heading. */
export function refTitle(against: Comparison, texts: Texts): string {
  const text = refText(against, texts)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A statement as one sentence with its full stop. */
export function statementText(statement: Statement, texts: Texts): string {
  const { t, language, formats } = texts
  switch (statement.kind) {
    case 'nothing':
      return t('briefing.say.nothing')
    case 'uncompared':
      return t('briefing.say.uncompared')
    case 'targets': {
      const { missed, of } = statement
      if (missed.length === 0) return t('briefing.say.targets.all', { of })
      const names = listed(
        missed.map(key => label(key, texts)),
        texts,
      )
      return t('briefing.say.targets.missed', { of, n: missed.length, names })
    }
    case 'level':
    case 'changed': {
      const { change, against } = statement
      const clauses = [
        ...(against === null || statement.kind === 'level' ? [] : [changeClause(change, against, texts)]),
        ...(isChance(change) ? [t('briefing.say.chance')] : []),
        ...(change.target === null ? [] : [targetClause(change, change.target, texts)]),
      ]
      const value = t('briefing.say.value', { figure: label(change.key, texts), value: valueText(change, texts) })
      return sentence([value, ...clauses], texts)
    }
    case 'missing': {
      const why = statement.figures.map(({ key, missing }) =>
        t('briefing.say.missing', { figure: label(key, texts), why: missingText(missing, language) }),
      )
      return language === 'zh' ? `${why.join('；')}。` : `${why.join('; ')}.`
    }
    case 'incomparable': {
      const names = listed(
        statement.figures.map(key => label(key, texts)),
        texts,
      )
      return t('briefing.say.incomparable', { names, ref: refText(statement.against, texts) })
    }
    case 'starts':
    case 'ends':
      return t(`briefing.say.${statement.kind}`, {
        table: tableLabel(statement.table, language),
        day: formats.day(statement.day),
      })
  }
}

/** Clauses as one sentence: the first is what is spoken of, the others what is said of it. */
function sentence([first = '', ...said]: readonly string[], { language }: Texts): string {
  const [comma, apart, stop] = language === 'zh' ? ['，', '；', '。'] : [', ', '; ', '.']
  return `${[first, ...(said.length === 0 ? [] : [said.join(apart)])].join(comma)}${stop}`
}

/** How much, of what and by what name; a percentage of counts, percentage points of rates. */
function changeClause(change: FigureChange, against: Comparison, texts: Texts): string {
  const { t, formats } = texts
  const { unit, key, difference, relative, direction, daily } = change
  const names = {
    named: namedText(against, texts),
    ref: refText(against, texts),
    before: beforeText(change, texts),
  }
  const way = direction ?? 'flat'
  if (unit === 'rate')
    return t(`briefing.say.rate.${way}`, { ...names, difference: formats.points(Math.abs(difference ?? 0)) })
  const share = formats.change(Math.abs(relative ?? 0))
  if (daily !== null) {
    const means = {
      ...names,
      now: formats.fixed(daily.now, 1),
      before: daily.before === 0 ? formats.count(0) : formats.fixed(daily.before, 1),
      relative: share,
    }
    return t(`briefing.say.daily.${relative === null && way !== 'flat' ? 'new' : way}`, means)
  }
  if (relative === null && way !== 'flat') return t('briefing.say.count.new', names)
  const by = counted(formats.count(Math.abs(difference ?? 0)), key, texts)
  return t(`briefing.say.count.${way}`, { ...names, relative: share, difference: by })
}

function targetClause(change: FigureChange, target: TargetGap, texts: Texts): string {
  const { t, formats } = texts
  const bound = boundText(target, change.unit, texts)
  if (target.met) return t('briefing.say.met', { target: bound })
  if (change.unit === 'count')
    return t('briefing.say.missed', { target: bound, gap: counted(formats.count(target.gap), change.key, texts) })
  // What rounds to 0.0 is missed all the same.
  if (target.gap < 0.0005) return t('briefing.say.missed.little', { target: bound, gap: formats.points(0.001) })
  return t('briefing.say.missed', { target: bound, gap: formats.points(target.gap) })
}
