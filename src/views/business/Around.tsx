import { useMemo } from 'react'
import { Link } from 'react-router'
import { useRows } from '../../engine/useRows'
import { classLabel, isMessage, tableTitle, useTexts } from '../../i18n'
import { linkRules, neighbours } from '../../queries/business'
import type { AsOf } from '../../risk/factsSql'
import type { Scorecard } from '../../risk/scorecard'
import { type TableName, tableNames } from '../../schema'
import { ClassBadge } from '../../ui/ClassBadge'

const mostNeighbours = 20

export interface AroundProps {
  readonly entity: number
  readonly card: Scorecard
  readonly at: AsOf
  /** The address of another business's page. */
  file(entity: number): string
}

/** Who else is at the place, and by which rules rows came to this business. */
export function Around({ entity, card, at, file }: AroundProps) {
  const texts = useTexts()
  const { t, formats, language } = texts
  const near = useRows(useMemo(() => neighbours(entity, card, at, mostNeighbours), [entity, card, at]))
  const rules = useRows(useMemo(() => linkRules(entity), [entity]))
  const methodText = (method: string | null): string => {
    const key = `rows.link.${method}`
    return method !== null && isMessage(key) ? t(key) : (method ?? '–')
  }
  return (
    <>
      <section className="business-near ui-card">
        <h2>{t('risk.near')}</h2>
        <p className="business-sub">{t('risk.near.sub')}</p>
        {near.rows?.length === 0 && <p className="parts-note">{t('risk.near.none')}</p>}
        <ul>
          {(near.older ? [] : (near.rows ?? [])).map(each => (
            <li key={each.entity_id}>
              <ClassBadge letter={each.class} title={classLabel(each.class, texts)} />
              <Link to={file(each.entity_id)}>{each.entity_name ?? each.entity_code ?? t('risk.noName')}</Link>
              <small>{each.industry_name}</small>
            </li>
          ))}
        </ul>
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
