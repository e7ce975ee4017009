import type { Texts } from '../../i18n'
import { type Method, methods } from '../../insight/forecast/evaluate'
import type { Shown, ShownPoint } from '../../insight/forecast/shown'
import type { Step } from '../../insight/forecast/slots'
import type { outlookLook } from '../../parts/outlookWords'
import type { TableColumn, TableData } from '../../ui/table'

/** The points of the drawing; numbers are rounded as they are shown, for a count has no decimals. */
export function pointsTable(
  points: readonly ShownPoint[],
  look: ReturnType<typeof outlookLook>,
  { t, formats }: Texts,
): TableData {
  const count = (key: string, label: string): TableColumn => ({
    key,
    label,
    align: 'right',
    text: value => formats.count(Number(value)),
  })
  const whole = (value: number | null | undefined): number | null => (value == null ? null : Math.round(value))
  return {
    columns: [
      { key: 'start', label: t('outlook.col.start') },
      count('actual', look.label),
      count('soFar', look.soFarLabel),
      count('expected', look.expectedLabel),
      count('low80', t('outlook.col.low80')),
      count('high80', t('outlook.col.high80')),
      count('low95', t('outlook.col.low95')),
      count('high95', t('outlook.col.high95')),
      count('before', look.beforeLabel),
      ...(look.naiveLabel === look.expectedLabel ? [] : [count('naive', look.naiveLabel)]),
    ],
    rows: points.map(point => ({
      start: point.start,
      actual: point.actual,
      soFar: point.soFar,
      expected: whole(point.expected),
      low80: whole(point.within80?.[0]),
      high80: whole(point.within80?.[1]),
      low95: whole(point.within95?.[0]),
      high95: whole(point.within95?.[1]),
      before: whole(point.before),
      naive: whole(point.naive),
    })),
  }
}

/** Errors by steps ahead and over all of them; `whole` has their means and MASE as well, for the table that is exported. */
export function errorsTable(shown: Shown, step: Step, texts: Texts, whole: boolean): TableData {
  const { t, formats } = texts
  const { verdict } = shown
  const used = methods.filter(method => verdict.errors[method] !== null)
  const rate = (key: string, label: string): TableColumn => ({
    key,
    label,
    align: 'right',
    text: value => formats.rate(Number(value)),
  })
  const fixed = (key: string, label: string, decimals: number): TableColumn => ({
    key,
    label,
    align: 'right',
    text: value => formats.fixed(Number(value), decimals),
  })
  const shortName = (method: Method): string =>
    method === 'model'
      ? t('outlook.col.model')
      : method === 'season'
        ? t('outlook.short.season')
        : t(`outlook.short.last.${step}`)
  const of = (method: Method, name: 'miss' | 'mae' | 'scaled'): string =>
    t(`outlook.col.${name}`, { method: shortName(method) })
  const average = { ahead: null, errors: verdict.errors }
  return {
    columns: [
      { key: 'ahead', label: t(`outlook.ahead.${step}`) },
      ...used.map(method => rate(`${method}.share`, whole ? of(method, 'miss') : shortName(method))),
      ...(whole
        ? used.flatMap(method => [
            fixed(`${method}.mae`, of(method, 'mae'), 1),
            fixed(`${method}.scaled`, of(method, 'scaled'), 2),
          ])
        : []),
      rate('in80', t('outlook.col.in80')),
      rate('in95', t('outlook.col.in95')),
      { key: 'trials', label: t('outlook.col.trials'), align: 'right' },
    ],
    rows: [...verdict.byAhead, average].map(({ ahead, errors }) => {
      const mine = verdict.shown === null ? null : errors[verdict.shown]
      return {
        ahead: ahead === null ? t('outlook.ahead.all') : String(ahead),
        ...Object.fromEntries(
          used.flatMap(method => [
            [`${method}.share`, errors[method]?.share ?? null],
            [`${method}.mae`, errors[method]?.mae ?? null],
            [`${method}.scaled`, errors[method]?.scaled ?? null],
          ]),
        ),
        in80: mine?.within80 ?? null,
        in95: mine?.within95 ?? null,
        trials: mine?.trials ?? null,
      }
    }),
  }
}
