import { useContext, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Chart } from '../charts/chart'
import { Card, type CardProps } from './Card'
import { type ChartSelect, Drawing, type DrawingHandle } from './Drawing'
import { saveBlob } from './download'
import { ExportAbout } from './exportAbout'
import { Legend } from './Legend'
import type { MenuItem } from './Menu'
import { Skeleton } from './Skeleton'

export type { ChartSelect } from './Drawing'

export interface ChartFrameProps extends Omit<CardProps, 'children'> {
  /** Null until there is a first answer. */
  readonly chart: Chart | null
  onSelect?(event: ChartSelect): void
  /** The pointer came to an item, or left it (null). */
  onNear?(key: string | null): void
  /** Offers to draw a box or a free area on a map. */
  readonly areas?: boolean
}

/** A card with a drawing. It fills its card, which takes its height from the page's grid. */
export function ChartFrame({ chart, onSelect, onNear, areas = false, ...card }: ChartFrameProps) {
  const { t } = useTranslation()
  const drawing = useRef<DrawingHandle>(null)
  const png = async (): Promise<void> => {
    const blob = await drawing.current?.picture(card.title, card.subtitle ?? '')
    if (blob) saveBlob(blob, `${card.title}.png`)
  }
  const about = useContext(ExportAbout)
  const svg = async (): Promise<void> => {
    const foot = about.map(([label, text]) => `${label}: ${text}`).join(' · ')
    const blob = await drawing.current?.vector(card.title, card.subtitle ?? '', foot)
    if (blob) saveBlob(blob, `${card.title}.svg`)
  }
  const common = { group: 'export', disabled: chart === null }
  const pictures: MenuItem[] = [
    { ...common, key: 'png', label: t('ui.exportPng'), onSelect: () => void png() },
    { ...common, key: 'svg', label: t('ui.exportSvg'), onSelect: () => void svg() },
  ]
  return (
    <Card {...card} pictures={pictures}>
      {chart === null ? (
        <Skeleton />
      ) : (
        <>
          <Drawing ref={drawing} chart={chart} onSelect={onSelect} onNear={onNear} areas={areas} />
          <Legend entries={chart.legend} />
        </>
      )}
    </Card>
  )
}
