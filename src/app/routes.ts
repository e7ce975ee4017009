import { matchPath } from 'react-router'
import type { ChoicesOfUrl } from '../filters/useChoices'
import { entries } from './shell/entries'

/** Pages of scores: they stand for a day. */
export const scoredPages = /^\/(risk|business|model)(\/|$)/
/** Pages that compare no windows: of scores, of what is in time, of what comes, of burden, which stands for a year, and of alerts. */
export const uncompared = /^\/(risk|business|model|services|outlook|burden|alerts)(\/|$)/
/** Pages of all rows: no filter touches them. */
const unfiltered = [
  '/plan',
  '/plan/verify',
  '/round',
  '/extracts',
  '/sql',
  '/dictionary',
  '/model',
  '/notebook',
  '/wall',
]

/** Whether inspections are even-handed is asked of a window and some regions; the rest of that page is not. */
const filteredTab = (pathname: string, search: string): boolean =>
  pathname === '/model' && new URLSearchParams(search).get('tab') === 'integrity'

/** Whether a page asks nothing of a window of days, nor of any other filter. */
export const isWithoutDays = (pathname: string, search: string): boolean =>
  unfiltered.includes(pathname) && !filteredTab(pathname, search)

/** The address of the report of the filters in force, with the overview's measure and level; null on pages without filters, and on its own. */
export function briefingHref(pathname: string, search: string, url: Pick<ChoicesOfUrl, 'href'>): string | null {
  if (isWithoutDays(pathname, search) || pathname === '/briefing') return null
  if (pathname !== '/overview') return url.href('/briefing')
  const params = new URLSearchParams(search)
  const href = url.href('/briefing')
  const kept = ['measure', 'level'].flatMap(name => {
    const value = params.get(name)
    return value === null ? [] : [`${name}=${encodeURIComponent(value)}`]
  })
  return kept.length === 0 ? href : `${href}${href.includes('?') ? '&' : '?'}${kept.join('&')}`
}

const beside = [
  '/plan/verify',
  '/round',
  '/business/:id',
  '/rows/:table',
  '/rejected/:table',
  '/dictionary',
  '/wall',
  '/briefing',
]

/** Whether this release has such a page. */
export const isRoute = (pathname: string): boolean =>
  entries.some(entry => entry.path === pathname || entry.pages?.some(page => page.path === pathname)) ||
  beside.some(pattern => matchPath(pattern, pathname) !== null)
