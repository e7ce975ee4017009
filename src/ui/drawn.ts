import type { Chart, Pick } from '../charts/chart'
import { picture } from './picture'
import { tipNode } from './tipNode'

/** What was chosen. `additive`: shift, ctrl or cmd was held, so it joins what is chosen already. */
export type ChartSelect =
  | { readonly kind: 'item'; readonly key: string; readonly additive: boolean }
  | { readonly kind: 'area'; readonly ring: readonly (readonly [number, number])[] }

/** A live drawing in an element. */
export interface Drawn {
  show(chart: Chart, clickable: boolean): void
  zoom(by: number): void
  /** Back to the whole map. */
  whole(): void
  /** The lon and lat under a pixel of the element; null outside the map. */
  place(pixel: readonly [number, number]): readonly [number, number] | null
  picture(title: string, subtitle: string): Promise<Blob | null>
  dispose(): void
}

type Runtime = typeof import('./echartsRuntime')
let opening: Promise<Runtime> | null = null

/** The one import of ECharts; a failed one is tried again by the next chart. */
function runtime(): Promise<Runtime> {
  opening ??= import('./echartsRuntime').catch((error: unknown) => {
    opening = null
    throw error
  })
  return opening
}

interface Hit {
  readonly componentType?: string
  readonly seriesIndex?: number
  readonly dataIndex?: number
  readonly event?: { readonly event?: unknown }
}

/** Opens a drawing in `element`, which has a size; it follows that size until it is disposed. */
export async function attach(element: HTMLElement, onSelect: (event: ChartSelect) => void): Promise<Drawn> {
  const { init, register } = await runtime()
  const instance = init(element, null, { renderer: 'canvas' })
  let shown: Chart | null = null
  const observer = new ResizeObserver(() => {
    if (element.clientWidth > 0 && element.clientHeight > 0) instance.resize()
  })
  observer.observe(element)

  const formatter = (hits: Hit | Hit[]): HTMLElement | string => {
    const hit = Array.isArray(hits) ? hits[0] : hits
    const tip = hit?.dataIndex === undefined ? null : shown?.tip(hit.seriesIndex ?? 0, hit.dataIndex)
    return tip ? tipNode(tip) : ''
  }
  instance.on('click', (hit: unknown) => {
    const { seriesIndex, dataIndex, event } = hit as Hit
    const pick: Pick | null = dataIndex === undefined ? null : (shown?.pick(seriesIndex ?? 0, dataIndex) ?? null)
    if (pick?.kind === 'item') onSelect({ ...pick, additive: isAdditive(event?.event) })
    else if (pick !== null) onSelect(pick)
  })

  const target = (chart: Chart) => mapOf(chart)
  return {
    show(chart, clickable) {
      for (const map of chart.maps) register(map.name, map.geojson)
      const { tooltip, series, ...option } = chart.option
      const cursor = clickable ? 'pointer' : 'default'
      instance.setOption(
        {
          ...option,
          tooltip: { ...(tooltip as object), formatter },
          series: (series as object[]).map(each => ({ ...each, cursor })),
        },
        { replaceMerge: ['series', 'geo', 'grid', 'xAxis', 'yAxis'], lazyUpdate: false },
      )
      shown = chart
    },
    zoom(by) {
      const { width, height } = { width: instance.getWidth(), height: instance.getHeight() }
      if (shown === null) return
      instance.dispatchAction({ type: 'geoRoam', ...target(shown), zoom: by, originX: width / 2, originY: height / 2 })
    },
    whole() {
      if (shown === null) return
      const { series, geo } = shown.option as { series: object[]; geo?: object }
      const home = { center: null, zoom: 1 }
      instance.setOption(geo ? { geo: { ...geo, ...home } } : { series: series.map(each => ({ ...each, ...home })) })
    },
    place(pixel) {
      if (shown === null) return null
      const finder = mapOf(shown).componentType === 'geo' ? { geoIndex: 0 } : { seriesIndex: 0 }
      const found = instance.convertFromPixel(finder, [...pixel]) as number[] | undefined
      const [lon, lat] = found ?? []
      return lon === undefined || lat === undefined || !Number.isFinite(lon + lat) ? null : [lon, lat]
    },
    picture: async (title, subtitle) => (shown === null ? null : picture(instance, shown, title, subtitle, element)),
    dispose() {
      observer.disconnect()
      instance.dispose()
    },
  }
}

function mapOf(chart: Chart): { componentType: 'geo' | 'series'; geoId?: string; seriesId?: string } {
  const { geo, series } = chart.option as { geo?: { id: string }; series: { id: string }[] }
  return geo ? { componentType: 'geo', geoId: geo.id } : { componentType: 'series', seriesId: series[0]?.id }
}

function isAdditive(event: unknown): boolean {
  return event instanceof MouseEvent && (event.shiftKey || event.ctrlKey || event.metaKey)
}
