import { useMemo } from 'react'
import { outlook as draw } from '../../charts/outlook'
import { type Filters, notRestricting } from '../../filters/filters'
import type { ChoicesOfUrl } from '../../filters/useChoices'
import { useTexts } from '../../i18n'
import { shownOf } from '../../insight/forecast/shown'
import type { Step } from '../../insight/forecast/slots'
import { adviceOn } from '../../parts/advice'
import { useFrameState, useOrigin } from '../../parts/frame'
import { NoRows } from '../../parts/NoRows'
import { outlookLook, outlookWords, periods } from '../../parts/outlookWords'
import { useFilterNames } from '../../parts/useFilterNames'
import type { OutlookAnswer } from '../../parts/useOutlook'
import type { TableName } from '../../schema'
import type { FrameState } from '../../ui/Card'
import { ChartFrame } from '../../ui/ChartFrame'
import { useChartTheme } from '../../ui/useChartTheme'
import { OutlookQuality } from './OutlookQuality'
import { pointsTable } from './outlookTables'

export interface OutlookRowProps {
  readonly table: TableName
  readonly step: Step
  readonly horizon: number
  readonly worked: OutlookAnswer
  readonly filters: Filters
  readonly url: ChoicesOfUrl
  /** The last day that counts. */
  readonly end: string
}

/** One table: its past and what comes next as a drawing, and beside it in words and numbers how good that is. */
export function OutlookRow({ table, step, horizon, worked, filters, url, end }: OutlookRowProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const theme = useChartTheme()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const names = useFilterNames()
  const { outlook, answer, question, older } = worked
  // While another step is asked, the old answer is shown as what it is.
  const by = outlook?.course?.step ?? step
  const shown = useMemo(() => (outlook === undefined ? null : shownOf(outlook, horizon)), [outlook, horizon])
  const words = useMemo(
    () => (shown === null ? null : outlookWords(shown, table, by, { t, formats, language: formats.language })),
    [shown, table, by, t, formats],
  )
  const look = useMemo(
    () =>
      shown === null || words === null
        ? null
        : outlookLook(shown, table, by, words.headline, { t, formats, language: formats.language }),
    [shown, words, table, by, t, formats],
  )
  const chart = useMemo(
    () => (shown === null || look === null ? null : draw(shown.points, look, theme)),
    [shown, look, theme],
  )
  const state = stateFrom(worked, stateOf(answer, older || answer.older), t)
  const nothing = outlook !== undefined && (outlook.course === null || outlook.lack === 'zero')
  const untouched = notRestricting(filters, table)
  const notes = [
    ...(words?.notes ?? []),
    ...(untouched.length > 0 ? [t('overview.notFiltered', { filters: names(untouched) })] : []),
    ...(filters.classes === null ? [] : [t('outlook.classes')]),
  ]
  const origin = originOf(question, answer)
  return (
    <div className="outlook-row">
      <ChartFrame
        id={`outlook-${table}`}
        className="outlook-chart"
        title={t(`outlook.title.${table}`)}
        subtitle={t(`outlook.sub.${step}`, { day: formats.day(end), n: horizon })}
        state={nothing && (state === 'ready' || state === 'updating') ? 'empty' : state}
        empty={<NoRows url={url} table={table} text={words?.headline} />}
        chart={chart}
        origin={origin}
        note={notes.length > 0 ? notes.join(formats.language === 'zh' ? '' : ' ') : undefined}
        table={shown === null || look === null ? undefined : pointsTable(shown.points, look, texts)}
      />
      <OutlookQuality
        table={table}
        step={by}
        shown={shown}
        words={words}
        state={state}
        origin={origin}
        subtitle={
          outlook === undefined || outlook.held === 0
            ? t('outlook.quality.none')
            : t('outlook.quality.sub', { held: periods(by, outlook.held, texts) })
        }
      />
    </div>
  )
}

/** The state of the answer; then that of working it out, which may fail by itself. */
function stateFrom(
  { outlook, error, retry }: OutlookAnswer,
  asked: FrameState,
  t: ReturnType<typeof useTexts>['t'],
): FrameState {
  if (typeof asked === 'object' || outlook !== undefined) return asked
  if (error === null) return 'loading'
  return {
    error: {
      what: t('overview.failed'),
      advice: adviceOn(error, t),
      detail: error.message,
      onRetry: retry,
    },
  }
}
