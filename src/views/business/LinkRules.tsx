import { useMemo } from 'react'
import { useRows } from '../../engine/useRows'
import { isMessage, tableTitle, useTexts } from '../../i18n'
import { linkRules } from '../../queries/business'
import { type TableName, tableNames } from '../../schema'

/** By which rules rows came to this business, and how sure that is. */
export function LinkRules({ entity }: { readonly entity: number }) {
  const { t, formats, language } = useTexts()
  const rules = useRows(useMemo(() => linkRules(entity), [entity]))
  const methodText = (method: string | null): string => {
    const key = `rows.link.${method}`
    return method !== null && isMessage(key) ? t(key) : (method ?? '–')
  }
  return (
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
  )
}
