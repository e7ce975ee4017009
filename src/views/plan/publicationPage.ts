import type { Texts } from '../../i18n'
import { type DrawnPlan, drawTable, namesOf, strataTable } from './planTables'
import { rulesText } from './publicationRules'
import { listText, namedText, shortfallText, stratumText } from './shortfallTexts'

/** A label and its text; `code` is set in letters of one width. */
export interface PublicationFact {
  readonly label: string
  readonly text: string
  readonly code?: boolean
}

export interface PublicationTable {
  readonly caption: string
  readonly columns: readonly { readonly label: string; readonly align?: 'right' }[]
  readonly rows: readonly (readonly string[])[]
}

export type PublicationBlock =
  | { readonly kind: 'facts'; readonly facts: readonly PublicationFact[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly table: PublicationTable }

export interface PublicationPage {
  readonly title: string
  readonly office: string
  readonly sections: readonly {
    readonly key: string
    readonly heading: string
    readonly blocks: readonly PublicationBlock[]
  }[]
}

/** What anybody types to check a draw. */
export const verifyCommand = 'npm run -s verify-draw -- PLAN.json COMMITMENT.json RECORD.json'

const blank = '–'

/**
 * All that is published of a draw for people to read, in words: what stands on screen, on paper and in the file. Of a
 * business there are id, name, region, industry and who goes there; neither its class nor how it was drawn.
 */
export function publicationPage(texts: Texts, drawn: DrawnPlan): PublicationPage {
  const { t } = texts
  const { plan, record, regionName } = drawn
  const { commitment } = record
  const names = namesOf(drawn)
  const code = (label: string, text: string): PublicationFact => ({ label, text, code: true })
  const { shortfalls, strata, floor } = record.drawn
  return {
    title: t('plan.publication.title', { plan: commitment.plan }),
    office: commitment.office,
    sections: [
      {
        key: 'about',
        heading: t('plan.publication.about'),
        blocks: [{ kind: 'facts', facts: aboutFacts(texts, drawn) }],
      },
      {
        key: 'list',
        heading: t('plan.publication.list'),
        blocks: [visits(texts, drawn)],
      },
      {
        key: 'shortfalls',
        heading: t('plan.publication.shortfalls'),
        blocks: [
          shortfalls.length === 0
            ? { kind: 'text', text: t('plan.publication.shortfalls.none') }
            : { kind: 'list', items: shortfalls.map(each => shortfallText(texts, each, names)) },
        ],
      },
      {
        key: 'strata',
        heading: t('plan.publication.strata'),
        blocks: [
          {
            kind: 'table',
            table: {
              caption: t('plan.publication.strata'),
              columns: [
                { label: t('plan.publication.stratum') },
                ...strataTable(texts, drawn)
                  .table.columns.filter(({ kind }) => kind === 'number')
                  .map(({ label }) => ({ label, align: 'right' as const })),
              ],
              rows: strata.map(({ of, ...numbers }) => [
                stratumText(texts, of, names),
                ...[numbers.size, numbers.eligible, numbers.wanted, numbers.drawn].map(texts.formats.count),
              ]),
            },
          },
          { kind: 'text', text: t('plan.publication.strata.note', { floor: texts.formats.count(floor) }) },
        ],
      },
      {
        key: 'rules',
        heading: t('plan.publication.rules'),
        blocks: [{ kind: 'list', items: rulesText(texts, plan.rules, regionName) }],
      },
      {
        key: 'seed',
        heading: t('plan.publication.seed'),
        blocks: [
          { kind: 'text', text: t('plan.publication.seed.how') },
          {
            kind: 'facts',
            facts: [
              { label: t('plan.publication.source'), text: commitment.source },
              code(t('plan.publication.public'), record.public),
              code(t('plan.publication.secret'), record.secret),
            ],
          },
        ],
      },
      {
        key: 'hashes',
        heading: t('plan.publication.hashes'),
        blocks: [
          {
            kind: 'facts',
            facts: [
              ...(['targets', 'inspectors', 'rules', 'met', 'secret'] as const).map(part =>
                code(t(`plan.publication.hash.${part}`), commitment[part]),
              ),
              code(t('plan.publication.hash.seal'), record.seal),
              commitment.previous === null
                ? { label: t('plan.publication.hash.previous'), text: t('plan.publication.hash.none') }
                : code(t('plan.publication.hash.previous'), commitment.previous),
            ],
          },
        ],
      },
      {
        key: 'check',
        heading: t('plan.publication.check'),
        blocks: [
          {
            kind: 'list',
            items: [
              t('plan.publication.check.files'),
              t('plan.publication.check.page', { page: t('plan.verify') }),
              t('plan.publication.check.command', { command: verifyCommand }),
              t('plan.publication.check.own'),
              t('plan.publication.check.before'),
            ],
          },
        ],
      },
    ],
  }
}

function aboutFacts(texts: Texts, { plan, record }: DrawnPlan): PublicationFact[] {
  const { t, formats } = texts
  const { commitment, drawn } = record
  const byFloor = drawn.visits.filter(({ by }) => by === 'floor').length
  const departments = listText(texts, plan.rules.departments)
  const kinds = ['plan.publication.kind.any', 'plan.publication.kind.one', 'plan.publication.kind.joint'] as const
  return [
    { label: t('plan.publication.office'), text: commitment.office || blank },
    { label: t('plan.publication.plan'), text: commitment.plan },
    {
      label: t('plan.publication.kind'),
      text: t(kinds[Math.min(2, plan.rules.departments.length)] ?? kinds[0], { departments }),
    },
    {
      label: t('plan.publication.roster'),
      text: t('plan.publication.roster.of', {
        n: formats.count(plan.targets.length),
        day: formats.day(commitment.asOf),
        version: commitment.extracts,
      }),
    },
    {
      label: t('plan.publication.inspectors'),
      text: t('plan.publication.inspectors.of', { n: formats.count(plan.inspectors.length) }),
    },
    { label: t('plan.publication.committed'), text: formats.time(commitment.at) },
    { label: t('plan.publication.drawnAt'), text: formats.time(record.at) },
    {
      label: t('plan.publication.drawn'),
      text: t('plan.publication.drawn.of', {
        n: formats.count(drawn.visits.length),
        quota: formats.count(drawn.visits.length - byFloor),
        floor: formats.count(byFloor),
      }),
    },
  ]
}

/** Who was drawn. A region or an industry that no business has is no column. */
function visits(texts: Texts, drawn: DrawnPlan): PublicationBlock {
  const { t, formats } = texts
  if (drawn.record.drawn.visits.length === 0) return { kind: 'text', text: t('plan.publication.noVisits') }
  const { table, rows } = drawTable(texts, drawn, true)
  const names = namesOf(drawn)
  const teams = drawn.record.drawn.visits.map(({ inspectors }) =>
    inspectors.length === 0
      ? t('plan.publication.noTeam')
      : listText(
          texts,
          inspectors.map(id => namedText(texts, id, names.inspectorName(id))),
        ),
  )
  const shown = table.columns.filter(
    ({ key }) =>
      key !== 'teamIds' && ((key !== 'region' && key !== 'industry') || rows.some(row => (row[key] ?? null) !== null)),
  )
  return {
    kind: 'table',
    table: {
      caption: t('plan.publication.list'),
      columns: shown.map(({ key, label }) => ({ label, ...(key === 'order' && { align: 'right' as const }) })),
      rows: rows.map((row, i) =>
        shown.map(({ key }) => {
          if (key === 'order') return formats.count(i + 1)
          return key === 'team' ? (teams[i] ?? blank) : String(row[key] ?? blank)
        }),
      ),
    },
  }
}
