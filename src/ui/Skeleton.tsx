import './bits.css'

/** A grey place of the final size while the first answer is on its way; without a height it fills its box. */
export function Skeleton({ height, width }: { height?: number; width?: number | string }) {
  return <span className="ui-skeleton" aria-hidden="true" style={{ height, width }} />
}
