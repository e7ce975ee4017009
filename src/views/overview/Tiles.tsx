import { memo, useMemo } from 'react'
import type { Profile } from '../../extracts/report'
import type { Targets } from '../../extracts/targets'
import { notRestricting } from '../../filters/filters'
import { missingText, useTexts } from '../../i18n'
import { comparisonOf } from '../../insight/comparison'
import { courseOf, cumulated } from '../../insight/course'
import { daysOf, inputsOf } from '../../parts/figureInputs'
import { rowsLink } from '../../parts/figureLinks'
import { deltaOf, figureText, shownLabel, targetOf } from '../../parts/figureTexts'
import { useOrigin } from '../../parts/frame'
import { usePinItems } from '../../parts/pinning'
import { useAlertMark } from '../../parts/useAlertMark'
import { useFilterNames } from '../../parts/useFilterNames'
import { whyLink } from '../../parts/whyLink'
import { type AnyCourse, courseValue, definitions, figureOf } from '../../queries/figures'
import { type FigureKey, figureKeys } from '../../schema'
import { KpiTile } from '../../ui/KpiTile'
import type { TableData } from '../../ui/table'
import type { Overview } from './useOverview'

export interface TilesProps {
  readonly overview: Overview
  readonly profile: Profile
  readonly targets: Targets
  onOpen(address: string): void
}

/** The figures that the page asks for at once; that of scores has a tile of its own. */
export const Tiles = memo(function Tiles({ overview, profile, targets, onOpen }: TilesProps) {
  const texts = useTexts()
  const { t, language, formats } = texts
  const originOf = useOrigin()
  const names = useFilterNames()
  const alertsOf = useAlertMark(overview.choices)
  const pinItems = usePinItems()
  const { asked, choices, updating } = overview
  const inputs = useMemo(() => inputsOf(profile, targets, asked.compare), [profile, targets, asked.compare])
  const answers = {
    inspections: { query: asked.inspections, ...overview.inspections },
    complaints: { query: asked.complaints, ...overview.complaints },
    permits: { query: asked.permits, ...overview.permits },
    entities: { query: asked.businesses, ...overview.businesses },
  }
  const { filters, compare } = asked
  const kind = compare === null ? 'free' : comparisonOf(choices, filters.window, compare)

  const tile = (key: FigureKey) => {
    const { table } = definitions[key]
    const answer = answers[table]
    const label = shownLabel(key, profile, targets, texts)
    const common = { key, id: key, label, origin: originOf(answer.query, answer), alerts: alertsOf(key) }
    if (answer.rows === undefined) {
      const failed = answer.error !== null
      return (
        <KpiTile
          {...common}
          value={null}
          text=""
          spark={[]}
          loading={!failed}
          {...(failed && { missing: t('overview.failed'), missingKey: 'failed' })}
        />
      )
    }
    const rows: readonly AnyCourse[] = answer.rows
    const figure = figureOf(key, rows, inputs)
    const course = courseOf(rows, asked, profile, table)
    const spark =
      key === 'businesses' ? cumulated(course, figure.value ?? 0) : course.map(point => courseValue(key, point.now))
    const target = targets.figures[key]
    const untouched = notRestricting(asked.filters, table)
    return (
      <KpiTile
        {...common}
        value={figure.value}
        text={figureText(figure, formats, target?.atMost ?? target?.atLeast)}
        delta={deltaOf(figure, daysOf(profile, table, filters.window, compare), kind, texts)}
        spark={spark}
        updating={updating}
        missing={figure.missing === null ? undefined : missingText(figure.missing, language)}
        missingKey={figure.missing ?? undefined}
        note={untouched.length > 0 ? t('overview.notFiltered', { filters: names(untouched) }) : undefined}
        target={targetOf(figure, targets, formats)}
        table={tableOf(key, course, spark)}
        onOpen={() => onOpen(rowsLink(key, choices))}
        onWhy={() => onOpen(whyLink(key, choices))}
        actions={[
          { key: 'why', label: t('why.open'), onSelect: () => onOpen(whyLink(key, choices)) },
          ...pinItems({ figure, window: filters.window, compare }, updating),
        ]}
      />
    )
  }

  const tableOf = (
    key: FigureKey,
    course: ReturnType<typeof courseOf>,
    spark: readonly (number | null)[],
  ): TableData => ({
    columns: [
      { key: 'start', label: t('overview.trend.start') },
      { key: 'value', label: shownLabel(key, profile, targets, texts), align: 'right' },
    ],
    rows: course.map((point, i) => ({ start: point.start, value: spark[i] ?? null })),
  })

  return <>{figureKeys.filter(key => key !== 'high_risk').map(tile)}</>
})
