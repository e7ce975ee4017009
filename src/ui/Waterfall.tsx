import type { CSSProperties, ReactNode } from 'react'

export interface WaterfallBar {
  readonly key: string
  readonly label: string
  /** Points that it adds, from where the bar above ends. */
  readonly points: number
  /** The points in words. */
  readonly text: string
  /** What the bar measures, and why it is as long as it is. */
  readonly hint?: string
  /** Said small behind the label: imputed, left out. */
  readonly note?: string
  /** The bar says nothing of this business itself. */
  readonly faint?: boolean
  /** Opens the rows behind it; absent where there are none. */
  onOpen?(): void
}

export interface WaterfallProps {
  readonly label: string
  readonly bars: readonly WaterfallBar[]
  /** End of the scale, in points. */
  readonly most: number
  /** Lines across all bars: where classes begin. */
  readonly marks?: readonly { readonly at: number; readonly text: string }[]
  readonly foot?: ReactNode
}

/** Bars from 0 to a sum, each beginning where the one above ends. A list for those who cannot see it. */
export function Waterfall({ label, bars, most, marks = [], foot }: WaterfallProps) {
  let from = 0
  const placed = bars.map(bar => {
    const start = from
    from += bar.points
    return { bar, start: Math.min(start, from), length: Math.abs(bar.points) }
  })
  const share = (points: number): string => `${(100 * Math.max(0, Math.min(points, most))) / most}%`
  return (
    <div className="ui-waterfall">
      <ol aria-label={label}>
        {placed.map(({ bar, start, length }) => {
          const content = (
            <>
              <span className="ui-waterfall-label">
                {bar.label}
                {bar.note !== undefined && <small>{bar.note}</small>}
              </span>
              <span className="ui-waterfall-track">
                <i
                  data-faint={bar.faint || undefined}
                  data-down={bar.points < 0 || undefined}
                  style={{ left: share(start), width: share(length) } as CSSProperties}
                />
                <b style={{ left: share(start + length) }}>{bar.text}</b>
              </span>
            </>
          )
          return (
            <li key={bar.key} title={bar.hint}>
              {bar.onOpen === undefined ? (
                <span className="ui-waterfall-bar">{content}</span>
              ) : (
                <button type="button" className="ui-waterfall-bar" onClick={bar.onOpen}>
                  {content}
                </button>
              )}
            </li>
          )
        })}
      </ol>
      <div className="ui-waterfall-scale" aria-hidden="true">
        {marks.map(mark => (
          <span key={mark.at} style={{ left: share(mark.at) }}>
            {mark.text}
          </span>
        ))}
      </div>
      {foot}
    </div>
  )
}
