import type { Texts } from '../i18n'
import { leastTrials, type Method } from '../insight/forecast/evaluate'
import { leastHistory } from '../insight/forecast/outlook'
import type { Shown } from '../insight/forecast/shown'
import type { Step } from '../insight/forecast/slots'
import type { TableName } from '../schema'

/** What is said of an outlook, most important first. */
export interface OutlookWords {
  /** What to expect of the next whole period; why there is nothing to expect. */
  readonly headline: string
  /** Against the year before; of the period that is not over. */
  readonly more: readonly string[]
  /** How good it is, and what therefore is shown. */
  readonly judged: readonly string[]
  /** Limits of the data. */
  readonly notes: readonly string[]
}

/** The name of a period: August 2014, week of 4 Aug 2014. */
export const periodName = (step: Step, start: string, { t, formats }: Texts): string =>
  step === 'month' ? formats.month(start) : t('ui.chart.week', { day: formats.day(start) })

/** The same at the beginning of a sentence. */
const periodFirst = (step: Step, start: string, texts: Texts): string => {
  const name = periodName(step, start, texts)
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** So many periods in words. */
export const periods = (step: Step, n: number, { t, formats }: Texts): string =>
  n === 1 ? t(`outlook.held.${step}.one`) : t(`outlook.held.${step}`, { n: formats.count(n) })

/** What a method repeats, or that it is a model. */
export const methodName = (method: Method, step: Step, { t }: Texts): string =>
  method === 'model' ? t('outlook.col.model') : t(`outlook.naive.${method}.${step}`)

/** An outlook in sentences; the page and the briefing say the same. */
export function outlookWords(shown: Shown, table: TableName, step: Step, texts: Texts): OutlookWords {
  const { t, formats } = texts
  const { outlook, coming } = shown
  const unit = t(`outlook.unit.${table}`)
  const { course } = outlook
  const open = course?.unfinished ?? null
  const next = coming.findIndex(each => each.start !== open?.start)
  const whole = coming[next]
  const now = open === null ? undefined : coming.find(each => each.start === open.start)
  const more: string[] = []
  const before = shown.yearBefore[next] ?? null
  // Where the year before is repeated, it need not be said that it is the same.
  if (whole !== undefined && before !== null && before > 0 && shown.verdict.shown !== 'season') {
    const change = Math.round(whole.point) / before - 1
    const side = change > 0 ? 'more' : change < 0 ? 'less' : 'same'
    const told = { change: formats.change(Math.abs(change)), before: formats.count(before), unit }
    more.push(t(`outlook.against.${side}`, told))
  }
  if (open !== null) {
    const told = {
      when: periodFirst(step, open.start, texts),
      day: formats.day(open.through),
      n: formats.count(open.soFar),
      unit,
    }
    const method = shown.verdict.shown
    const foretold = method === null ? undefined : outlook.ahead[method]?.[0]?.point
    more.push(
      now === undefined || foretold === undefined
        ? t('outlook.unfinished.only', told)
        : foretold < open.soFar
          ? t('outlook.unfinished.above', { ...told, expected: formats.count(foretold) })
          : t('outlook.unfinished', {
              ...told,
              expected: formats.count(now.point),
              low: formats.count(now.low80),
              high: formats.count(now.high80),
            }),
    )
  }
  return { headline: headlineOf(shown, whole, table, step, texts), more, judged: judgedOf(shown, unit, step, texts), notes: notesOf(shown, step, texts) } // biome-ignore format: one record
}

function headlineOf(
  { outlook: { known } }: Shown,
  whole: Shown['coming'][number] | undefined,
  table: TableName,
  step: Step,
  texts: Texts,
): string {
  const { t, formats } = texts
  if (whole === undefined)
    return known === 0 ? t('outlook.lack.few.none') : t('outlook.lack.few', { n: formats.count(known) })
  const when = periodFirst(step, whole.start, texts)
  if (whole.high95 < 0.5) return t('outlook.headline.zero', { when })
  return t('outlook.headline', {
    when,
    n: formats.count(whole.point),
    unit: t(`outlook.unit.${table}`),
    low: formats.count(whole.low80),
    high: formats.count(whole.high80),
    low95: formats.count(whole.low95),
    high95: formats.count(whole.high95),
  })
}

function judgedOf({ outlook, verdict }: Shown, unit: string, step: Step, texts: Texts): string[] {
  const { t, formats } = texts
  const { shown, naive, errors, gain, widened } = verdict
  if (shown === null || naive === null) return []
  const said: string[] = []
  const of = (method: Method): string => {
    const found = errors[method]
    if (found === null) return formats.rate(null)
    return found.share === null ? formats.number(found.mae, 1) : formats.rate(found.share)
  }
  const held = periods(step, outlook.held, texts)
  const name = methodName(naive, step, texts)
  const known = periods(step, outlook.known, texts)
  if (outlook.lack === 'zero') return [t('outlook.lack.zero', { held: known, unit })]
  if (outlook.lack === 'short')
    said.push(t('outlook.lack.short', { held: known, need: periods(step, leastHistory(step), texts), naive: name }))
  if (outlook.lack === 'unfit') said.push(t('outlook.lack.unfit', { naive: name }))
  const miss = of(naive)
  if (errors[naive] !== null && outlook.held > 0) {
    if (errors.model === null) said.push(t('outlook.alone', { held, naive: name, miss }))
    else if (shown === 'model')
      said.push(t('outlook.better', { held, model: of('model'), naive: name, miss, gain: formats.change(gain) }))
    else said.push(t('outlook.worse', { held, model: of('model'), naive: name, miss }))
  }
  const judged = errors[shown]
  if (judged !== null && judged.trials >= leastTrials) {
    const shares = { in80: formats.rate(judged.within80), in95: formats.rate(judged.within95) }
    said.push(t('outlook.coverage', shares))
    if (widened >= 1.05) said.push(t('outlook.widened', { by: formats.number(widened, 1) }))
  }
  return said
}

function notesOf({ outlook: { course } }: Shown, step: Step, texts: Texts): string[] {
  const { t, formats } = texts
  if (course === null) return []
  const missing = course.values.filter(value => value === null).length
  return [
    ...(course.cut ? [t('outlook.cut', { when: periodName(step, course.slots[0]?.start ?? '', texts) })] : []),
    ...(missing > 0 ? [t('outlook.missing', { held: periods(step, missing, texts) })] : []),
    ...(course.endsEarly ? [t('outlook.ends', { day: formats.day(course.through) })] : []),
  ]
}

/** The model in words; null where there is none. */
export function modelWords({ outlook: { model } }: Shown, { t, formats }: Texts): string | null {
  if (model === null) return null
  const { spec, smoothing } = model
  return t('outlook.form', {
    scale: t(`outlook.scale.${spec.scale}`),
    trend: t(`outlook.trend.${spec.trend}`),
    season:
      spec.season.kind === 'waves'
        ? t('outlook.season.waves', { n: spec.season.pairs })
        : t(`outlook.season.${spec.season.kind}`),
    days:
      spec.restDay === null
        ? t('outlook.days.none')
        : t('outlook.days.work', { rest: formats.number(spec.restDay, 2) }),
    alpha: formats.fixed(smoothing.alpha, 2),
    aicc: formats.fixed(model.aicc, 1),
    k: formats.count(model.parameters),
  })
}

/** Labels of the chart, and its summary. */
export function outlookLook(shown: Shown, table: TableName, step: Step, headline: string, texts: Texts) {
  const { t, formats } = texts
  const { points, verdict } = shown
  const label = t(`outlook.count.${table}`)
  const known = points.filter(point => point.actual !== null)
  const [first, last] = [known[0], known.at(-1)]
  const repeated = (method: Method): string => t('outlook.naive', { naive: methodName(method, step, texts) })
  return {
    bucket: step,
    label,
    expectedLabel:
      verdict.shown === null || verdict.shown === 'model' ? t('outlook.expected') : repeated(verdict.shown),
    within80Label: t('outlook.within80'),
    within95Label: t('outlook.within95'),
    beforeLabel: t(`outlook.before.${step}`),
    naiveLabel: verdict.naive === null ? '' : repeated(verdict.naive),
    soFarLabel: t('outlook.soFar'),
    unfinished: t('outlook.open'),
    summary:
      first === undefined || last === undefined
        ? t('outlook.summary.none', { label })
        : t('outlook.summary', {
            label,
            from: periodName(step, first.start, texts),
            to: periodName(step, last.start, texts),
            last: formats.count(last.actual),
            headline,
          }),
  } as const
}
