import { useEffect, useState } from 'react'
import type { Chart } from '../../charts/chart'
import { Legend } from '../Legend'

type SvgRuntime = typeof import('../svgRuntime')

/** What draws on paper: null until it is fetched, or for ever if it cannot be. */
export function useSvgRuntime(): SvgRuntime | null {
  const [runtime, setRuntime] = useState<SvgRuntime | null>(null)
  useEffect(() => {
    let ended = false
    import('../svgRuntime').then(
      found => !ended && setRuntime(found),
      () => undefined,
    )
    return () => {
      ended = true
    }
  }, [])
  return runtime
}

/** A picture for paper, in millimetres. `enlarged`: how much larger its letters are than those of a chart on screen. */
export interface PictureSize {
  readonly width: number
  readonly height: number
  readonly enlarged: number
}

const pixels = (millimetres: number): number => (millimetres * 96) / 25.4

/** The picture of a chart as an address. */
export function pictureOf(runtime: SvgRuntime, chart: Chart, { width, height, enlarged }: PictureSize): string {
  return runtime.svgAddress(chart, Math.round(pixels(width) / enlarged), Math.round(pixels(height) / enlarged))
}

export interface ChartPictureProps {
  readonly title: string
  readonly subtitle: string
  readonly chart: Chart
  /** Null until it is drawn: its place is kept. */
  readonly address: string | null
  readonly size: PictureSize
}

/** A chart on paper: drawn once, of a size that does not change. */
export function ChartPicture({ title, subtitle, chart, address, size }: ChartPictureProps) {
  return (
    <figure className="ui-sheet-figure">
      <figcaption>
        <b>{title}</b>
        <span>{subtitle}</span>
      </figcaption>
      <div style={{ width: `${size.width}mm`, height: `${size.height}mm` }}>
        {address !== null && <img src={address} alt={chart.summary} />}
      </div>
      <Legend entries={chart.legend} />
    </figure>
  )
}
