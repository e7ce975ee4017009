import { addDays } from '../../filters/days'
import { type Choices, defaults } from '../../filters/filters'
import { changedSearch } from '../../filters/useChoices'
import type { MessageKey } from '../../i18n'
import type { Alert } from '../../insight/alerts/alert'
import { riskLink, rowsLink } from '../../parts/figureLinks'
import { whyLink } from '../../parts/whyLink'
import type { OverdueKind } from '../../queries/overdue'

export interface NextStep {
  readonly label: MessageKey
  /** An address of the page, with its hash. */
  readonly href: string
}

/** The rows of an alert are those of the city: filters in force are left, its own are set. */
const chosen = (own: Partial<Choices>): Choices => ({ ...defaults, ...own })
const rows = (table: string, search: string, own: Partial<Choices>): string =>
  `#/rows/${table}${changedSearch(search, () => chosen(own))}`

/** What the complaints of those days were more of than before. */
const why = (own: Partial<Choices>): NextStep => ({
  label: 'alerts.act.why',
  href: `#${whyLink('complaints', chosen(own))}`,
})

const overdueSteps: Readonly<Record<OverdueKind, NextStep[]>> = {
  complaints: [
    { label: 'alerts.act.rows', href: rows('complaints', '?rows=overdue', {}) },
    { label: 'alerts.act.services', href: '#/services' },
  ],
  permits: [
    { label: 'alerts.act.rows', href: rows('permits', '?rows=permit_overdue', {}) },
    { label: 'alerts.act.services', href: '#/services?tab=permits' },
  ],
  rectifications: [{ label: 'alerts.act.rows', href: rows('inspections', '?rows=unrectified', { window: 'all' }) }],
}

/** What to look at next, the rows themselves first. */
export function nextSteps({ facts, place, category }: Alert): NextStep[] {
  switch (facts.kind) {
    case 'cluster': {
      const { from, to, outline } = facts.finding
      // The hexagons, not the circle around them, and without repeats: the list is what was counted.
      const own = { window: { from, to }, area: outline, categories: category === undefined ? [] : [category] }
      return [{ label: 'alerts.act.rows', href: rows('complaints', '?rows=unrepeated', own) }, why(own)]
    }
    case 'unusual': {
      const from = facts.weeks[0]?.week ?? ''
      const to = addDays(facts.weeks.at(-1)?.week ?? from, 6)
      const region = place !== null && 'region' in place ? place.region : null
      const own = {
        window: { from, to },
        regions: region === null ? [] : [region],
        categories: category === undefined ? [] : [category],
      }
      // What is known only a level up has no code to filter by.
      return region === '~coarser' ? [] : [{ label: 'alerts.act.rows', href: rows('complaints', '', own) }, why(own)]
    }
    case 'target':
      return [
        { label: 'alerts.act.rows', href: `#${rowsLink(facts.figure, defaults)}` },
        { label: 'alerts.act.why', href: `#${whyLink(facts.figure, defaults)}` },
      ]
    case 'overdue':
      return overdueSteps[facts.what]
    case 'visits':
      return [{ label: 'alerts.act.risk', href: `#${riskLink(defaults, '?overdue=1&sort=-days_over')}` }]
    case 'stopped':
      return [{ label: 'alerts.act.extracts', href: '#/extracts' }]
  }
}
