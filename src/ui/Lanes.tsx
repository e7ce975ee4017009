import type { CSSProperties } from 'react'

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
  /** Places of the scale, as shares 0-1, ascending; the last of them is always written. */
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
        {scale.map(({ at, text }, i) => {
          const least = i === scale.length - 1 ? undefined : roomFor(text, at, scale[scale.length - 1])
          const style = { left: `${100 * at}%`, '--least': least && `${least}px` } as CSSProperties
          return (
            <span key={text} style={style} data-end={atEnd(at) || undefined}>
              {text}
            </span>
          )
        })}
      </div>
    </div>
  )
}

/** A text at the end of the line stands before its place, all others after it. */
const atEnd = (at: number): boolean => at > 0.9

/** Pixels of a text of the scale, rather more than fewer. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 11 : sign === ' ' ? 3 : 6.3), 3)

/** How long the line must be for a text to end before the last one begins. Paper has another length than the screen: CSS compares. */
export function roomFor(text: string, at: number, last: LanesProps['scale'][number] | undefined): number {
  if (last === undefined) return 0
  const both = widthOf(text) + (atEnd(last.at) ? widthOf(last.text) : 0)
  return Math.min(Math.ceil(both / Math.max(last.at - at, 1e-6)), 99_999)
}
