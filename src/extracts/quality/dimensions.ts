/**
 * What is judged of a file. Completeness, consistency and timeliness are indicators of GB/T 36344-2018 and (timeliness as
 * currentness) inherent characteristics of ISO/IEC 25012; validity and uniqueness are parts of both standards' accuracy, and
 * of the former's conformity to rules. Linking is ours. Accessibility and what a file alone cannot tell are left out.
 */
export const dimensions = ['completeness', 'validity', 'uniqueness', 'timeliness', 'consistency', 'linking'] as const
export type Dimension = (typeof dimensions)[number]

const kinds: Readonly<Record<Exclude<Dimension, 'validity'>, readonly string[]>> = {
  completeness: ['no_id', 'no_date', 'null_required', 'no_business', 'no_place', 'empty', 'not_mapped'],
  uniqueness: ['repeated_id'],
  timeliness: ['future_date'],
  consistency: [
    'region_disagrees',
    'closed_before_received',
    'decided_before_accepted',
    'rectified_before_inspected',
    'expired_before_valid',
  ],
  linking: ['link_tie'],
}

/** Kinds that ask for a look but are no flaw: they lower no score. */
export const doubts: readonly string[] = ['doubtful_word']

/** The dimension that an issue's kind belongs to; a value that is not what it should be is `validity`, as is any new kind. */
export const dimensionOf = (kind: string): Dimension =>
  dimensions.find(name => name !== 'validity' && kinds[name].includes(kind)) ?? 'validity'

/** Why a dimension cannot be judged; a message. */
export type NotJudged = 'not_loaded' | 'no_rows' | 'no_dates' | 'no_checks' | 'no_business_columns' | 'alone'
