import { createContext, useContext, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Gives the address where a statement can be worked on, null where there is none for it; of who knows the routes. */
export type SqlHref = (sql: string) => Promise<string | null>

export const SqlHrefContext = createContext<SqlHref | null>(null)

/** Leads from a statement to where it can be changed and asked; nothing where no such place is known. */
export function SqlLink({ sql }: { readonly sql: string }) {
  const { t } = useTranslation()
  const hrefOf = useContext(SqlHrefContext)
  const [href, setHref] = useState<string | null>(null)
  useEffect(() => {
    let gone = false
    setHref(null)
    hrefOf?.(sql).then(
      found => {
        if (!gone) setHref(found)
      },
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [sql, hrefOf])
  if (href === null) return null
  return (
    <a className="ui-button" href={href}>
      {t('ui.openSql')}
    </a>
  )
}
