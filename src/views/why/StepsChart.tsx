import { useMemo } from 'react'
import { type WaterfallStep, waterfall } from '../../charts/waterfall'
import { type Texts, useTexts } from '../../i18n'
import type { Decomposition } from '../../insight/decompose/parts'
import { steps } from '../../insight/decompose/waterfall'
import { useFrameState, useOrigin } from '../../parts/frame'
import { canFilter } from '../../parts/whyLink'
import { nowText, valueText, whyNumbers, whySentences } from '../../parts/whyWords'
import type { Dimension } from '../../queries/contributions'
import type { FigureKey } from '../../schema'
import { ChartFrame } from '../../ui/ChartFrame'
import type { TableData } from '../../ui/table'
import { useChartTheme } from '../../ui/useChartTheme'
import type { WhyPartProps } from './contracts'
import { lowered } from './Notes'

/** Parts in a waterfall before the others are one step. */
const mostParts = 10
// A chart's keys are texts; null ("not stated") gets one that no value has.
const nullKey = '\u0000'

/** From the figure before to the figure now, part by part. */
export function StepsChart({ why, by, name, label, bound, onPart }: WhyPartProps) {
  const texts = useTexts()
  const { t, language } = texts
  const theme = useChartTheme()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const { shown, answer, updating } = why
  const found = shown?.explained.by.get(by) ?? null
  const figure = shown?.asked.figure ?? 'complaints'
  const drawn = useMemo(
    () => (found === null ? null : stepsOf({ figure, found, by, name, bound, texts })),
    [figure, found, by, name, bound, texts],
  )
  const chart = useMemo(() => {
    if (drawn === null || found === null || shown === null) return null
    const said = whySentences({ explained: shown.explained, by, search: null, name, label, bound }, texts)
    const numbers = whyNumbers(found, texts)
    const look = {
      ...{ up: t('why.changes.up'), down: t('why.changes.down'), sum: t('why.changes.sum') },
      summary: said.map(each => each.text).join(language === 'zh' ? '' : ' '),
      axis: (value: number) =>
        found.unit === 'rate' ? numbers.bare(value) : `${value > 0 ? '+' : ''}${theme.format.compact(value)}`,
    }
    return waterfall(drawn, look, theme)
  }, [drawn, found, shown, by, name, label, bound, texts, t, language, theme])
  const unit =
    found === null ? '' : t(`why.changes.unit.${found.unit === 'rate' ? 'rate' : found.days ? 'daily' : 'count'}`)
  return (
    <ChartFrame
      id="why-steps"
      className="why-steps"
      title={t('why.changes.title')}
      subtitle={t('why.changes.subtitle', { dimension: lowered(t(`why.by.${by}`)), unit })}
      chart={chart}
      state={stateOf(answer, updating)}
      origin={shown?.asked.question ? originOf(shown.asked.question, answer) : undefined}
      table={drawn === null || found === null ? undefined : tableOf(drawn, texts)}
      onSelect={event => {
        if (event.kind === 'item') onPart(by, event.key === nullKey ? null : event.key, event.additive)
      }}
    />
  )
}

interface StepsInput {
  readonly figure: FigureKey
  readonly found: Decomposition
  readonly by: Dimension
  name(dimension: Dimension, value: string | null): string
  readonly bound: number | null
  readonly texts: Texts
}

function stepsOf({ figure, found, by, name, bound, texts }: StepsInput): WaterfallStep[] {
  const { t, formats } = texts
  const numbers = whyNumbers(found, texts)
  const { past, change } = found
  const parts = steps(found, mostParts).map(({ part, parts: count, from, to }): WaterfallStep => {
    const text = numbers.bare(to - from)
    if (part === null)
      return { key: null, name: t('why.changes.others', { n: formats.count(count) }), from, to, kind: 'part', text, rows: [{ label: t('why.parts.change'), value: text }] } // biome-ignore format: one step
    return {
      ...{ key: canFilter(by, part.value) ? (part.value ?? nullKey) : null, name: name(by, part.value) },
      ...{ from, to, kind: 'part', text },
      rows: [
        { label: t('why.changes.before'), value: numbers.value(part.past) },
        { label: t('why.changes.now'), value: numbers.value(part.now) },
        { label: t('why.parts.change'), value: text },
        ...(part.rate === null || part.mix === null
          ? []
          : [
              { label: t('why.parts.rate'), value: numbers.change(part.rate) },
              { label: t('why.parts.mix'), value: numbers.change(part.mix) },
            ]),
        { label: t('why.changes.share'), value: numbers.share(part.share) },
      ],
    }
  })
  const before = valueText(figure, found, past, texts)
  const after = nowText(figure, found, bound, texts)
  return [
    { key: null, name: t('why.changes.before'), from: 0, to: 0, kind: 'level', text: before, rows: [{ label: t('why.changes.before'), value: before }] },
    ...parts,
    { key: null, name: t('why.changes.now'), from: 0, to: change, kind: 'sum', text: after, rows: [{ label: t('why.changes.now'), value: after }, { label: t('why.parts.change'), value: numbers.change(change) }] },
  ] // biome-ignore format: a line a step
}

function tableOf(drawn: readonly WaterfallStep[], { t }: Texts): TableData {
  return {
    columns: [
      { key: 'name', label: t('why.by') },
      { key: 'change', label: t('why.parts.change'), align: 'right' },
      { key: 'text', label: t('why.changes.sum') },
    ],
    rows: drawn.map(({ name, from, to, text }) => ({ name, change: to - from, text })),
  }
}
