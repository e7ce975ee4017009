import type { ReactNode } from 'react'
import type { Chart } from '../../charts/chart'
import type { Texts } from '../../i18n'
import { changeOf } from '../../insight/comparison'
import { daysOf } from '../../parts/figureInputs'
import { sizeText } from '../../parts/figureTexts'
import type { Block, Paper, SheetColumn, SheetTable } from '../../ui/sheets/blocks'
import { ChartPicture, type PictureSize, pictureOf } from '../../ui/sheets/ChartPicture'
import type { Brief, PartKey } from './brief'

/** The heading of a part; on wide sheets it begins one. */
export const heading = (part: PartKey, { texts: { t }, paper }: Brief): Block => ({
  kind: 'whole',
  key: `${part}-head`,
  withNext: true,
  tight: true,
  newSheet: paper === 'wide',
  node: <h2 className="briefing-head">{t(`briefing.part.${part}`)}</h2>,
})

/** A heading within a part. */
export const subheading = (key: string, text: string, newSheet = false): Block => ({
  kind: 'whole',
  key,
  withNext: true,
  tight: true,
  newSheet,
  node: <h3 className="briefing-subhead">{text}</h3>,
})

/** A paragraph. */
export const said = (key: string, text: ReactNode, strong = false): Block => ({
  kind: 'whole',
  key,
  tight: true,
  node: (
    <p className="briefing-said" data-strong={strong || undefined}>
      {text}
    </p>
  ),
})

/** The same, on the sheet of what follows it. */
export const led = (block: Block): Block => (block.kind === 'whole' ? { ...block, withNext: true } : block)

/** One of several points. */
export const point = (key: string, text: string): Block => ({
  kind: 'whole',
  key,
  tight: true,
  node: <p className="briefing-said briefing-point">{text}</p>,
})

export const tableBlock = (key: string, table: SheetTable, newSheet = false): Block => ({
  kind: 'table',
  key,
  table,
  newSheet,
})

/** What stands in place of a part that was not answered. */
export const failed = (key: string, error: Error, { t }: Texts): Block =>
  said(key, t('briefing.failed', { why: error.message }), true)

export interface PictureProps {
  readonly brief: Brief
  readonly title: string
  readonly subtitle: string
  readonly chart: Chart
  readonly size: PictureSize
}

/** A chart of the report; until what draws is there, its place. */
export function Picture({ brief: { runtime }, title, subtitle, chart, size }: PictureProps) {
  const address = runtime === null ? null : pictureOf(runtime, chart, size)
  return <ChartPicture title={title} subtitle={subtitle} chart={chart} address={address} size={size} />
}

export interface Bar {
  readonly key: string
  readonly name: string
  readonly value: number | null
  readonly text: string
  /** Said small behind the value. */
  readonly beside?: string
  readonly strong?: boolean
  readonly faint?: boolean
}

export interface BarsProps {
  readonly title: string
  readonly subtitle?: string
  readonly bars: readonly Bar[]
  readonly none: string
}

/** A ranking as bars from zero, each with its number. */
export function Bars({ title, subtitle, bars, none }: BarsProps) {
  const most = Math.max(0, ...bars.map(bar => bar.value ?? 0))
  return (
    <figure className="briefing-bars">
      <figcaption>
        <b>{title}</b>
        {subtitle !== undefined && <span>{subtitle}</span>}
      </figcaption>
      {bars.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ol>
          {bars.map(bar => (
            <li key={bar.key} data-strong={bar.strong || undefined}>
              <span>{bar.name}</span>
              <span>
                <i
                  data-faint={bar.faint || undefined}
                  style={{ width: `${most === 0 ? 0 : (100 * (bar.value ?? 0)) / most}%` }}
                />
              </span>
              <span>
                {bar.text}
                {bar.beside !== undefined && <small>{bar.beside}</small>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </figure>
  )
}

/** The change of one value of a breakdown, with its sign, as the overview has it; none of nothing. */
export function changeCell(
  key: 'complaints' | 'inspections',
  value: number,
  before: number | null,
  brief: Brief,
): string {
  const { profile, asked, texts } = brief
  const change = changeOf({ key, value, before }, daysOf(profile, key, asked.filters.window, asked.compare))
  if (typeof change === 'string') return '–'
  const sign = change.size > 0 ? '+' : change.size < 0 ? '−' : '±'
  return `${sign}${sizeText(change, texts.formats)}`
}

/** Millimetres and letters of pictures by paper. */
export const enlarged = (paper: Paper): number => (paper === 'wide' ? 1.6 : 1)

/** A column of numbers; its width in parts of the table's. */
export const right = (key: string, label: string, width: number): SheetColumn => ({ key, label, width, align: 'right' })
