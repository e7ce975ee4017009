import type { Chart, Tip } from './chart'
import { type ChartTheme, still, tooltipLook } from './theme'

export interface Series {
  readonly label: string
  /** Null is a gap. */
  readonly values: readonly (number | null)[]
}

export interface SeriesLook {
  readonly mark: 'bar' | 'line' | 'points'
  /** What the values are of, in words. */
  readonly label: string
  /** Ends of the scale where they are known; else from the values. */
  readonly range?: readonly [number, number]
}

const light = ['#1d5fbf', '#d9772e', '#417d70', '#b3321b', '#7b8694', '#97600a']
const dark = ['#6aa5f5', '#d98f45', '#8fcabb', '#f08a72', '#8b97a6', '#e8b65a']
/** Series beyond these would share a colour. */
export const mostSeries = light.length

/** Several measures over the same names, days or numbers: any answer of which nobody knows more. Bars start at zero. */
export function series(names: readonly string[], all: readonly Series[], look: SeriesLook, theme: ChartTheme): Chart {
  const shown = all.slice(0, mostSeries)
  const colours = theme.dark ? dark : light
  const { muted, line } = theme.colours
  const tipOf = (item: number): Tip | null => {
    const title = names[item]
    if (title === undefined) return null
    const value = (each: Series): string => {
      const found = each.values[item]
      return found == null ? theme.words.missing : theme.format.number(found)
    }
    return { title, rows: shown.map(each => ({ label: each.label, value: value(each) })) }
  }
  return {
    option: {
      ...still,
      textStyle: { fontFamily: theme.font },
      grid: { id: 'grid', left: 56, right: 12, top: 12, bottom: 28, outerBoundsMode: 'none' },
      tooltip: {
        ...tooltipLook(theme, 'axis'),
        axisPointer: { type: look.mark === 'bar' ? 'shadow' : 'line', shadowStyle: { color: line, opacity: 0.5 } },
      },
      xAxis: {
        id: 'x',
        type: 'category',
        data: [...names],
        axisLine: { lineStyle: { color: line } },
        axisTick: { show: false },
        axisLabel: { color: muted, fontSize: 11, hideOverlap: true, width: 120, overflow: 'truncate' },
      },
      yAxis: {
        id: 'y',
        type: 'value',
        scale: look.mark !== 'bar',
        min: look.range?.[0],
        max: look.range?.[1],
        splitNumber: 4,
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { lineStyle: { color: line } },
        axisLabel: { color: muted, fontSize: 11, formatter: theme.format.compact },
      },
      series: shown.map((each, i) => ({
        id: `series-${i}`,
        type: look.mark === 'points' ? 'scatter' : look.mark,
        barMaxWidth: 40,
        symbolSize: look.mark === 'points' ? 7 : 4,
        showSymbol: names.length < 60,
        itemStyle: { color: colours[i] },
        lineStyle: { color: colours[i], width: 2 },
        emphasis: { disabled: true },
        data: [...each.values],
      })),
    },
    tip: (_series, item) => tipOf(item),
    pick: () => null,
    summary: summaryOf(names, shown[0], look, theme),
    legend:
      shown.length < 2
        ? []
        : shown.map((each, i) => ({ label: each.label, colour: colours[i] ?? muted, hatched: false })),
    maps: [],
  }
}

function summaryOf(names: readonly string[], first: Series | undefined, look: SeriesLook, theme: ChartTheme): string {
  const present = (first?.values ?? []).flatMap((value, i) => (value === null ? [] : [{ value, name: names[i] ?? '' }]))
  const [start, end] = [present[0], present.at(-1)]
  if (first === undefined || start === undefined || end === undefined) return theme.words.empty(look.label)
  const high = present.reduce((a, b) => (b.value > a.value ? b : a))
  const low = present.reduce((a, b) => (b.value < a.value ? b : a))
  const { number } = theme.format
  return theme.words.trend({
    label: first.label,
    from: start.name,
    to: end.name,
    last: number(end.value),
    high: number(high.value),
    highAt: high.name,
    low: number(low.value),
    lowAt: low.name,
  })
}
