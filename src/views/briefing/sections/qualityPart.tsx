import { columnLabel, isMessage, type Texts, tableTitle } from '../../../i18n'
import type { Block } from '../../../ui/sheets/blocks'
import type { Brief, Part } from '../brief'
import { heading, said, tableBlock } from '../pieces'

/** Every file with its rows and what is doubtful: from what loading found, and always in the report. */
export function qualityPart(brief: Brief): Part {
  const { texts, profile } = brief
  const { t, formats, language } = texts
  const { files } = profile
  const failed = files.filter(file => file.error !== null).length
  const sum = (of: (file: (typeof files)[number]) => number): number => files.reduce((all, file) => all + of(file), 0)
  const issues = files.flatMap(file => file.issues.map(issue => ({ ...issue, file: file.file, table: file.table })))
  const blocks: Block[] = [
    heading('data', brief),
    said(
      'data-said',
      [
        t('briefing.data.say', {
          files: formats.count(files.length),
          rows: formats.count(sum(file => file.rows)),
          rejected: formats.count(sum(file => file.rejected)),
          kinds: formats.count(issues.length),
        }),
        ...(failed > 0 ? [t('briefing.data.failed', { n: formats.count(failed) })] : []),
      ].join(language === 'zh' ? '' : ' '),
    ),
    ...profile.regions.problems.map((problem, i) => said(`regions-${i}`, t('briefing.regions.problem', { problem }))),
    tableBlock('files', {
      caption: t('briefing.files.caption'),
      notes: [],
      columns: [
        { key: 'file', label: t('briefing.files.file'), width: 28 },
        { key: 'table', label: t('briefing.files.table'), width: 16 },
        { key: 'rows', label: t('briefing.files.rows'), align: 'right', width: 14 },
        { key: 'rejected', label: t('briefing.files.rejected'), align: 'right', width: 14 },
        { key: 'state', label: t('briefing.files.state'), width: 28 },
      ],
      rows: files.map(file => ({
        key: file.file,
        cells: [
          file.file,
          tableTitle(file.table, language),
          formats.count(file.rows),
          formats.count(file.rejected),
          file.error ?? t('briefing.files.fine'),
        ],
      })),
    }),
    issues.length === 0
      ? said('issues', t('briefing.issues.none'))
      : tableBlock('issues', {
          caption: t('briefing.issues.caption'),
          notes: [t('briefing.issues.note')],
          columns: [
            { key: 'file', label: t('briefing.files.file'), width: 24 },
            { key: 'kind', label: t('briefing.issues.kind'), width: 40 },
            { key: 'column', label: t('briefing.issues.column'), width: 18 },
            { key: 'rows', label: t('briefing.issues.rows'), align: 'right', width: 10 },
            { key: 'used', label: t('briefing.issues.rejected'), width: 10 },
          ],
          rows: issues.map((issue, i) => ({
            key: `${issue.file} ${issue.kind} ${issue.column} ${i}`,
            cells: [
              issue.file,
              issueText(issue.kind, texts),
              issue.column === null ? '' : columnLabel(issue.table, issue.column, language),
              formats.count(issue.count),
              t(issue.rejected ? 'briefing.issues.left' : 'briefing.issues.kept'),
            ],
          })),
        }),
  ]
  return { key: 'data', pending: false, blocks }
}

function issueText(kind: string, { t }: Texts): string {
  const key = `issues.${kind}`
  return isMessage(key) ? t(key) : kind
}
