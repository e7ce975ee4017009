/** A bar from the middle: to the right what adds, to the left what takes away. For the eye; the number stands beside it. */
export function DeviationBar({ value, most }: { readonly value: number; readonly most: number }) {
  const share = most > 0 ? Math.min(1, Math.abs(value) / most) * 50 : 0
  return (
    <span className="ui-deviation" aria-hidden="true">
      <i data-down={value < 0 || undefined} style={{ width: `${share}%`, left: `${value < 0 ? 50 - share : 50}%` }} />
    </span>
  )
}
