import type { EChartsType } from 'echarts/core'
import type { Chart, Pick } from '../charts/chart'
import { mapView } from './mapView'
import { picture } from './picture'
import { tipNode } from './tipNode'

/** What was chosen. `additive`: shift, ctrl or cmd was held, so it joins what is chosen already. */
export type ChartSelect =
  | { readonly kind: 'item'; readonly key: string; readonly additive: boolean }
  | { readonly kind: 'area'; readonly ring: readonly (readonly [number, number])[] }

/** A live drawing in an element. */
export interface Drawn {
  show(chart: Chart, clickable: boolean): void
  /** Paints what is shown now, not with the next frame. */
  flush(): void
  zoom(by: number): void
  /** Back to the whole map. */
  whole(): void
  /** The lon and lat under a pixel of the element; null outside the map. */
  place(pixel: readonly [number, number]): readonly [number, number] | null
  picture(title: string, subtitle: string): Promise<Blob | null>
  vector(title: string, subtitle: string, foot: string): Promise<Blob | null>
  dispose(): void
}

type Runtime = typeof import('./echartsRuntime')
let opening: Promise<Runtime> | null = null
let isThere = false

/** The one import of ECharts; a failed one is tried again by the next chart. */
function runtime(): Promise<Runtime> {
  opening ??= import('./echartsRuntime').then(
    loaded => {
      isThere = true
      return loaded
    },
    (error: unknown) => {
      opening = null
      throw error
    },
  )
  return opening
}

/** Whether a drawing begins at once. */
export const drawsAtOnce = (): boolean => isThere

interface Hit {
  readonly seriesIndex?: number
  readonly dataIndex?: number
  readonly event?: { readonly event?: unknown }
}

/**
 * Opens a drawing in `element`, which has a size; it follows that size until it is disposed. `onNear`: the pointer came to
 * what a click would choose, or left it.
 */
export async function attach(
  element: HTMLElement,
  onSelect: (event: ChartSelect) => void,
  onNear: (key: string | null) => void = () => undefined,
): Promise<Drawn> {
  const { init, register } = await runtime()
  // On a wall the page is enlarged by a transform: a canvas of the usual pixels would be blurred.
  const enlarged = element.getBoundingClientRect().width / element.offsetWidth
  const instance = init(element, null, {
    renderer: 'canvas',
    ...(enlarged > 1.2 && { devicePixelRatio: window.devicePixelRatio * enlarged }),
  })
  const view = mapView(instance)
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
  onPick(
    instance,
    () => shown,
    (pick, additive) => onSelect(pick.kind === 'item' ? { ...pick, additive } : pick),
  )
  instance.on('mouseover', (hit: unknown) => {
    const { seriesIndex, dataIndex } = hit as Hit
    const pick = dataIndex === undefined ? null : shown?.pick(seriesIndex ?? 0, dataIndex)
    onNear(pick?.kind === 'item' ? pick.key : null)
  })
  instance.on('mouseout', () => onNear(null))

  return {
    show(chart, clickable) {
      for (const map of chart.maps) register(map.name, map.geojson)
      const { tooltip, series, ...option } = view.placed(chart)
      const cursor = clickable ? 'pointer' : 'default'
      instance.setOption(
        {
          ...option,
          tooltip: { ...(tooltip as object), formatter },
          series: (series as object[]).map(each => ({ ...each, cursor })),
        },
        { replaceMerge: ['series', 'geo', 'grid', 'xAxis', 'yAxis'] },
      )
      shown = chart
    },
    flush: () => instance.getZr().flush(),
    zoom: view.zoom,
    whole: view.whole,
    place: view.place,
    picture: async (title, subtitle) => (shown === null ? null : picture(instance, shown, title, subtitle, element)),
    async vector(title, subtitle, foot) {
      if (shown === null) return null
      const { svgPicture } = await import('./svgRuntime')
      const style = getComputedStyle(element)
      const colour = (name: string): string => style.getPropertyValue(name).trim() || '#888'
      const text = svgPicture({
        option: view.seen(shown),
        legend: shown.legend,
        width: instance.getWidth(),
        height: instance.getHeight(),
        title,
        subtitle,
        foot,
        colours: { surface: colour('--surface'), text: colour('--text'), muted: colour('--muted') },
        font: style.fontFamily,
      })
      return new Blob([text], { type: 'image/svg+xml' })
    },
    dispose() {
      observer.disconnect()
      instance.dispose()
    },
  }
}

/** Clicks on marks; where there is an axis of periods or of names, anywhere in a period's column or a name's row. */
function onPick(
  instance: EChartsType,
  shown: () => Chart | null,
  chosen: (pick: Pick, additive: boolean) => void,
): void {
  const tell = (pick: Pick | null | undefined, event: unknown): void => {
    if (pick) chosen(pick, event instanceof MouseEvent && (event.shiftKey || event.ctrlKey || event.metaKey))
  }
  instance.on('click', (hit: unknown) => {
    const { seriesIndex, dataIndex, event } = hit as Hit
    if (dataIndex === undefined || shown()?.option.xAxis !== undefined) return
    tell(shown()?.pick(seriesIndex ?? 0, dataIndex), event?.event)
  })
  instance.getZr().on('click', ({ offsetX, offsetY, event }) => {
    const chart = shown()
    if (chart?.option.xAxis === undefined || !instance.containPixel('grid', [offsetX, offsetY])) return
    // Bars that lie on their side have their names beside them.
    const lying = (chart.option.yAxis as { readonly type?: string } | undefined)?.type === 'category'
    const at = lying
      ? instance.convertFromPixel({ yAxisIndex: 0 }, offsetY)
      : instance.convertFromPixel({ xAxisIndex: 0 }, offsetX)
    tell(chart.pick(0, Math.round(Number(at))), event)
  })
}
