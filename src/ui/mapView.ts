import type { EChartsType } from 'echarts/core'
import type { Chart, ChartOption } from '../charts/chart'

interface Part {
  readonly id?: string
  readonly map?: string
  readonly center?: readonly number[]
  readonly zoom?: number
}

/** Which part of a map is in sight. It stays when the marks on the same map change. */
export function mapView(instance: EChartsType) {
  let shown: Chart | null = null
  let zoomed = 1

  /** A finger scrolls the page until the map is zoomed in; a mouse always drags the map. */
  const roam = (): boolean | 'scale' => (matchMedia('(pointer: coarse)').matches && zoomed < 1.05 ? 'scale' : true)
  const patch = (chart: Chart, change: object): ChartOption => {
    const { series, geo } = chart.option as { series: Part[]; geo?: Part }
    return geo === undefined ? { series: series.map(part => ({ ...part, ...change })) } : { geo: { ...geo, ...change } }
  }
  const roamed = (by: number): void => {
    const before = roam()
    zoomed = Math.max(1, zoomed * by)
    if (shown !== null && roam() !== before) instance.setOption(patch(shown, { roam: roam() }))
  }
  instance.on('georoam', (event: unknown) => roamed((event as { zoom?: number }).zoom ?? 1))

  return {
    /** The chart's option, with the view of the chart before where both are of the same shapes. */
    placed(chart: Chart): ChartOption {
      const before = shown
      shown = chart
      if (chart.maps.length === 0) return chart.option
      if (before === null || partOf(before).id === partOf(chart).id)
        return { ...chart.option, ...patch(chart, { roam: roam() }) }
      if (before.maps[0]?.name !== chart.maps[0]?.name) zoomed = 1
      const { center, zoom } = zoomed === 1 ? { center: null, zoom: 1 } : partIn(instance.getOption())
      return { ...chart.option, ...patch(chart, { roam: roam(), center, zoom }) }
    },
    /** The shown chart's option as it is in sight, its zoom included. */
    seen(chart: Chart): ChartOption {
      if (chart.maps.length === 0 || zoomed === 1) return chart.option
      const { center, zoom } = partIn(instance.getOption())
      return { ...chart.option, ...patch(chart, { center, zoom }) }
    },
    zoom(by: number): void {
      if (shown === null) return
      const part = partOf(shown)
      const target = shown.option.geo
        ? { componentType: 'geo', geoId: part.id }
        : { componentType: 'series', seriesId: part.id }
      const [originX, originY] = [instance.getWidth() / 2, instance.getHeight() / 2]
      instance.dispatchAction({ type: 'geoRoam', ...target, zoom: by, originX, originY })
    },
    whole(): void {
      zoomed = 1
      if (shown !== null) instance.setOption(patch(shown, { center: null, zoom: 1, roam: roam() }))
    },
    place(pixel: readonly [number, number]): readonly [number, number] | null {
      if (shown === null) return null
      const found: unknown = instance.convertFromPixel(shown.option.geo ? { geoIndex: 0 } : { seriesIndex: 0 }, [
        ...pixel,
      ])
      const [lon, lat] = Array.isArray(found) ? found : []
      return Number.isFinite(lon) && Number.isFinite(lat) ? [lon, lat] : null
    },
  }
}

const partOf = (chart: Chart): Part => partIn(chart.option)

/** The geo component, or the first series where there is none. */
function partIn(option: ChartOption): Part {
  const { geo, series } = option as { geo?: Part | Part[]; series?: Part[] }
  const parts = Array.isArray(geo) ? geo : geo ? [geo] : []
  return parts[0] ?? series?.[0] ?? {}
}
