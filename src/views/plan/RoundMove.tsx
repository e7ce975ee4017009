import { useTexts } from '../../i18n'
import type { RoundVisit } from '../../plan/rounds'
import { Menu, type MenuItem } from '../../ui/Menu'

export interface RoundMoveProps {
  readonly visit: RoundVisit
  /** Its day; null without one. */
  readonly day: string | null
  readonly days: readonly string[]
  /** The day that it had before a hand moved it, null for none; absent where none did. */
  readonly planned: string | null | undefined
  /** Visits that an inspector has on a day. */
  load(inspector: string, day: string): number
  /** Null puts it back. */
  onMove(day: string | null): void
}

/** Another day for a visit. Each day says how many visits the busiest of its inspectors has already. */
export function RoundMove({ visit, day, days, planned, load, onMove }: RoundMoveProps) {
  const { t, formats } = useTexts()
  const undo: MenuItem[] =
    planned === undefined
      ? []
      : [
          {
            key: 'undo',
            label:
              planned === null ? t('plan.rounds.undo.none') : t('plan.rounds.undo.day', { day: formats.day(planned) }),
            onSelect: () => onMove(null),
          },
        ]
  const items = days.map((to): MenuItem => {
    const most = visit.inspectors.reduce((high, inspector) => Math.max(high, load(inspector, to)), 0)
    return {
      key: to,
      group: 'days',
      label: formats.day(to),
      ...(most > 0 && { hint: t('plan.rounds.load', { n: formats.count(most) }) }),
      disabled: to === day,
      onSelect: () => onMove(to),
    }
  })
  return (
    <Menu
      label={t('plan.rounds.move.of', { name: visit.name || visit.id })}
      button={t('plan.rounds.move')}
      className="ui-button"
      items={[...undo, ...items]}
    />
  )
}
