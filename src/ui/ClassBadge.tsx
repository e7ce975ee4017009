import './classBadge.css'

/** A class by its letter, which says what its colour says. */
export function ClassBadge({ letter, title }: { readonly letter: 'A' | 'B' | 'C' | 'D'; readonly title?: string }) {
  return (
    <span className="ui-class" data-class={letter} title={title}>
      {letter}
    </span>
  )
}
