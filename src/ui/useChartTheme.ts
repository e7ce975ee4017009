import { useMemo, useSyncExternalStore } from 'react'
import { type ChartFormat, type ChartTheme, type ChartWords, chartTheme } from '../charts/theme'
import { type Texts, useTexts } from '../i18n'

/** The look and the words of charts in the page's language and theme; the same object until one of them changes. */
export function useChartTheme(): ChartTheme {
  const { t, formats } = useTexts()
  const dark = useDark()
  return useMemo(() => chartTheme(dark, chartFormat(formats, t), chartWords(t)), [dark, t, formats])
}

/** The same for paper, which is light in any theme of the page. */
export function usePaperTheme(): ChartTheme {
  const { t, formats } = useTexts()
  return useMemo(() => chartTheme(false, chartFormat(formats, t), chartWords(t)), [t, formats])
}

/** Whether the page is dark, as its root element says. */
export function useDark(): boolean {
  return useSyncExternalStore(subscribe, isDark, () => false)
}

const isDark = (): boolean => document.documentElement.dataset.theme === 'dark'

function subscribe(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}

function chartFormat(formats: Texts['formats'], t: Texts['t']): ChartFormat {
  const quarter = (iso: string): number => Math.ceil(Number(iso.slice(5, 7)) / 3)
  return {
    count: formats.count,
    rate: formats.rate,
    number: value => formats.number(value, 1),
    compact: formats.compact,
    percent: value => `${formats.number(value * 100, 1)}%`,
    day: formats.day,
    bucket: (iso, bucket) => {
      switch (bucket) {
        case 'day':
          return formats.day(iso)
        case 'week':
          return t('ui.chart.week', { day: formats.day(iso) })
        case 'month':
          return formats.month(iso)
        case 'quarter':
          return t('ui.chart.quarter', { n: quarter(iso), year: iso.slice(0, 4) })
        case 'year':
          return formats.year(iso)
      }
    },
    tick: (iso, bucket) => {
      // Digits alone: with 年 two-line labels of a narrow card overlap, and the chart leaves some out.
      const year = iso.slice(0, 4)
      if (bucket === 'year') return { name: formats.year(iso), year }
      if (bucket === 'quarter') return { name: t('ui.chart.quarterName', { n: quarter(iso) }), year }
      return { name: bucket === 'month' ? formats.shortMonth(iso) : formats.shortDay(iso), year }
    },
  }
}

function chartWords(t: Texts['t']): ChartWords {
  return {
    compare: t('ui.chart.compare'),
    partial: t('ui.chart.partial'),
    missing: t('ui.chart.missing'),
    noData: t('ui.chart.noData'),
    few: least => t('ui.chart.few', { least }),
    trend: facts => t('ui.chart.trend', facts),
    map: facts => t('ui.chart.map', facts),
    spots: facts => t('ui.chart.spots', facts),
    empty: label => t('ui.chart.empty', { label }),
  }
}
