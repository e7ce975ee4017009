const paths = {
  more: 'M4 10h.01M10 10h.01M16 10h.01',
  close: 'm5 5 10 10M15 5 5 15',
  check: 'm4 10 4 4 8-9',
  plus: 'M10 4v12M4 10h12',
  minus: 'M4 10h12',
  whole: 'M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4',
  box: 'M4 5h12v10H4z',
  lasso: 'M10 4c4 0 7 2 7 4.5S14 13 10 13s-7-2-7-4.5S6 4 10 4zM7 13c-1 1-1 3 1 4',
  up: 'm5 12 5-5 5 5',
  down: 'm5 8 5 5 5-5',
  columns: 'M4 4h12v12H4zM8 4v12M12 4v12',
  warn: 'M10 3 2 17h16zM10 8v4M10 14.5h.01',
  copy: 'M7 7h9v9H7zM4 13V4h9',
} as const
export type IconName = keyof typeof paths

/** A 16 px line drawing for the eye alone; its button carries the name. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="ui-icon" viewBox="0 0 20 20" aria-hidden="true" strokeWidth={name === 'more' ? 2.6 : undefined}>
      <path d={paths[name]} />
    </svg>
  )
}
