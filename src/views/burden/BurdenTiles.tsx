import { useMemo } from 'react'
import { useRows } from '../../engine/useRows'
import { codeGain, gainSays, linkBars, spreadOf } from '../../insight/burden/burden'
import { useOrigin } from '../../parts/frame'
import { visitSpread } from '../../queries/burden'
import { jointCounts } from '../../queries/burdenJoint'
import { repeatCounts } from '../../queries/burdenRepeats'
import { linkCounts } from '../../queries/silos'
import { tableNames } from '../../schema'
import { KpiTile, type KpiTileProps } from '../../ui/KpiTile'
import type { BurdenTab } from './BurdenPage'
import type { Burden } from './useBurden'
import { useJointDays } from './useJointDays'

export interface BurdenTilesProps {
  readonly burden: Burden
  onOpen(tab: BurdenTab): void
}

/** The four answers in a line; each leads to its part of the page. */
export function BurdenTiles({ burden, onOpen }: BurdenTilesProps) {
  const { filters, caps, repeatDays, level, texts } = burden
  const { t, formats } = texts
  const originOf = useOrigin()
  const [days] = useJointDays()
  const questions = useMemo(
    () => ({
      spread: visitSpread(filters, caps),
      repeats: repeatCounts(filters, repeatDays, level),
      joint: jointCounts(filters, days),
      links: linkCounts(filters),
    }),
    [filters, caps, repeatDays, level, days],
  )
  const spread = useRows(questions.spread)
  const repeats = useRows(questions.repeats)
  const joint = useRows(questions.joint)
  const links = useRows(questions.links)
  const summary = useMemo(() => (spread.rows === undefined ? null : spreadOf(spread.rows, caps)), [spread.rows, caps])
  const again = repeats.rows?.find(row => row.part === 'all') ?? null
  const one = joint.rows?.find(row => row.part === 'all') ?? null
  const gain = useMemo(
    () => (links.rows === undefined ? null : codeGain(linkBars(links.rows, tableNames))),
    [links.rows],
  )
  const share = (part: number, of: number): string => formats.rate(of === 0 ? null : part / of)

  const tiles: readonly (Pick<
    KpiTileProps,
    'id' | 'label' | 'value' | 'text' | 'unit' | 'missing' | 'missingKey' | 'foot' | 'loading' | 'updating' | 'origin'
  > & { readonly tab: BurdenTab })[] = [
    {
      tab: 'caps',
      id: 'burden_above',
      label: caps.inAll === null ? t('burden.tile.above.none') : t('burden.tile.above', { cap: caps.inAll }),
      loading: summary === null,
      updating: spread.older,
      origin: originOf(questions.spread, spread),
      value: summary?.aboveAll ?? null,
      text: formats.count(summary?.aboveAll ?? null),
      unit: t('burden.unit.businesses'),
      ...(summary?.aboveAll === null && { missing: t('burden.noCap'), missingKey: 'no_cap' }),
      ...(summary?.visited === 0 && { missing: t('burden.noVisits.year'), missingKey: 'no_visits' }),
      foot:
        summary === null
          ? []
          : [
              t('burden.tile.above.share', {
                share: share(summary.aboveAll ?? 0, summary.visited),
                visited: formats.count(summary.visited),
              }),
              ...(summary.aboveDepartment === null
                ? []
                : [
                    t('burden.tile.above.department', {
                      n: formats.count(summary.aboveDepartment),
                      cap: caps.perDepartment,
                    }),
                  ]),
            ],
    },
    {
      tab: 'repeats',
      id: 'burden_repeated',
      label: t('burden.tile.repeated', { days: repeatDays }),
      loading: again === null,
      updating: repeats.older,
      origin: originOf(questions.repeats, repeats),
      value: again?.visits === 0 ? null : (again?.repeated ?? null),
      text: formats.count(again?.repeated),
      unit: t('burden.unit.visits'),
      ...(again?.visits === 0 && { missing: t('burden.noVisits'), missingKey: 'no_visits' }),
      foot:
        again === null
          ? []
          : [
              t('burden.tile.repeated.share', { share: share(again.repeated, again.visits) }),
              t('burden.tile.repeated.exempt', { n: formats.count(again.exempt) }),
            ],
    },
    {
      tab: 'joint',
      id: 'burden_saved',
      label: t('burden.tile.saved', { days }),
      loading: one === null,
      updating: joint.older,
      origin: originOf(questions.joint, joint),
      value: one?.of === 0 ? null : (one?.saved ?? null),
      text: one === null ? '' : t('burden.atLeast', { n: formats.count(one.saved) }),
      unit: t('burden.unit.visits'),
      ...(one?.of === 0 && {
        missing: t(again?.visits === 0 ? 'burden.noVisits' : 'burden.noDepartments'),
        missingKey: 'no_departments',
      }),
      foot:
        one === null
          ? []
          : [
              t('burden.tile.saved.share', { share: share(one.saved, one.of) }),
              t('burden.tile.saved.groups', {
                groups: formats.count(one.groups),
                businesses: formats.count(one.businesses),
              }),
            ],
    },
    {
      tab: 'silos',
      id: 'burden_linked',
      label: t('burden.tile.linked'),
      loading: gain === null,
      updating: links.older,
      origin: originOf(questions.links, links),
      value: gain === null || gain.rows === 0 ? null : gain.linked / gain.rows,
      text: gain === null ? '' : share(gain.linked, gain.rows),
      ...(gain?.rows === 0 && { missing: t('burden.noRows.window'), missingKey: 'no_rows' }),
      foot:
        gain === null
          ? []
          : [
              t('burden.tile.linked.not', { n: formats.count(gain.rows - gain.linked) }),
              ...{
                some: [t('burden.tile.linked.sure', { n: formats.count(gain.sure) })],
                unsure: [t('burden.tile.linked.unsure')],
                all: [],
              }[gainSays(gain)],
            ],
    },
  ]
  return (
    <div className="burden-tiles">
      {tiles.map(({ tab, ...tile }) => (
        <KpiTile key={tile.id} spark={[]} {...tile} onOpen={() => onOpen(tab)} />
      ))}
    </div>
  )
}
