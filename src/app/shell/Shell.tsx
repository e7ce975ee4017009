import { type ReactNode, useEffect, useRef } from 'react'
import { useTexts } from '../../i18n'
import '../../ui/theme.css'
import '../../ui/base.css'
import c from './controls.module.css'
import type { ShellEntry } from './entries'
import { PageGuard } from './Guard'
import { type Notice, Notices } from './Notices'
import { ShareButton } from './ShareButton'
import { LanguageSwitch, ThemeSwitch } from './Switches'
import s from './shell.module.css'

export interface ShellProps {
  readonly entries: readonly ShellEntry[]
  /** The path of the rail's entry that the page on screen belongs to. */
  readonly current: string
  /** The path of the page on screen. */
  readonly path: string
  /** What the page shows, where the rail has no name for it. */
  readonly title?: string
  /** The address of a page, with the filters in force. */
  readonly hrefOf: (path: string) => string
  /** Open alerts by the path of the page that has them; 0 is not shown. */
  readonly counts?: Readonly<Record<string, number>>
  /** Null until the catalogue is read; its place is kept. */
  readonly catalogue: { readonly zh: string; readonly en: string } | null
  readonly asOf: string | null
  readonly filterBar?: ReactNode
  /** Further buttons of the top line, before the one that shares. */
  readonly actions?: ReactNode
  readonly notices: readonly Notice[]
  /** Stands in place of everything around the page: a wall. */
  readonly frame?: (page: ReactNode) => ReactNode
  readonly children: ReactNode
}

/** Rail, top line, notices and the page: no data is fetched here. */
export function Shell({
  entries,
  current,
  path,
  title,
  hrefOf,
  counts = {},
  catalogue,
  asOf,
  filterBar,
  actions,
  notices,
  frame,
  children,
}: ShellProps) {
  const { t, language, formats } = useTexts()
  const content = useRef<HTMLElement>(null)
  const tabs = useRef<HTMLElement>(null)
  const entry = entries.find(each => each.path === current)
  const pages = entry?.pages ?? []
  const tab = pages.find(each => each.path === path)
  const page = title ?? (tab ? t(tab.label) : entry ? t(entry.label) : t('app.error.notFound'))
  const name = catalogue?.[language]

  useEffect(() => {
    document.title = [page, name ?? t('app.title')].join(' · ')
  }, [page, name, t])

  // On a phone the tabs are wider than the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is the reason
  useEffect(() => {
    const shown = tabs.current?.querySelector<HTMLElement>('[aria-current]')
    if (shown) tabs.current?.scrollTo({ left: shown.offsetLeft - 48 })
  }, [path])

  if (frame !== undefined) return frame(children)
  return (
    <div className={`${s.shell} ${c.ui}`}>
      {/* A button, since the hash of a link is the route. */}
      <button type="button" className={s.skip} onClick={() => content.current?.focus()}>
        {t('app.skip')}
      </button>
      <nav className={s.rail} aria-label={t('app.pages')}>
        {entries.map(each => (
          <a key={each.path} href={hrefOf(each.path)} aria-current={each.path === current ? 'page' : undefined}>
            {each.icon}
            <span>{t(each.label)}</span>
            <Count n={countOf(each, counts)} />
          </a>
        ))}
      </nav>
      <div className={s.shellPage}>
        <header className={s.top}>
          <div className={s.topTitle}>
            <h1>{page}</h1>
            <p>
              <span title={name}>{name}</span>
              {name !== undefined && asOf !== null && <span aria-hidden="true"> · </span>}
              {asOf !== null && <span>{t('app.asOf', { day: formats.day(asOf) })}</span>}
            </p>
          </div>
          <div className={s.topFilters}>{filterBar}</div>
          <div className={s.topActions}>
            {actions}
            <ShareButton />
            <LanguageSwitch />
            <ThemeSwitch />
          </div>
        </header>
        {pages.length > 1 && (
          <nav ref={tabs} className={s.tabs} aria-label={entry && t(entry.label)}>
            {pages.map(each => (
              <a key={each.path} href={hrefOf(each.path)} aria-current={each.path === path ? 'page' : undefined}>
                {t(each.label)} <Count n={counts[each.path] ?? 0} />
              </a>
            ))}
          </nav>
        )}
        <main ref={content} className={s.content} tabIndex={-1}>
          <PageGuard key={current}>{children}</PageGuard>
        </main>
      </div>
      <Notices notices={notices} />
    </div>
  )
}

/** Of a page, or of all that stand under an entry. */
const countOf = ({ path, pages }: ShellEntry, counts: Readonly<Record<string, number>>): number =>
  pages === undefined ? (counts[path] ?? 0) : pages.reduce((sum, page) => sum + (counts[page.path] ?? 0), 0)

function Count({ n }: { readonly n: number }) {
  const { t, formats } = useTexts()
  if (n === 0) return null
  return (
    <span className={s.count}>
      <span aria-hidden="true">{formats.count(n)}</span>
      <span className="ui-hidden">{t('app.alerts.open', { n: formats.count(n) })}</span>
    </span>
  )
}
