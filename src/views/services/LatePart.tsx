import { useMemo } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { funnel } from '../../charts/funnel'
import { useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { notRestricting } from '../../filters/filters'
import { levelLabel, missingText, useTexts } from '../../i18n'
import { leagueOf, limitLines } from '../../insight/services/league'
import { useFrameState, useOrigin } from '../../parts/frame'
import { groupsOf, isUnit, nameOf, type ServiceTable, summaryOf } from '../../parts/leagueWords'
import { NoRows } from '../../parts/NoRows'
import { useFilterNames } from '../../parts/useFilterNames'
import { complaintLeague, type LeagueBy, permitLeague } from '../../queries/serviceLeague'
import { Card } from '../../ui/Card'
import { ChartFrame, type ChartSelect } from '../../ui/ChartFrame'
import { EmptyState } from '../../ui/EmptyState'
import { RankedList } from '../../ui/RankedList'
import { Segmented } from '../../ui/Segmented'
import { useChartTheme } from '../../ui/useChartTheme'
import type { ServicesContext } from './contracts'
import { chosenOf, itemsOf, pickOf, pointsOf, tableOf } from './leagueTexts'
import { rowsOf } from './links'
import { unjudged } from './measures'
import type { Services } from './useServices'

export interface LatePartProps {
  readonly table: ServiceTable
  readonly services: Services
  readonly profile: Profile
  readonly context: ServicesContext
}

/** Whose cases are late beyond chance: a funnel and the same as a league. */
export function LatePart({ table, services, profile, context }: LatePartProps) {
  const texts = useTexts()
  const { t, language, formats } = texts
  const theme = useChartTheme()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const filterNames = useFilterNames()
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams()
  const { url, asked } = services
  const groups = groupsOf(table, profile)
  const by: LeagueBy = groups.find(each => each === search.get('by')) ?? groups[0] ?? 'regions'
  const { levels } = profile.regions
  const level = levels.find(each => each === search.get('level')) ?? levels[0] ?? ''
  const { asOf } = profile
  const question = useMemo(() => {
    const input = { filters: asked.filters, asOf, by, level }
    return table === 'permits' ? permitLeague(input) : complaintLeague(input)
  }, [asked.filters, asOf, by, level, table])
  const answer = useRows(question)
  const league = useMemo(() => leagueOf(answer.rows ?? [], isUnit), [answer.rows])
  const chosen = chosenOf(by, url.choices)
  const name = useMemo(() => nameOf(by, profile, { t, language, formats }), [by, profile, t, language, formats])
  const summary = summaryOf(league, by, texts)
  const none = answer.rows !== undefined && league.cases === 0
  const chosenText = chosen.join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list of the same choices draws nothing anew
  const chart = useMemo(() => {
    if (answer.rows === undefined) return null
    const verdict = (key: 'worse' | 'higher' | 'within' | 'lower' | 'better' | 'none') => t(`services.verdict.${key}`)
    const look = {
      casesLabel: t('services.funnel.cases'),
      rateLabel: t('services.funnel.rate'),
      verdicts: { worse: verdict('worse'), higher: verdict('higher'), within: verdict('within'), lower: verdict('lower'), better: verdict('better'), none: verdict('none') },
      inner: t('services.funnel.inner'),
      outer: t('services.funnel.outer'),
      centre: league.centre,
      pickable: by !== 'items',
      summary,
    } // biome-ignore format: a verdict each
    return funnel(pointsOf(league, chosen, name, { t, language, formats }), limitLines(league), look, theme)
  }, [answer.rows, league, chosenText, name, by, summary, theme, t, language, formats])
  const select = (key: string, additive: boolean): void => {
    const pick = pickOf(by, key)
    if (pick !== null) url.toggle(pick.key, pick.value, additive)
  }
  const onSelect = (event: ChartSelect): void => {
    if (event.kind === 'item') select(event.key, event.additive)
  }
  const change = (key: string, value: string): void =>
    setSearch(before => {
      const after = new URLSearchParams(before)
      after.set(key, value)
      return after
    })
  const window = formats.window(asked.filters.window)
  const points = tableOf(league, name, texts)
  const untouched = notRestricting(asked.filters, table)
  const notes = [
    none ? null : summary,
    ...(league.centre === null
      ? []
      : [
          t('services.funnel.note'),
          league.spread < 0.0005 ? null : t('services.funnel.note.spread', { spread: formats.points(league.spread) }),
          t('services.funnel.note.middle'),
        ]),
    by === 'items' ? t('services.funnel.note.items') : null,
    untouched.length > 0 ? t('overview.notFiltered', { filters: filterNames(untouched) }) : null,
  ]
  const note = notes.filter(each => each !== null).join(language === 'zh' ? '' : ' ')
  const actions = [
    {
      key: 'rows',
      label: t('services.rows'),
      onSelect: () => void navigate(rowsOf(table, table === 'permits' ? 'permit_late' : 'late', url.choices)),
    },
  ]
  const why = unjudged(table, profile, context.targets)
  const empty =
    why === null ? (
      <NoRows url={url} table={table} text={t('services.funnel.none')} />
    ) : (
      <EmptyState text={missingText(why, language)} />
    )
  const state = none ? 'empty' : stateOf(answer)
  return (
    <div className="services-late">
      <ChartFrame
        id={`service-funnel-${table}`}
        className="services-funnel"
        title={t(`services.funnel.${table}`)}
        subtitle={t(`services.funnel.sub.${table}`, { by: t(`services.by.${by}`), window })}
        state={state}
        empty={empty}
        origin={originOf(question, answer)}
        chart={chart}
        table={points}
        actions={actions}
        note={note === '' ? undefined : note}
        onSelect={onSelect}
      />
      <Card
        id={`service-league-${table}`}
        className="services-league"
        title={t(`services.league.${table}`)}
        subtitle={t('services.league.sub', { window })}
        controls={
          <>
            {groups.length > 1 && (
              <Segmented
                label={t('services.by')}
                value={by}
                onChange={value => change('by', value)}
                options={groups.map(value => ({ value, label: t(`services.by.${value}`) }))}
              />
            )}
            {by === 'regions' && levels.length > 1 && (
              <Segmented
                label={t('services.level')}
                value={level}
                onChange={value => change('level', value)}
                options={levels.map(value => ({ value, label: levelLabel(value, language) }))}
              />
            )}
          </>
        }
        state={state}
        empty={empty}
        origin={originOf(question, answer)}
        table={points}
        actions={actions}
      >
        <RankedList
          label={t(`services.league.${table}`)}
          nameLabel={t('services.league.name')}
          columns={[
            { label: t('services.league.rate') },
            { label: t('services.league.interval'), quiet: true },
            { label: t('services.league.cases'), quiet: true },
            { label: t('services.verdict') },
          ]}
          items={itemsOf(league, name, texts)}
          selected={chosen}
          {...(by !== 'items' && { onSelect: select })}
        />
      </Card>
    </div>
  )
}
