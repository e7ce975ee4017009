import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import { type MeasureKey, measureKeys } from '../../insight/measures'

export type MapForm = 'regions' | 'hexagons' | 'points'
const forms: readonly MapForm[] = ['regions', 'hexagons', 'points']

export interface MapChoices {
  readonly form: MapForm
  readonly measure: MeasureKey
  /** A region level of the catalogue; the coarsest is the default. */
  readonly level: string
  /** Open alerts are marked. */
  readonly alerts: boolean
}

/** What the map shows, kept in the URL beside the filters; what cannot be read is the default. */
export function useMapChoices(levels: readonly string[]): [MapChoices, (change: Partial<MapChoices>) => void] {
  const [search, setSearch] = useSearchParams()
  const now: MapChoices = {
    form: forms.find(form => form === search.get('map')) ?? 'regions',
    measure: measureKeys.find(key => key === search.get('measure')) ?? 'critical_rate',
    level: levels.find(level => level === search.get('level')) ?? levels[0] ?? '',
    alerts: search.get('alerts') !== 'off',
  }
  const set = useCallback(
    (change: Partial<MapChoices>) => {
      setSearch(before => {
        const after = new URLSearchParams(before)
        const write = (name: string, value: string | undefined, usual: string | undefined): void => {
          if (value === undefined) return
          if (value === usual) after.delete(name)
          else after.set(name, value)
        }
        write('map', change.form, 'regions')
        write('measure', change.measure, 'critical_rate')
        write('level', change.level, levels[0])
        write('alerts', change.alerts === undefined ? undefined : change.alerts ? 'on' : 'off', 'on')
        return after
      })
    },
    [setSearch, levels],
  )
  return [now, set]
}
