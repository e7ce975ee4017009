/** Ways to filter, each with as many choices as are measured. */
export const linkKinds = ['region', 'months', 'days', 'category', 'class', 'area'] as const
export type LinkKind = (typeof linkKinds)[number]
