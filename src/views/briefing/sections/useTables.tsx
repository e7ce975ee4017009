import { useMemo } from 'react'
import { useRows } from '../../../engine/useRows'
import { levelLabel } from '../../../i18n'
import { least } from '../../../insight/measures'
import { placeLines } from '../../../insight/places'
import { useManyRows } from '../../../parts/useManyRows'
import { byDepartment, type DepartmentCounts } from '../../../queries/departments'
import { type RegionCounts, regionFigures } from '../../../queries/regionFigures'
import { tableNames } from '../../../schema'
import type { Block, SheetRow, SheetTable } from '../../../ui/sheets/blocks'
import { type Brief, failureOf, isPending, type Part } from '../brief'
import { changeCell, failed, heading, right, said, tableBlock } from '../pieces'
import { refTitle } from '../sentences'
import { useBreakdowns } from './useBreakdowns'
import { besideName } from './useWhere'

const noMark = '–'

/** Everything in full: by region of every level, by category, kind of business and department. */
export function useTables(brief: Brief, may: boolean): Part {
  const { asked, profile } = brief
  const { levels } = profile.regions
  const regions = useManyRows(
    useMemo(
      () => (levels.length === 0 ? [''] : levels).map(level => regionFigures(asked.filters, level, profile.asOf)),
      [asked, levels, profile],
    ),
    may,
  )
  const { categories, industries } = useBreakdowns(asked, may)
  const departments = useRows(
    useMemo(() => byDepartment(asked.filters, profile.asOf), [asked, profile]),
    may,
  )
  const answers = [...regions, categories.answer, industries.answer, departments]
  const pending = isPending(answers)
  const error = failureOf(answers)
  return useMemo((): Part => {
    const { texts, paper } = brief
    const { t } = texts
    const head = heading('tables', brief)
    const done = (blocks: readonly Block[]): Part => ({ key: 'tables', pending, blocks: [head, ...blocks] })
    if (error !== null) return done([failed('tables-failed', error, texts)])
    const apart = paper === 'wide'
    const named = tableNames.some(table => profile.filled[table].includes('department'))
    return done([
      ...regions.map((answer, i) =>
        tableBlock(
          `regions-${levels[i] ?? ''}`,
          regionTable(answer.rows ?? [], levels[i] ?? '', brief),
          apart && i > 0,
        ),
      ),
      tableBlock('categories', categoryTable(categories.rows, brief), apart),
      tableBlock('industries', industryTable(industries.rows, brief), apart),
      ...(named
        ? [tableBlock('departments', departmentTable(departments.rows ?? [], brief), apart)]
        : [said('departments', t('briefing.departments.none'))]),
    ])
  }, [brief, error, pending, regions, categories.rows, industries.rows, departments.rows, levels, profile])
}

type Cell = (row: { readonly part: number; readonly of: number }) => string

/** A rate of few cases is marked. */
const rateOf =
  ({ texts: { formats } }: Brief): Cell =>
  ({ part, of }) =>
    of === 0 ? noMark : `${formats.rate(part / of)}${of < least ? '*' : ''}`

function regionTable(rows: readonly RegionCounts[], level: string, brief: Brief): SheetTable {
  const { texts, profile, asked } = brief
  const { t, formats, language } = texts
  const rate = rateOf(brief)
  const counts = new Map(rows.map(row => [row.region, row]))
  const lines = placeLines(rows, profile.regions.regions, level, 'inspections', code => besideName(code, texts))
  return {
    caption: t('briefing.regions.caption', { level: level === '' ? t('app.regions.title') : levelLabel(level, language) }),
    notes: [t('briefing.regions.note', { least })],
    columns: [
      { key: 'code', label: t('briefing.code'), width: 13 },
      { key: 'name', label: t('briefing.name'), width: 17 },
      right('businesses', t('overview.counts.businesses'), 10),
      right('inspections', t('overview.counts.inspections'), 10),
      right('took_place', t('overview.counts.took_place'), 10),
      right('problem', t('overview.measure.problem_rate'), 11),
      right('critical', t('overview.measure.critical_rate'), 11),
      right('complaints', t('overview.counts.complaints'), 10),
      right('per_100', t('overview.measure.complaints_per_100'), 12),
    ],
    rows: lines.map((line): SheetRow => {
      const row = counts.get(line.code)
      const [visits, businesses] = [row?.took_place ?? 0, row?.businesses ?? 0]
      return {
        key: line.code,
        strong: asked.chosen.includes(line.code),
        cells: [
          line.code.startsWith('~') ? '' : line.code,
          line.name,
          formats.count(businesses),
          formats.count(row?.inspections ?? 0),
          formats.count(visits),
          rate({ part: row?.problem ?? 0, of: visits }),
          rate({ part: row?.critical ?? 0, of: visits }),
          formats.count(row?.complaints ?? 0),
          businesses === 0 ? noMark : `${formats.fixed((100 * (row?.complaints ?? 0)) / businesses, 1)}${businesses < least ? '*' : ''}`,
        ],
      }
    }),
  } // biome-ignore format: the parts beside each other
}

function categoryTable(rows: ReturnType<typeof useBreakdowns>['categories']['rows'], brief: Brief): SheetTable {
  const { texts, asked, against } = brief
  const { t, formats } = texts
  const rate = rateOf(brief)
  return {
    caption: t('briefing.categories.caption'),
    notes: [t('briefing.self.note', { filter: t('app.categories.title') }), t('briefing.few.note', { least })],
    columns: [
      { key: 'name', label: t('overview.categories.name'), width: 28 },
      right('complaints', t('overview.counts.complaints'), 14),
      ...(against === null
        ? []
        : [right('before', refTitle(against, texts), 14), right('change', t('briefing.change'), 14)]),
      right('due', t('overview.counts.due'), 14),
      right('on_time', t('figures.closed_on_time'), 16),
    ],
    rows: rows.map(row => ({
      key: row.value ?? '~',
      strong: asked.filters.categories.includes(row.value),
      cells: [
        row.value ?? t('words.notStated'),
        formats.count(row.complaints),
        ...(against === null
          ? []
          : [formats.count(row.before), changeCell('complaints', row.complaints, row.before, brief)]),
        formats.count(row.due),
        rate({ part: row.closed_on_time, of: row.due }),
      ],
    })),
  }
}

function industryTable(rows: ReturnType<typeof useBreakdowns>['industries']['rows'], brief: Brief): SheetTable {
  const { texts, asked, against } = brief
  const { t, formats } = texts
  const rate = rateOf(brief)
  return {
    caption: t('briefing.industries.caption'),
    notes: [t('briefing.self.note', { filter: t('app.industries.title') }), t('briefing.few.note', { least })],
    columns: [
      { key: 'name', label: t('overview.industries.name'), width: 28 },
      right('inspections', t('overview.counts.inspections'), 12),
      ...(against === null
        ? []
        : [right('before', refTitle(against, texts), 12), right('change', t('briefing.change'), 12)]),
      right('took_place', t('overview.counts.took_place'), 12),
      right('problem', t('overview.measure.problem_rate'), 13),
      right('critical', t('overview.measure.critical_rate'), 13),
    ],
    rows: rows.map(row => ({
      key: row.value ?? '~',
      strong: asked.filters.industries.includes(row.value),
      cells: [
        row.value ?? t('words.notStated'),
        formats.count(row.inspections),
        ...(against === null
          ? []
          : [formats.count(row.before), changeCell('inspections', row.inspections, row.before, brief)]),
        formats.count(row.took_place),
        rate({ part: row.problem, of: row.took_place }),
        rate({ part: row.critical, of: row.took_place }),
      ],
    })),
  }
}

function departmentTable(rows: readonly DepartmentCounts[], brief: Brief): SheetTable {
  const { texts, asked } = brief
  const { t, formats } = texts
  const rate = rateOf(brief)
  return {
    caption: t('briefing.departments.caption'),
    notes: [t('briefing.self.note', { filter: t('app.departments.title') }), t('briefing.few.note', { least })],
    columns: [
      { key: 'name', label: t('briefing.department'), width: 24 },
      right('inspections', t('overview.counts.inspections'), 11),
      right('problem', t('overview.measure.problem_rate'), 12),
      right('critical', t('overview.measure.critical_rate'), 12),
      right('complaints', t('overview.counts.complaints'), 11),
      right('on_time', t('figures.closed_on_time'), 13),
      right('permits', t('figures.permits_issued.short'), 10),
      right('permits_on_time', t('figures.permits_on_time'), 14),
    ],
    rows: rows.map(row => ({
      key: row.value ?? '~',
      strong: asked.filters.departments.includes(row.value),
      cells: [
        row.value ?? t('words.notStated'),
        formats.count(row.inspections),
        rate({ part: row.problem, of: row.took_place }),
        rate({ part: row.critical, of: row.took_place }),
        formats.count(row.complaints),
        rate({ part: row.closed_on_time, of: row.due }),
        formats.count(row.permits),
        rate({ part: row.on_time, of: row.decided }),
      ],
    })),
  }
}
