import { matchPath } from 'react-router'
import type { Profile } from '../extracts/report'
import { type Texts, tableTitle } from '../i18n'
import { listedTable, rejectedTable } from '../views/rows/listed'
import { entries } from './shell/entries'

/** The name of a page that the rail has no name for, by its address; undefined for the others. */
export function listTitle(pathname: string, profile: Profile | null, { t, language }: Texts): string | undefined {
  if (pathname === '/dictionary') return t('app.page.dictionary')
  if (pathname === '/round') return t('app.page.round')
  if (pathname === '/briefing') return t('app.page.briefing')
  if (pathname === '/wall') return t('app.page.wall')
  if (pathname.startsWith('/business/')) return t('app.page.business')
  const rows = matchPath('/rows/:table', pathname)
  if (rows) return t('app.page.rows', { table: tableTitle(listedTable(rows.params.table), language) })
  const rejected = matchPath('/rejected/:table', pathname)
  if (!rejected) return undefined
  const table = rejectedTable(rejected.params.table, profile?.files ?? [])
  return t('app.page.rejected', { table: tableTitle(table, language) })
}

/** The name of any page. */
export function pageTitle(pathname: string, profile: Profile | null, texts: Texts): string {
  const named = listTitle(pathname, profile, texts)
  if (named !== undefined) return named
  for (const entry of entries) {
    const page = entry.pages?.find(each => each.path === pathname)
    if (page) return texts.t(page.label)
    if (entry.path === pathname) return texts.t(entry.label)
  }
  return texts.t('app.error.notFound')
}
