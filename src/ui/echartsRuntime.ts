import { BarChart, CustomChart, LineChart, MapChart, ScatterChart } from 'echarts/charts'
import { GeoComponent, GridComponent, TooltipComponent } from 'echarts/components'
import { init, registerMap, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([
  BarChart,
  LineChart,
  MapChart,
  ScatterChart,
  CustomChart,
  GridComponent,
  GeoComponent,
  TooltipComponent,
  CanvasRenderer,
])

const registered = new Map<string, object>()

/** Makes shapes known under their name, once. */
export function register(name: string, geojson: GeoJSON.FeatureCollection): void {
  if (registered.get(name) === geojson) return
  registered.set(name, geojson)
  registerMap(name, geojson as Parameters<typeof registerMap>[1])
}

export { init }
