import { useMemo } from 'react'
import { Link } from 'react-router'
import { useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { classLabel, isMessage, tableTitle, useTexts } from '../../i18n'
import { linkRules, type Neighbour, neighbours } from '../../queries/business'
import type { AsOf } from '../../risk/factsSql'
import type { Scorecard } from '../../risk/scorecard'
import { type TableName, tableNames } from '../../schema'
import { ClassBadge } from '../../ui/ClassBadge'

const mostNeighbours = 20

export interface AroundProps {
  readonly entity: number
  readonly card: Scorecard
  readonly at: AsOf
  /** Columns that the extracts fill: without owner codes nobody can be found by them. */
  readonly filled: Profile['filled']
  /** The address of another business's page. */
  file(entity: number): string
}

/** Who else is at the place and under the owner, and by which rules rows came to this business. */
export function Around({ entity, card, at, filled, file }: AroundProps) {
  const texts = useTexts()
  const { t, formats, language } = texts
  const near = useRows(useMemo(() => neighbours(entity, card, at, mostNeighbours), [entity, card, at]))
  const rules = useRows(useMemo(() => linkRules(entity), [entity]))
  const found = near.older ? undefined : near.rows
  const ownersGiven = tableNames.some(table => filled[table].includes('owner_code'))
  const methodText = (method: string | null): string => {
    const key = `rows.link.${method}`
    return method !== null && isMessage(key) ? t(key) : (method ?? '–')
  }
  return (
    <>
      <section className="business-near ui-card">
        <h2>{t('risk.near')}</h2>
        <p className="business-sub">{t('risk.near.sub')}</p>
        <Neighbours of={found?.filter(each => each.by === 'place')} file={file} />
      </section>
      <section className="business-owner ui-card">
        <h2>{t('risk.owner')}</h2>
        <p className="business-sub">{t(ownersGiven ? 'risk.owner.sub' : 'risk.owner.absent')}</p>
        {ownersGiven && <Neighbours of={found?.filter(each => each.by === 'owner')} file={file} />}
      </section>
      <section className="business-links ui-card">
        <h2>{t('risk.links')}</h2>
        <p className="business-sub">{t('risk.links.sub')}</p>
        <ul>
          {(rules.older ? [] : (rules.rows ?? [])).map(rule => {
            const table = tableNames.find(each => each === rule.extract) as TableName
            return (
              <li key={`${rule.extract} ${rule.method}`}>
                {t('risk.links.one', {
                  table: tableTitle(table, language),
                  rows: formats.count(rule.rows),
                  rule: methodText(rule.method),
                })}
                {rule.confidence < 1 && (
                  <small>{t('risk.links.confidence', { share: formats.rate(rule.confidence) })}</small>
                )}
              </li>
            )
          })}
        </ul>
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
  const more = (of[0]?.of ?? 0) - of.length
  return (
    <>
      {of.length === 0 && <p className="parts-note">{t('risk.near.none')}</p>}
      <ul>
        {of.map(each => (
          <li key={each.entity_id}>
            <ClassBadge letter={each.class} title={classLabel(each.class, texts)} />
            <Link to={file(each.entity_id)}>{each.entity_name ?? each.entity_code ?? t('risk.noName')}</Link>
            <small>
              {[each.industry_name, ...(each.by === 'owner' ? [each.owner_code, each.address] : [])]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="parts-note">{t('risk.near.more', { n: formats.count(more) })}</p>}
    </>
  )
}
