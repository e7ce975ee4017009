import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Link, useLocation, useNavigate } from 'react-router'
import { useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { notRestricting, resolve } from '../../filters/filters'
import { useChoices } from '../../filters/useChoices'
import { indicatorLabel, useTexts } from '../../i18n'
import { NoRows } from '../../parts/NoRows'
import { useCardBy, useRiskScheme } from '../../parts/riskScheme'
import { useFilterNames } from '../../parts/useFilterNames'
import { allowedIndicators, mixOf, type RiskListInput, riskMix } from '../../queries/riskList'
import { asOfDay } from '../../risk/factsSql'
import { indicatorKeys, visitWithin } from '../../risk/scorecard'
import { ErrorNote } from '../../ui/ErrorNote'
import { Segmented } from '../../ui/Segmented'
import { Skeleton } from '../../ui/Skeleton'
import { HelpDialog } from './HelpDialog'
import { MixBar } from './MixBar'
import { RiskMap } from './RiskMap'
import { RiskPanel } from './RiskPanel'
import { RiskTable } from './RiskTable'
import { fileSearch, useRiskView } from './riskSearch'
import { useNarrow } from './useNarrow'
import { useSearch } from './useSearch'

/** Who to visit first, and why: every business of the filters, scored, with its file beside the list. */
export function RiskPage({ profile }: { readonly profile: Profile }) {
  const texts = useTexts()
  const { t, formats, language } = texts
  const url = useChoices()
  const { choices } = url
  const navigate = useNavigate()
  const { view, set } = useRiskView()
  const narrow = useNarrow()
  const [help, setHelp] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const search = useSearch(view.q)
  const { open, overdue } = view
  const scheme = useRiskScheme()
  const { card, by } = useCardBy(view.by)
  const { filters } = useMemo(
    () => resolve(choices, profile.asOf, profile.regions.regions, card),
    [choices, profile, card],
  )
  const at = useMemo(() => asOfDay(filters.window.to, profile.asOf), [filters.window.to, profile.asOf])
  const input = useMemo(
    (): RiskListInput => ({ filters, card, at, search, overdue }),
    [filters, card, at, search, overdue],
  )
  const regions = useMemo(() => new Map(profile.regions.regions.map(region => [region.code, region.name])), [profile])
  const mixed = useRows(useMemo(() => riskMix({ ...input, filters: { ...filters, classes: null } }), [input, filters]))
  const allowed = useRows(useMemo(() => allowedIndicators(card, at), [card, at]))
  const left = indicatorKeys.filter(key => card.weights[key] > 0 && allowed.rows?.[0]?.[key] === 0)
  const { search: address } = useLocation()
  const file = useCallback((entity: number) => `/business/${entity}${fileSearch(address)}`, [address])
  const openFile = useCallback((entity: number) => navigate(file(entity)), [navigate, file])
  const onOpen = useCallback(
    (entity: number) => (narrow ? void openFile(entity) : set({ open: entity })),
    [narrow, openFile, set],
  )
  useKeys({ onSearch: () => field.current?.focus(), onHelp: () => setHelp(true), onEscape: () => set({ open: null }) })

  const names = useFilterNames()
  const others = notRestricting(filters, 'entities')
  const untouched = others.length === 0 ? '' : t('overview.notFiltered', { filters: names(others) })

  const mix = mixed.rows === undefined ? null : mixOf(mixed.rows)
  const total = mix === null ? null : Object.entries(mix).reduce((sum, [letter, n]) => sum + (choices.classes.length === 0 || choices.classes.some(each => each === letter) ? n : 0), 0) // biome-ignore format: one sum
  if (mix === null || total === null)
    return mixed.error === null ? (
      <Skeleton />
    ) : (
      <ErrorNote what={t('overview.failed')} detail={mixed.error.message} onRetry={mixed.refetch} />
    )
  return (
    <div className="risk" data-beside={(!narrow && (open !== null || view.map)) || undefined}>
      <div className="risk-main ui-card">
        <div className="risk-tools">
          <input
            ref={field}
            type="search"
            className="risk-search"
            value={view.q}
            placeholder={t('risk.search')}
            aria-label={t('risk.search')}
            title={t('risk.search.hint')}
            onChange={event => set({ q: event.target.value })}
          />
          <button
            type="button"
            className="ui-button"
            aria-pressed={overdue}
            title={t('overview.unvisited.limits', {
              C: formats.count(visitWithin.C),
              D: formats.count(visitWithin.D),
            })}
            onClick={() => set({ overdue: !overdue })}
          >
            {t('risk.overdue')}
          </button>
          {!narrow && (
            <Segmented
              label={t('risk.view')}
              value={view.map ? 'map' : 'list'}
              onChange={value => set({ map: value === 'map' })}
              options={(['list', 'map'] as const).map(value => ({ value, label: t(`risk.view.${value}`) }))}
            />
          )}
          {!narrow && (
            <button type="button" className="ui-button" onClick={() => setHelp(true)} title="?">
              {t('risk.help')}
            </button>
          )}
        </div>
        <MixBar
          mix={mix}
          chosen={choices.classes}
          by={by}
          onBy={value => set({ by: value })}
          onToggle={(letter, additive) => url.toggle('classes', letter, additive)}
        />
        <p className="risk-left">
          <Link className="ui-link" to="/model?tab=versions">
            {scheme.name === null ? t('risk.scheme.default') : t('risk.scheme', { name: scheme.name })}
          </Link>
          {card.model !== undefined && card.model.training.to > at.day && (
            <b> {t('risk.overlap', { to: formats.day(card.model.training.to), day: formats.day(at.day) })}</b>
          )}
        </p>
        {untouched !== '' && <p className="risk-left">{untouched}</p>}
        {card.model === undefined && left.length > 0 && (
          <p className="risk-left">
            {t('risk.leftOut', {
              names: left.map(key => indicatorLabel(key, texts)).join(language === 'zh' ? '、' : ', '),
            })}
          </p>
        )}
        <RiskTable
          input={input}
          untouched={untouched}
          count={total}
          updating={mixed.older}
          live={mixed.live && (search?.text ?? '') === view.q.trim()}
          view={view}
          narrow={narrow}
          empty={
            <NoRows
              url={url}
              table="entities"
              text={t('risk.empty')}
              others={[
                ...(view.q.trim() === ''
                  ? []
                  : [{ label: t('risk.export.search', { text: view.q.trim() }), onRemove: () => set({ q: '' }) }]),
                ...(overdue ? [{ label: t('risk.overdue'), onRemove: () => set({ overdue: false }) }] : []),
              ]}
            />
          }
          regions={regions}
          onSort={sort => set({ sort })}
          onOpen={onOpen}
          onFile={openFile}
        />
      </div>
      {!narrow && (view.map || open !== null) && (
        <div className="risk-beside">
          {view.map && <RiskMap input={input} profile={profile} open={open} onOpen={onOpen} />}
          {open !== null && (
            <RiskPanel
              key={open}
              entity={open}
              card={card}
              at={at}
              profile={profile}
              regions={regions}
              file={file(open)}
              onClose={() => set({ open: null })}
            />
          )}
        </div>
      )}
      {help && <HelpDialog onClose={() => setHelp(false)} />}
      <p className="ui-hidden" role="status">
        {t('risk.count', { n: formats.count(total) })}
      </p>
    </div>
  )
}

interface Keys {
  onSearch(): void
  onHelp(): void
  onEscape(): void
}

/** `/` searches, `?` helps, Esc closes the file; not while someone types or a window is open. */
function useKeys(keys: Keys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement | null
      const typing = target?.closest('input:not([type=checkbox]), textarea, select, dialog') !== null
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === '/') {
        event.preventDefault()
        latest.current.onSearch()
      } else if (event.key === '?') latest.current.onHelp()
      else if (event.key === 'Escape') latest.current.onEscape()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
