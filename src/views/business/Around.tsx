import { useMemo } from 'react'
import { Link } from 'react-router'
import { useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { classLabel, useTexts } from '../../i18n'
import { type Neighbour, neighbours } from '../../queries/business'
import type { AsOf } from '../../risk/factsSql'
import type { Scorecard } from '../../risk/scorecard'
import { tableNames } from '../../schema'
import { ClassBadge } from '../../ui/ClassBadge'

const mostNeighbours = 20
/** On paper; the style sheet hides the others. */
const mostPrinted = 5

export interface AroundProps {
  readonly entity: number
  readonly card: Scorecard
  readonly at: AsOf
  /** Columns that the extracts fill: without owner codes nobody can be found by them. */
  readonly filled: Profile['filled']
  /** The address of another business's page. */
  file(entity: number): string
}

/** Who else is at the place and under the owner. */
export function Around({ entity, card, at, filled, file }: AroundProps) {
  const { t } = useTexts()
  const near = useRows(useMemo(() => neighbours(entity, card, at, mostNeighbours), [entity, card, at]))
  const found = near.older ? undefined : near.rows
  const owned = found?.filter(each => each.by === 'owner')
  const codes = [...new Set(owned?.map(each => each.owner_code))]
  const ownersGiven = tableNames.some(table => filled[table].includes('owner_code'))
  return (
    <>
      <section className="business-near ui-card">
        <h2>{t('risk.near')}</h2>
        <p className="business-sub">{t('risk.near.sub')}</p>
        <Neighbours of={found?.filter(each => each.by === 'place')} file={file} />
      </section>
      <section className="business-owner ui-card">
        <h2>{t('risk.owner')}</h2>
        <p className="business-sub">
          {t(ownersGiven ? 'risk.owner.sub' : 'risk.owner.absent')}
          {codes.length > 0 && ` (${codes.join(', ')})`}
        </p>
        {ownersGiven && <Neighbours of={owned} file={file} />}
      </section>
    </>
  )
}

interface NeighboursProps {
  /** Undefined until they are known. */
  readonly of: readonly Neighbour[] | undefined
  file(entity: number): string
}

/** The riskiest first; how many there are beyond those shown. */
function Neighbours({ of, file }: NeighboursProps) {
  const texts = useTexts()
  const { t, formats } = texts
  if (of === undefined) return null
  const all = of[0]?.of ?? 0
  const more = (shown: number, where: string) =>
    all > shown && <p className={`parts-note ${where}`}>{t('risk.near.more', { n: formats.count(all - shown) })}</p>
  return (
    <>
      {of.length === 0 && <p className="parts-note">{t('risk.near.none')}</p>}
      <ul>
        {of.map(each => (
          <li key={each.entity_id}>
            <ClassBadge letter={each.class} title={classLabel(each.class, texts)} />
            <Link to={file(each.entity_id)}>{each.entity_name ?? each.entity_code ?? t('risk.noName')}</Link>
            <small>
              {[each.industry_name, ...(each.by === 'owner' ? [each.address] : [])].filter(Boolean).join(' · ')}
            </small>
          </li>
        ))}
      </ul>
      {more(of.length, 'parts-screen')}
      {more(Math.min(of.length, mostPrinted), 'parts-print')}
    </>
  )
}
