import { useMemo } from 'react'
import { series } from '../../charts/series'
import { useTexts } from '../../i18n'
import type { Backtest } from '../../risk/backtest/backtest'
import { actualOrder, type Outcome, orderBy } from '../../risk/backtest/metrics'
import { scoresCsv } from '../../risk/backtest/scoresCsv'
import { ChartFrame } from '../../ui/ChartFrame'
import { saveBlob } from '../../ui/download'
import type { TableData } from '../../ui/table'
import { useChartTheme } from '../../ui/useChartTheme'
import { Calibration } from './Calibration'
import { FindingsTable } from './CardBacktest'
import type { BacktestRun } from './useBacktest'
import { Warnings } from './Warnings'

/** What a backtest found: in a sentence, against other orders, as a curve, and how far the score can be taken at its word. */
export function BacktestResult({ run }: { readonly run: BacktestRun }) {
  const texts = useTexts()
  const { t, formats } = texts
  const { name, found, other, partial } = run
  const { asOfDay, frozen, baselines, model } = found
  const gain =
    asOfDay.firstHalf === null || baselines.actual.firstHalf === null
      ? null
      : asOfDay.firstHalf - baselines.actual.firstHalf
  const rows = [
    { name, found: asOfDay, strong: true },
    { name: t('model.judge.frozen', { name, day: formats.day(found.from) }), found: frozen },
    ...(other === null
      ? []
      : [{ name: t(other.inspector ? 'model.judge.inspector' : 'model.judge.learn'), found: other.asOfDay }]),
    ...(found.score === 'model'
      ? [
          {
            name: partial
              ? t('model.judge.frozen', { name: t('model.default'), day: formats.day(found.from) })
              : t('model.default'),
            found: baselines.scorecard,
          },
        ]
      : []),
    { name: t('model.judge.unvisited'), found: baselines.unvisited },
    { name: t('model.judge.actual'), found: baselines.actual },
    { name: t('model.judge.random'), found: baselines.random },
  ]
  return (
    <div className="model-judged">
      <section className="ui-card">
        <h2>{t('model.judge.title', { name })}</h2>
        <p className="model-sub">
          {t('model.judge.window', {
            window: formats.window(found),
            n: formats.count(found.inspections),
            critical: formats.count(found.critical),
          })}
          {model !== null &&
            ` · ${t('model.judge.learned', { window: formats.window({ from: model.training.from, to: model.training.to }), n: formats.count(model.training.rows) })}`}
        </p>
        <p className="model-verdict">
          {t('model.judge.verdict', {
            share: formats.rate(asOfDay.firstHalf),
            actual: formats.rate(baselines.actual.firstHalf),
            points: gain === null ? '–' : `${gain > 0 ? '+' : ''}${formats.points(gain)}`,
            days: formats.fixed(asOfDay.daysEarlier, 1),
          })}
        </p>
        <FindingsTable rows={rows} />
        <p className="model-note">
          {t('model.judge.more', {
            low: formats.fixed(asOfDay.aucInterval?.[0], 3),
            high: formats.fixed(asOfDay.aucInterval?.[1], 3),
            lift: formats.fixed(asOfDay.lift, 2),
            frozen: formats.fixed(frozen.lift, 2),
          })}
        </p>
        <Warnings warnings={found.warnings} />
        <div className="model-actions">
          <button
            type="button"
            className="ui-button"
            onClick={() =>
              saveBlob(
                new Blob([scoresCsv(found)], { type: 'text/csv' }),
                `${t('model.judge.scores')} ${found.from} ${found.to}.csv`,
              )
            }
          >
            {t('model.judge.scores')}
          </button>
        </div>
      </section>
      <Curve name={name} found={found} />
      <Calibration found={found} />
    </div>
  )
}

/** Shares of the visits at which a curve is drawn. */
const steps = Array.from({ length: 21 }, (_, i) => i / 20)

/** Share of the critical findings within the first share of an order, 0-1, at each step. */
function curveOf(outcomes: readonly Outcome[], order: readonly number[]): number[] {
  const all = outcomes.reduce((sum, { critical }) => sum + critical, 0)
  let found = 0
  const upTo = [0, ...order.map(place => (found += outcomes[place]?.critical ?? 0))]
  return steps.map(step => (upTo[Math.floor(step * order.length)] ?? all) / all)
}

function Curve({ name, found }: { readonly name: string; readonly found: Backtest }) {
  const { t, formats } = useTexts()
  const theme = useChartTheme()
  const [ours, actual] = useMemo(
    () => [
      curveOf(found.outcomes, orderBy(found.outcomes, found.scores)),
      curveOf(found.outcomes, actualOrder(found.outcomes)),
    ],
    [found],
  )
  const lines = [
    { label: name, values: ours.map(share => 100 * share) },
    { label: t('model.judge.actual'), values: actual.map(share => 100 * share) },
    { label: t('model.judge.random'), values: steps.map(step => 100 * step) },
  ]
  const names = steps.map(step => `${formats.number(100 * step, 0)}%`)
  const table: TableData = {
    columns: [
      { key: 'visits', label: t('model.curve.visits') },
      ...lines.map(({ label }, i) => ({
        key: `s${i}`,
        label,
        align: 'right' as const,
        text: (value: unknown) => formats.rate(Number(value)),
      })),
    ],
    rows: steps.map((_, i) => ({
      visits: names[i] ?? '',
      ...Object.fromEntries(lines.map(({ values }, k) => [`s${k}`, (values[i] ?? 0) / 100])),
    })),
  }
  return (
    <ChartFrame
      id="backtest-curve"
      title={t('model.curve')}
      subtitle={t('model.curve.sub')}
      state="ready"
      table={table}
      chart={series(names, lines, { mark: 'line', label: t('model.curve'), range: [0, 100] }, theme)}
    />
  )
}
