import { type Texts, useTexts, wordLabel } from '../../i18n'
import { differing, type VisitEntry, type VisitRecord } from '../../round/round'

export interface OtherEntryProps {
  readonly own: VisitEntry
  readonly other: VisitRecord
  onChoose(keep: 'own' | 'other'): void
}

/** Two entries of one visit, side by side where they differ: one of them has to be chosen. */
export function OtherEntry({ own, other, onChoose }: OtherEntryProps) {
  const texts = useTexts()
  const { t, formats } = texts
  return (
    <section className="round-other" role="alert">
      <b>{t('round.other')}</b>
      <p>{t('round.other.what', { at: formats.time(other.changed) })}</p>
      <table className="round-other-table">
        <thead>
          <tr>
            <td />
            <th scope="col">{t('round.other.own')}</th>
            <th scope="col">{t('round.other.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {differing(own, other.entry).map(field => (
            <tr key={field}>
              <th scope="row">{t(`round.field.${field}`)}</th>
              <td>{fieldText(own, field, texts)}</td>
              <td>{fieldText(other.entry, field, texts)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="round-actions">
        <button type="button" className="ui-button" onClick={() => onChoose('own')}>
          {t('round.other.keepOwn')}
        </button>
        <button type="button" className="ui-button" onClick={() => onChoose('other')}>
          {t('round.other.keepTheirs')}
        </button>
      </div>
    </section>
  )
}

/** What an entry says in a field, for people. */
function fieldText(entry: VisitEntry, field: keyof VisitEntry, { t, formats, language }: Texts): string {
  const nothing = t('round.nothing')
  switch (field) {
    case 'result':
      return entry.result === null ? nothing : wordLabel('result', entry.result, language)
    case 'day':
    case 'rectifyBy': {
      const day = entry[field]
      return day === null ? nothing : formats.day(day)
    }
    case 'started':
    case 'finished':
      return entry[field] ?? nothing
    case 'findings':
      return (
        entry.findings.map(({ text, critical }) => (critical ? t('round.critical.of', { text }) : text)).join('\n') ||
        nothing
      )
    case 'photos':
      return entry.photos.join('\n') || nothing
    case 'note':
      return entry.note || nothing
    case 'done':
      return t(entry.done ? 'words.yes' : 'words.no')
  }
}
