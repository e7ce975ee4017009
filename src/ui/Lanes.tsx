import type { CSSProperties } from 'react'
import './lanes.css'

export type LaneTone = 'plain' | 'good' | 'minor' | 'problem' | 'bad' | 'faint'

/** A stretch or a moment on a line of time, as shares 0-1 of the line; a moment has no `to`. */
export interface LaneMark {
  readonly key: string
  readonly from: number
  readonly to?: number
  readonly tone: LaneTone
  /** What it is, in words. */
  readonly title: string
}

export interface Lane {
  readonly key: string
  readonly label: string
  readonly marks: readonly LaneMark[]
  /** Shown where there is no mark. */
  readonly empty: string
  readonly shape: 'span' | 'dot' | 'tick'
}

export interface LanesProps {
  /** One sentence for those who cannot see it. */
  readonly summary: string
  readonly lanes: readonly Lane[]
  /** Places of the scale, as shares 0-1. */
  readonly scale: readonly { readonly at: number; readonly text: string }[]
}

/** Several kinds of events on one line of time. */
export function Lanes({ summary, lanes, scale }: LanesProps) {
  const style = (mark: LaneMark): CSSProperties =>
    mark.to === undefined
      ? { left: `${100 * mark.from}%` }
      : { left: `${100 * mark.from}%`, width: `${100 * Math.max(mark.to - mark.from, 0.002)}%` }
  return (
    <div className="ui-lanes" role="img" aria-label={summary}>
      {lanes.map(lane => (
        <div key={lane.key} className="ui-lane" data-shape={lane.shape}>
          <span className="ui-lane-label">{lane.label}</span>
          <span className="ui-lane-line">
            {lane.marks.length === 0 && <em>{lane.empty}</em>}
            {lane.marks.map(mark => (
              <i key={mark.key} data-tone={mark.tone} title={mark.title} style={style(mark)} />
            ))}
          </span>
        </div>
      ))}
      <div className="ui-lane-scale">
        {scale.map(({ at, text }) => (
          <span key={text} style={{ left: `${100 * at}%` }} data-end={at > 0.9 || undefined}>
            {text}
          </span>
        ))}
      </div>
    </div>
  )
}
