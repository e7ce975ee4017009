import type { Comparison } from '../../extracts/workspace/workspace'

/** A commit that loses much, or fills a column with something else, is asked about. */
export const asksToConfirm = (comparisons: readonly Comparison[]): boolean =>
  comparisons.some(comparison => comparison.needsConfirmation)
