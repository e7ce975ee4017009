import type { Texts } from '../../i18n'
import type { DrawRecord, PlanFile } from '../../plan/record'
import { dimensions } from '../../plan/rules'
import { csvHead, csvLines } from '../../ui/csv'
import { saveBlob } from '../../ui/download'
import type { AboutLine, ExportColumn, ExportRow, ExportTable } from '../../ui/exportTable'
import { dimensionText, listText, type ShortfallNames, shortfallText } from './shortfallTexts'

export interface PlanTable {
  readonly table: ExportTable
  readonly rows: readonly ExportRow[]
}

export interface DrawnPlan {
  readonly plan: PlanFile
  readonly record: DrawRecord
  regionName(code: string): string
}

/** Names of all that a plan's texts speak of. */
export function namesOf({ plan, regionName }: Pick<DrawnPlan, 'plan' | 'regionName'>): ShortfallNames {
  const targets = new Map(plan.targets.map(({ id, name }) => [id, name]))
  const inspectors = new Map(plan.inspectors.map(({ id, name }) => [id, name]))
  return {
    dimensions: plan.rules.dimensions,
    regionName,
    targetName: id => targets.get(id) ?? null,
    inspectorName: id => inspectors.get(id) ?? null,
  }
}

/**
 * Who was drawn, in the order of the draw, and who goes there. `published` leaves out what is nobody else's business: the
 * class, and whether it was drawn by it.
 */
export function drawTable(texts: Texts, drawn: DrawnPlan, published = false): PlanTable {
  const { t } = texts
  const { plan, record, regionName } = drawn
  const names = namesOf(drawn)
  const targets = new Map(plan.targets.map(target => [target.id, target]))
  const own: readonly ExportColumn[] = published
    ? []
    : [
        { key: 'class', label: t('plan.publication.class'), kind: 'text' },
        { key: 'by', label: t('plan.publication.by'), kind: 'text' },
      ]
  return {
    table: {
      ...aboutOf(texts, drawn, t('plan.publication.list')),
      columns: [
        { key: 'order', label: t('plan.publication.order'), kind: 'number' },
        { key: 'id', label: t('plan.publication.id'), kind: 'text' },
        { key: 'name', label: t('plan.publication.name'), kind: 'text' },
        ...own.slice(0, 1),
        { key: 'region', label: dimensionTitle(texts, 'region'), kind: 'text' },
        { key: 'industry', label: dimensionTitle(texts, 'industry'), kind: 'text' },
        ...own.slice(1),
        { key: 'teamIds', label: t('plan.publication.teamIds'), kind: 'text' },
        { key: 'team', label: t('plan.publication.team'), kind: 'text' },
      ],
    },
    rows: record.drawn.visits.map(({ target: id, by, inspectors }, i) => {
      const target = targets.get(id)
      const region = target?.region ?? null
      return {
        order: i + 1,
        id,
        name: target?.name ?? null,
        region: region === null ? null : regionName(region),
        industry: target?.industry ?? null,
        teamIds: listText(texts, inspectors),
        team: listText(
          texts,
          inspectors.map(each => names.inspectorName(each) ?? each),
        ),
        ...(!published && { class: target?.class ?? null, by: t(`plan.publication.by.${by}`) }),
      }
    }),
  }
}

/** What was asked of each stratum, and what it gave. */
export function strataTable(texts: Texts, drawn: DrawnPlan): PlanTable {
  const { t } = texts
  const { plan, record, regionName } = drawn
  const used = dimensions.filter(dimension => plan.rules.dimensions.includes(dimension))
  const numbers = ['size', 'eligible', 'wanted', 'drawn'] as const
  return {
    table: {
      ...aboutOf(texts, drawn, t('plan.publication.strata')),
      columns: [
        ...used.map(dimension => ({
          key: dimension,
          label: dimensionTitle(texts, dimension),
          kind: 'text' as const,
        })),
        ...numbers.map(key => ({
          key,
          label: t(key === 'drawn' ? 'plan.publication.drawnCount' : `plan.publication.${key}`),
          kind: 'number' as const,
        })),
      ],
    },
    rows: record.drawn.strata.map(({ of, size, eligible, wanted, drawn }) => ({
      // A letter, a name, an industry as it is: a file is sorted and filtered by them, and empty is not stated.
      ...Object.fromEntries(
        used.map((dimension, i) => {
          const value = of[i] ?? null
          return [dimension, value !== null && dimension === 'region' ? regionName(value) : value]
        }),
      ),
      size,
      eligible,
      wanted,
      drawn,
    })),
  }
}

/** What could not be filled, in words. */
export function shortfallTable(texts: Texts, drawn: DrawnPlan): PlanTable {
  const { t } = texts
  const names = namesOf(drawn)
  return {
    table: {
      ...aboutOf(texts, drawn, t('plan.publication.shortfalls')),
      columns: [
        { key: 'order', label: t('plan.publication.order'), kind: 'number' },
        { key: 'id', label: t('plan.publication.id'), kind: 'text' },
        { key: 'name', label: t('plan.publication.name'), kind: 'text' },
        { key: 'what', label: t('plan.publication.shortfall'), kind: 'text' },
      ],
    },
    rows: drawn.record.drawn.shortfalls.map((shortfall, i) => {
      const id = 'target' in shortfall ? shortfall.target : null
      return {
        order: i + 1,
        id,
        name: id === null ? null : names.targetName(id),
        what: shortfallText(texts, shortfall, names),
      }
    }),
  }
}

/** A whole CSV file: no text of it can start a formula in a spreadsheet. */
export const planCsv = ({ table, rows }: PlanTable): string => csvHead(table.columns) + csvLines(table.columns, rows)

/** Offers the table as a file; `name` is without its ending. Rejects where XLSX cannot be written. */
export async function savePlanTable(format: 'csv' | 'xlsx', wanted: PlanTable, name: string): Promise<void> {
  if (format === 'csv') {
    saveBlob(new Blob([planCsv(wanted)], { type: 'text/csv;charset=utf-8' }), `${name}.csv`)
    return
  }
  const { writeTable } = await import('../../ui/writeTable')
  saveBlob(await writeTable(format, wanted.table, [wanted.rows]), `${name}.${format}`)
}

/** A dimension as a heading. */
const dimensionTitle = (texts: Texts, dimension: (typeof dimensions)[number]): string => {
  const text = dimensionText(texts, dimension)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** What a file says of itself: which plan, of which data, drawn when, and the seal by which all of it can be checked. */
function aboutOf(
  { t, formats }: Texts,
  { record: { commitment, at, seal } }: DrawnPlan,
  title: string,
): Omit<ExportTable, 'columns'> {
  const about: readonly AboutLine[] = [
    [t('ui.export.title'), title],
    [t('plan.publication.plan'), commitment.plan],
    [t('plan.publication.office'), commitment.office],
    [t('plan.publication.committed'), formats.time(commitment.at)],
    [t('plan.publication.drawnAt'), formats.time(at)],
    [t('plan.publication.source'), commitment.source],
    [t('plan.publication.hash.seal'), seal],
  ]
  const words = {
    about: t('ui.export.about'),
    rows: t('ui.export.rows'),
    replaced: t('ui.export.replaced'),
    cut: t('ui.export.cut'),
  }
  return { title, about, words }
}
