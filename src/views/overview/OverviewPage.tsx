import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react'
import { useNavigate } from 'react-router'
import { useAskedEarly, useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import type { Targets } from '../../extracts/targets'
import { changedSearch, toggled, useChoices } from '../../filters/useChoices'
import { regionLabel, useTexts } from '../../i18n'
import { isByClass } from '../../insight/measures'
import { placeLines } from '../../insight/places'
import { useRiskScheme } from '../../parts/riskScheme'
import { useForesight } from '../../parts/useForesight'
import { overviewQuestions, questionsOf } from '../../queries/overview'
import { useReady } from '../../ui/useReady'
import { DataLine } from './DataLine'
import { HighRiskTile } from './HighRiskTile'
import { MapCard } from './MapCard'
import { CategoryRanking, IndustryRanking, type Near, RegionRanking } from './Rankings'
import { Tiles } from './Tiles'
import { Trends } from './Trends'
import { Unvisited } from './Unvisited'
import { useMapChoices } from './useMapChoices'
import { useOverview } from './useOverview'
import './overview.css'

export interface OverviewPageProps {
  readonly profile: Profile
  readonly targets: Targets
  /** Comes late, and so stands below everything else: nothing moves. */
  readonly below?: ReactNode
  /** Called once every figure and list is on screen, from whatever source. */
  onShown?(): void
  /** Called once nothing of the page waits for an answer but its scores: what nobody waits for may ask. */
  onQuiet?(): void
}

/** The leader's page: how much, where, what, how it went. */
export function OverviewPage({ profile, targets, below, onShown, onQuiet }: OverviewPageProps) {
  const { t, language } = useTexts()
  const url = useChoices()
  const { choices, reset } = url
  const navigate = useNavigate()
  const [map, setMap] = useMapChoices(profile.regions.levels)
  const byClass = isByClass(map.measure)
  const { card } = useRiskScheme()
  const setting = useMemo(() => {
    const { asOf, firstDay, regions } = profile
    return { asOf, firstDay, level: map.level, regions: regions.regions, byClass, card }
  }, [profile, map.level, byClass, card])
  const asked = useMemo(() => overviewQuestions(choices, setting), [choices, setting])
  useAskedEarly(useMemo(() => questionsOf(asked), [asked]))
  const guess = useForesight(choices)
  const near = useCallback<Near>(
    (list, value) =>
      guess(
        value === undefined
          ? null
          : () => questionsOf(overviewQuestions(toggled(choices, list, value, false), setting)),
      ),
    [guess, choices, setting],
  )
  const { overview, quiet } = useOverview(choices, asked)
  const regions = useRows(asked.regions)
  // Scores come last: the engine has one thread.
  const idle = quiet && !regions.updating
  const lines = useMemo(
    () =>
      regions.rows === undefined
        ? null
        : placeLines(regions.rows, profile.regions.regions, map.level, map.measure, code =>
            code === '~coarser' ? t('overview.map.coarser') : regionLabel(code, undefined, language),
          ),
    [regions.rows, profile, map.level, map.measure, t, language],
  )
  // Rows of another level have no place among this one's regions: until theirs come, the former lines stay.
  const settled = useRef(lines)
  if (!regions.older) settled.current = lines
  const open = useCallback((address: string): void => void navigate(address), [navigate])
  const onRejected = useCallback(() => open(`/rejected/all${changedSearch('', () => choices)}`), [open, choices])

  const tiles = [overview.inspections, overview.complaints, overview.permits, overview.businesses]
  const { live } = overview
  useReady(live)

  const shown = regions.rows !== undefined && tiles.every(answer => answer.rows !== undefined)
  useEffect(() => {
    if (shown) onShown?.()
  }, [shown, onShown])

  useEffect(() => {
    if (shown && live && idle) onQuiet?.()
  }, [shown, live, idle, onQuiet])

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const busy =
        event.target instanceof Element && event.target.closest('dialog, input, select, [role="dialog"], [role="menu"]')
      if (event.key === 'Escape' && !event.defaultPrevented && !busy) reset()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [reset])

  if (profile.files.length === 0) return <NoExtracts />
  return (
    <div className="overview">
      <section className="overview-tiles" aria-label={t('overview.tiles')}>
        <Tiles overview={overview} profile={profile} targets={targets} onOpen={open} />
        <HighRiskTile asked={asked} choices={choices} may={idle} profile={profile} targets={targets} onOpen={open} />
      </section>
      <div className="overview-where">
        <MapCard
          asked={asked}
          choices={choices}
          url={url}
          profile={profile}
          map={map}
          lines={settled.current}
          chosen={overview.asked.chosen}
          onMap={setMap}
          onNear={near}
          onOpen={open}
        />
        <RegionRanking
          asked={asked}
          url={url}
          lines={settled.current}
          measure={map.measure}
          profile={profile}
          onNear={near}
        />
        <div className="overview-what">
          <CategoryRanking asked={asked} url={url} profile={profile} onNear={near} />
          <IndustryRanking asked={asked} url={url} onNear={near} />
        </div>
      </div>
      <div className="overview-trends">
        <Trends overview={overview} profile={profile} onOpen={open} />
        <Unvisited asked={asked} url={url} may={idle} profile={profile} />
      </div>
      <DataLine profile={profile} targets={targets} onRejected={onRejected} />
      {below}
    </div>
  )
}

/** A city whose catalogue has no extracts yet. */
function NoExtracts() {
  const { t } = useTexts()
  return (
    <section className="overview-none">
      <h2>{t('overview.none')}</h2>
      <p>{t('overview.none.hint')}</p>
      <a className="ui-button" data-primary href="#/extracts">
        {t('overview.none.open')}
      </a>
    </section>
  )
}
