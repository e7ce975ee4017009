import type { Texts } from '../../i18n'
import type { Rounds, RoundVisit } from '../../plan/rounds'
import type { ExportColumn, ExportRow } from '../../ui/exportTable'
import { type RoundNames, unplacedText, whoText } from './roundWords'

const kinds = {
  day: 'day',
  area: 'text',
  code: 'text',
  order: 'number',
  id: 'text',
  name: 'text',
  address: 'text',
  inspectors: 'text',
  lon: 'number',
  lat: 'number',
  note: 'text',
} as const

/** All rounds as a table, by day, area and order; then what has no day, with the reason. */
export function roundTable(
  texts: Texts,
  { rounds, unplaced }: Rounds,
  names: RoundNames,
): { readonly columns: readonly ExportColumn[]; readonly rows: readonly ExportRow[] } {
  const cells = ({ id, name, address, region, lon, lat, inspectors }: RoundVisit): ExportRow => ({
    ...{ area: names.region(region), code: region, id, name, address, lon, lat },
    inspectors: whoText(texts, inspectors, names),
  })
  return {
    columns: Object.entries(kinds).map(([key, kind]) => ({
      key,
      label: texts.t(`plan.rounds.column.${key as keyof typeof kinds}`),
      kind,
    })),
    rows: [
      ...rounds.flatMap(({ day, visits }) =>
        visits.map((visit, i) => ({ ...cells(visit), day, order: i + 1, note: null })),
      ),
      ...unplaced.map(({ visit, why }) => ({
        ...cells(visit),
        ...{ day: null, order: null, note: unplacedText(texts, why, names) },
      })),
    ],
  }
}
