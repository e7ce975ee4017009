import { useMemo } from 'react'
import { type ForestPoint, forest, sideOf } from '../../charts/forest'
import type { Filters } from '../../filters/filters'
import { type Texts, useTexts } from '../../i18n'
import type { InspectorEffect } from '../../risk/model/inspectors'
import type { Integrity } from '../../risk/model/integrity'
import type { FrameState } from '../../ui/Card'
import { ChartFrame } from '../../ui/ChartFrame'
import { EmptyState } from '../../ui/EmptyState'
import { Skeleton } from '../../ui/Skeleton'
import type { TableData } from '../../ui/table'
import { useChartTheme } from '../../ui/useChartTheme'
import { failureOf } from './failures'
import type { InspectorEffectsState } from './IntegrityPanel'
import { numberColumn, sentences } from './integrityTexts'
import { Working, waiting } from './Working'

const span = ({ interval: [low, high] }: InspectorEffect) => ({ low, high })

export interface IntegrityEffectsProps {
  readonly effects: InspectorEffectsState
  readonly filters: Filters
}

/** What each inspector finds over what is expected, as a forest plot, the strictest first. */
export function IntegrityEffects({ effects: state, filters }: IntegrityEffectsProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const theme = useChartTheme()
  const found = state.status === 'ready' ? state.integrity : null
  const chart = useMemo(() => {
    if (found === null) return null
    const look = {
      label: t('integrity.effects.label'),
      intervalLabel: t('integrity.effects.interval'),
      above: t('integrity.effects.above'),
      below: t('integrity.effects.below'),
      within: t('integrity.effects.within'),
      summary: summaryOf(found, { t, formats }),
    }
    const points = found.effects.map(
      (effect): ForestPoint => ({
        name: t('integrity.inspector', { n: effect.pseudonym }),
        value: effect.ratio,
        ...span(effect),
        rows: [
          { label: t('integrity.effects.visits'), value: formats.count(effect.visits) },
          { label: t('integrity.effects.critical'), value: formats.count(effect.critical) },
          { label: t('integrity.effects.expected'), value: formats.fixed(effect.expected, 1) },
        ],
      }),
    )
    return forest(points, look, theme)
  }, [found, theme, t, formats])
  const restricted = Object.entries(filters).some(([key, value]) => key !== 'window' && value !== null && value.length !== 0) // biome-ignore format: one line
  return (
    <ChartFrame
      id="integrity-effects"
      className="integrity-effects"
      title={t('integrity.effects')}
      subtitle={
        found === null
          ? undefined
          : t('integrity.effects.sub', { window: formats.window(found.window), n: formats.count(found.visits) })
      }
      state={stateOf(state, texts)}
      loading={
        <>
          <Working work={(state.status === 'loading' && state.doing) || waiting} />
          <Skeleton />
        </>
      }
      empty={<NoEffects state={state} />}
      chart={chart}
      table={found === null || found.effects.length === 0 ? undefined : tableOf(found, texts)}
      note={sentences(
        [
          ...(found !== null && found.effects.length > 0 ? [summaryOf(found, texts), whichOf(found, texts)] : []),
          found !== null && found.unnamed > 0 && found.missing !== 'no_inspectors'
            ? t('integrity.effects.unnamed', { n: formats.count(found.unnamed) })
            : undefined,
          restricted ? t('integrity.effects.notFiltered') : undefined,
          t('integrity.effects.note'),
        ],
        texts,
      )}
    />
  )
}

function stateOf(state: InspectorEffectsState, texts: Texts): FrameState {
  switch (state.status) {
    case 'loading':
      return 'loading'
    case 'none':
      return 'empty'
    case 'ready':
      return state.integrity.missing === null ? 'ready' : 'empty'
    case 'failed':
      return {
        error: { ...failureOf(texts.t('integrity.effects.failed'), state.error, texts), onRetry: state.onRetry },
      }
  }
}

function NoEffects({ state }: { readonly state: InspectorEffectsState }) {
  const { t } = useTexts()
  if (state.status === 'ready' && state.integrity.missing !== null)
    return <EmptyState text={t(`integrity.missing.${state.integrity.missing}`)} />
  const start = state.status === 'none' ? state.onStart : undefined
  return (
    <div className="integrity-none">
      <EmptyState text={t('integrity.effects.none')} />
      {start !== undefined && (
        <button type="button" className="ui-button" data-primary onClick={() => start()}>
          {t('integrity.effects.start')}
        </button>
      )}
    </div>
  )
}

/** One sentence; the same for those who see the drawing and those who do not. */
function summaryOf({ effects, spread }: Integrity, { t, formats }: Pick<Texts, 't' | 'formats'>): string {
  const sides = effects.map(effect => sideOf(span(effect)))
  return t('integrity.effects.summary', {
    n: formats.count(effects.length),
    strict: formats.count(sides.filter(side => side === 1).length),
    lenient: formats.count(sides.filter(side => side === -1).length),
    low: formats.fixed(effects.at(-1)?.ratio, 2),
    high: formats.fixed(effects[0]?.ratio, 2),
    spread: formats.fixed(spread, 2),
  })
}

/** Names in a sentence. */
const mostNamed = 12

/** The numbers of those who are marked, whom a dense drawing cannot all name; undefined where nobody is. */
function whichOf({ effects }: Integrity, { t, language }: Texts): string | undefined {
  const of = (side: 1 | -1, list: readonly InspectorEffect[]): string => {
    const found = list.filter(effect => sideOf(span(effect)) === side).map(effect => effect.pseudonym)
    const cut = found.length > mostNamed ? ['…'] : []
    return found.length === 0 ? '–' : [...found.slice(0, mostNamed), ...cut].join(language === 'zh' ? '、' : ', ')
  }
  if (effects.every(effect => sideOf(span(effect)) === 0)) return undefined
  return t('integrity.effects.which', { strict: of(1, effects), lenient: of(-1, [...effects].reverse()) })
}

function tableOf({ effects }: Integrity, { t, formats }: Texts): TableData {
  const two = (value: number): string => formats.fixed(value, 2)
  const words = { 1: t('integrity.effects.above'), [-1]: t('integrity.effects.below'), 0: null } as const
  return {
    columns: [
      { key: 'inspector', label: t('integrity.effects.of') },
      numberColumn('visits', t('integrity.effects.visits'), formats.count),
      numberColumn('critical', t('integrity.effects.critical'), formats.count),
      numberColumn('expected', t('integrity.effects.expected'), value => formats.fixed(value, 1)),
      numberColumn('ratio', t('integrity.effects.label'), two),
      numberColumn('low', t('integrity.effects.low'), two),
      numberColumn('high', t('integrity.effects.high'), two),
      { key: 'side', label: t('integrity.effects.side') },
    ],
    rows: effects.map(effect => ({
      inspector: t('integrity.inspector', { n: effect.pseudonym }),
      visits: effect.visits,
      critical: effect.critical,
      expected: effect.expected,
      ratio: effect.ratio,
      ...span(effect),
      side: words[sideOf(span(effect))],
    })),
  }
}
