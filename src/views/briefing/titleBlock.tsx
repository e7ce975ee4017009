import type { Texts } from '../../i18n'
import type { AboutLine } from '../../ui/exportTable'
import type { Block } from '../../ui/sheets/blocks'

export interface TitleInput {
  readonly name: string
  /** Filters in words, as exports have them. */
  readonly about: readonly AboutLine[]
  readonly made: string
  readonly texts: Texts
}

/** What the report is about: the city, the windows, every filter in force, the last day of data, the day it was made. */
export function titleBlock({ name, about, made, texts: { t, formats } }: TitleInput): Block {
  const lines: readonly AboutLine[] = [...about, [t('briefing.head.made'), formats.day(made)]]
  return {
    kind: 'whole',
    key: 'title',
    node: (
      <div className="briefing-title">
        <p>{name}</p>
        <h1>{t('briefing.title')}</h1>
        <dl>
          {lines.map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </div>
    ),
  }
}
