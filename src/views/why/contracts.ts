import type { useWhy } from '../../parts/useWhy'
import type { Dimension } from '../../queries/contributions'

export type Why = ReturnType<typeof useWhy>

/** What the cards of the page share. */
export interface WhyCardProps {
  readonly why: Why
  /** The dimension on screen; the answer on screen has it. */
  readonly by: Dimension
  name(dimension: Dimension, value: string | null): string
  /** The name of the figure on screen. */
  readonly label: string
  /** Its target, where it has one. */
  readonly bound: number | null
}

export interface WhyPartProps extends WhyCardProps {
  /** A part was chosen; `additive`: it joins what is chosen already. */
  onPart(dimension: Dimension, value: string | null, additive: boolean): void
}
