import { print } from '../../../engine/literals'
import { type FilterKey, notRestricting } from '../../../filters/filters'
import { figureLabel, tableTitle } from '../../../i18n'
import { least } from '../../../insight/measures'
import { daysOf } from '../../../parts/figureInputs'
import { definitions } from '../../../queries/figures'
import { formulaOf } from '../../../queries/formulas'
import { figureKeys, tableNames } from '../../../schema'
import type { AboutLine } from '../../../ui/exportTable'
import type { Block } from '../../../ui/sheets/blocks'
import type { Brief, Part } from '../brief'
import { heading, said, subheading, tableBlock } from '../pieces'

export interface NotesInput {
  readonly brief: Brief
  /** Filters in words, as exports have them. */
  readonly about: readonly AboutLine[]
  /** SHA-256 of every file by its name; null until they are known. */
  readonly hashes: Readonly<Record<string, string>> | null
  readonly version: string
  readonly codeVersion: string
  /** The address of the overview with these filters. */
  readonly address: string
  readonly made: string
  names(keys: readonly FilterKey[]): string
}

/** Definitions as the dictionary has them, limits, files with their hashes, filters: what the report is checked by. */
export function notesPart({ brief, about, hashes, version, codeVersion, address, made, names }: NotesInput): Part {
  const { texts, asked, against, paper, profile } = brief
  const { t, language, formats } = texts
  const untouched = figureKeys.flatMap(key => {
    const filters = notRestricting(asked.filters, definitions[key].table)
    return filters.length === 0
      ? []
      : [t('briefing.caveat.untouched', { figure: figureLabel(key, language), filters: names(filters) })]
  })
  const uneven =
    asked.compare === null
      ? []
      : tableNames.flatMap(table => {
          const { now, before } = daysOf(profile, table, asked.filters.window, asked.compare)
          return now === before || profile.rows[table] === 0
            ? []
            : [
                t('briefing.caveat.days', {
                  table: tableTitle(table, language),
                  now: formats.count(now),
                  before: formats.count(before),
                }),
              ]
        })
  const caveats = [
    ...(against === null || asked.compare === null
      ? []
      : [t('briefing.caveat.compare', { window: formats.window(asked.compare) })]),
    ...uneven,
    ...untouched,
    t('briefing.caveat.weight'),
    t('briefing.caveat.funnel', { least }),
  ]
  const blocks: Block[] = [
    heading('notes', brief),
    tableBlock('definitions', {
      caption: t('briefing.definitions.caption'),
      notes: [],
      columns: [
        { key: 'name', label: t('briefing.figures.name'), width: 18 },
        { key: 'what', label: t('briefing.definitions.what'), width: 42 },
        { key: 'formula', label: t('briefing.definitions.formula'), width: 40 },
      ],
      rows: figureKeys.map((key, i) => {
        const { table, numerator, denominator, day } = formulaOf(key, profile.asOf)
        return {
          key,
          cells: [
            `${i + 1} ${figureLabel(key, language)}`,
            figureLabel(key, language, 'what'),
            <div key="formula" className="briefing-formula">
              <code>{print(numerator)}</code>
              {denominator !== null && <code>÷ {print(denominator)}</code>}
              <span>
                {tableTitle(table, language)} · {t('briefing.definitions.day', { column: print(day).replaceAll('"', '') })}
              </span>
            </div>,
          ],
        }
      }),
    }),
    subheading('caveats', t('briefing.caveats'), paper === 'wide'),
    ...caveats.map((text, i) => said(`caveat-${i}`, text)),
    tableBlock('about', {
      caption: t('briefing.about.caption'),
      notes: [],
      columns: [
        { key: 'name', label: t('briefing.about.name'), width: 24 },
        { key: 'value', label: t('briefing.about.value'), width: 76 },
      ],
      rows: [
        ...about.filter(([label]) => label !== t('app.export.version')),
        [t('briefing.head.made'), formats.day(made)] as const,
        [t('briefing.head.version'), version] as const,
        [t('briefing.head.code'), codeVersion] as const,
        [t('briefing.head.url'), address] as const,
      ].map(([label, text]) => ({ key: label, cells: [label, text] })),
    }, paper === 'wide'),
    tableBlock('sources', {
      caption: t('briefing.sources.caption'),
      notes: [],
      columns: [
        { key: 'file', label: t('briefing.files.file'), width: 30 },
        { key: 'hash', label: t('briefing.sources.hash'), width: 70 },
      ],
      rows: Object.entries(hashes ?? {}).map(([file, hash]) => ({
        key: file,
        cells: [file, <code key="hash">{hash === 'unread' ? t('briefing.sources.unread') : hash}</code>],
      })),
    }),
  ] // biome-ignore format: the parts beside each other
  return { key: 'notes', pending: hashes === null, blocks }
}
