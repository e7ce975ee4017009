import { useMemo } from 'react'
import { useRows } from '../../../engine/useRows'
import { notRestricting } from '../../../filters/filters'
import { figureLabel, missingText, type Texts } from '../../../i18n'
import { beyondChance } from '../../../insight/briefing/chance'
import { byWeight, type FigureChange, figureChange } from '../../../insight/briefing/changes'
import { statementsOf } from '../../../insight/briefing/statements'
import type { Comparison } from '../../../insight/comparison'
import { daysOf, inputsOf } from '../../../parts/figureInputs'
import { useFilterNames } from '../../../parts/useFilterNames'
import { isCourse } from '../../../queries/activity'
import { type AnyCourse, count, definitions } from '../../../queries/figures'
import { type FigureKey, figureKeys } from '../../../schema'
import type { SheetTable } from '../../../ui/sheets/blocks'
import { type Brief, failureOf, isPending, type Part } from '../brief'
import { failed, heading, point, subheading, tableBlock } from '../pieces'
import { beforeText, boundText, counted, namedText, refTitle, statementText, valueText } from '../sentences'

export interface Situation extends Part {
  /** Figures that moved, the furthest beyond chance first: those worth a reason. */
  readonly moved: readonly FigureKey[]
}

/** All figures as a table, and what is to be said of them. */
export function useSituation(brief: Brief, may: boolean): Situation {
  const { asked, against, profile, targets, texts } = brief
  const inspections = useRows(asked.inspections, may)
  const complaints = useRows(asked.complaints, may)
  const permits = useRows(asked.permits, may)
  const businesses = useRows(asked.businesses, may)
  const { highRisk, highRiskBefore } = asked.later
  const high = useRows(highRisk, may)
  const past = useRows(highRiskBefore ?? highRisk, may && highRiskBefore !== null)
  const names = useFilterNames()
  const answers = [inspections, complaints, permits, businesses, high, ...(highRiskBefore === null ? [] : [past])]
  const pending = isPending(answers)
  const error = failureOf(answers)
  const before = highRiskBefore === null ? undefined : past.rows
  // biome-ignore lint/correctness/useExhaustiveDependencies: `names` follows the language, as `texts` does
  return useMemo((): Situation => {
    const head = heading('situation', brief)
    if (error !== null)
      return { key: 'situation', pending, moved: [], blocks: [head, failed('situation-failed', error, texts)] }
    const inputs = inputsOf(profile, targets, asked.compare)
    const rows: Record<string, readonly AnyCourse[]> = {
      // Counts of single values may stand beside those of all.
      inspections: (inspections.rows ?? []).filter(isCourse),
      complaints: (complaints.rows ?? []).filter(isCourse),
      permits: permits.rows ?? [],
    }
    const changes = figureKeys.map(key => {
      const of =
        key === 'high_risk'
          ? [...(high.rows ?? []), ...(before ?? [])]
          : (rows[definitions[key].table] ?? businesses.rows ?? [])
      const days = daysOf(profile, definitions[key].table, asked.filters.window, asked.compare)
      return figureChange(key, { rows: of, inputs, kind: against, days, bound: targets.figures[key] })
    })
    const statements = statementsOf({
      changes,
      against,
      window: asked.filters.window,
      spans: profile.spans,
      rows: (['inspections', 'complaints', 'permits'] as const).reduce(
        (sum, table) =>
          sum +
          count(
            rows[table]?.find(row => row.period === 'window' && row.bucket === null),
            table,
          ),
        0,
      ),
    })
    const shares = { scored: count(high.rows?.[0], 'scored'), high: count(high.rows?.[0], 'high_risk') }
    const remark = (change: FigureChange): string =>
      [
        ...(change.missing === null ? [] : [missingText(change.missing, texts.language)]),
        ...(change.key === 'high_risk' && shares.scored > 0
          ? [texts.t('briefing.figures.share', { share: texts.formats.rate(shares.high / shares.scored) })]
          : []),
        ...notRestrictedText(change, brief, names),
      ].join(texts.language === 'zh' ? '；' : '; ')
    const points = statements.map((statement, i) => point(`said-${i}`, statementText(statement, texts)))
    return {
      key: 'situation',
      pending,
      moved: pending ? [] : byWeight(changes).filter(isMove).map(change => change.key),
      blocks: [
        head,
        tableBlock('figures', figuresTable(changes, against, remark, texts)),
        subheading('statements', texts.t('briefing.statements'), brief.paper === 'wide'),
        ...points,
      ],
    } // biome-ignore format: the parts beside each other
  }, [brief, error, pending, inspections.rows, complaints.rows, permits.rows, businesses.rows, high.rows, before])
}

function notRestrictedText(
  { key }: FigureChange,
  { asked, texts: { t } }: Brief,
  names: ReturnType<typeof useFilterNames>,
): string[] {
  const untouched = notRestricting(asked.filters, definitions[key].table)
  return untouched.length === 0 ? [] : [t('overview.notFiltered', { filters: names(untouched) })]
}

function figuresTable(
  changes: readonly FigureChange[],
  against: Comparison | null,
  remark: (change: FigureChange) => string,
  texts: Texts,
): SheetTable {
  const { t, language } = texts
  return {
    caption: t('briefing.figures.caption'),
    notes: [t('briefing.figures.note')],
    columns: [
      { key: 'name', label: t('briefing.figures.name'), width: 24 },
      { key: 'now', label: t('briefing.figures.now'), align: 'right', width: 15 },
      ...(against === null ? [] : [
        { key: 'before', label: refTitle(against, texts), align: 'right', width: 15 } as const,
        { key: 'change', label: t('briefing.figures.change', { named: namedText(against, texts) }), align: 'right', width: 22 } as const,
      ]),
      { key: 'target', label: t('briefing.figures.target'), width: 20 },
      { key: 'remark', label: t('briefing.figures.remark'), width: 28 },
    ],
    rows: changes.map((change, i) => ({
      key: change.key,
      cells: [
        <>
          {figureLabel(change.key, language)}
          <sup>{i + 1}</sup>
        </>,
        change.value === null ? '–' : valueText(change, texts),
        ...(against === null ? [] : [change.before === null ? '–' : beforeText(change, texts), changeText(change, texts)]),
        targetText(change, texts),
        remark(change),
      ],
    })),
  } // biome-ignore format: the parts beside each other
}

/** Whether a change is one to look into: chance seldom moves a figure as far. */
const isMove = ({ apart }: FigureChange): boolean => apart !== null && Math.abs(apart) >= beyondChance

/** "+4,123 (+5.2%)", "−1.2 pp": with its sign, as a table has it. */
export function changeText(change: FigureChange, texts: Texts): string {
  const { formats, t } = texts
  const { difference, relative, unit, daily, direction } = change
  if (difference === null) return '–'
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : '±'
  const size = Math.abs(difference)
  if (unit === 'rate') return `${direction === 'flat' ? '±' : sign}${formats.points(size)}`
  const by =
    daily === null
      ? counted(formats.count(size), change.key, texts)
      : t('briefing.figures.byDay', { n: formats.number(size, 1) })
  return relative === null ? `${sign}${by}` : `${sign}${by} (${sign}${formats.change(Math.abs(relative))})`
}

function targetText({ target, unit, value }: FigureChange, texts: Texts): string {
  if (target === null) return value === null ? '–' : texts.t('briefing.figures.noTarget')
  return texts.t(target.met ? 'briefing.figures.met' : 'briefing.figures.missed', {
    target: boundText(target, unit, texts),
  })
}
