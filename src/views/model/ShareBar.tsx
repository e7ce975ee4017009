import type { RiskClass } from '../../risk/scorecard'

export interface ShareBarProps {
  /** 0-1 of the cell's width, within its padding. */
  readonly value: number
  /** In the colour of a class. */
  readonly letter?: RiskClass
}

/** A bar behind the figure of a cell, as long as its share at every width. */
export function ShareBar({ value, letter }: ShareBarProps) {
  return <i data-class={letter} style={{ width: `calc(${Number(value.toFixed(4))} * (100% - 12px))` }} />
}
