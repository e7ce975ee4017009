import { useId, useRef, useState } from 'react'
import { useTexts, wordLabel } from '../../i18n'
import { entryProblems, namesFindings } from '../../round/entryProblems'
import { mostText, type VisitEntry } from '../../round/round'
import { type Result, vocabularies } from '../../schema'
import { FindingRows } from './FindingRows'
import { PhotoRows } from './PhotoRows'

export interface VisitFormProps {
  readonly entry: VisitEntry
  /** Something is not kept yet. */
  readonly waiting: boolean
  /** Local time, to the second. */
  now(): string
  onChange(entry: VisitEntry): void
  /** The visit is finished: back to the list. */
  onFinished(): void
}

const results = Object.keys(vocabularies.result) as Result[]

/** What is written down of a visit; every change is kept at once. */
export function VisitForm({ entry, waiting, now, onChange, onFinished }: VisitFormProps) {
  const { t, language } = useTexts()
  const id = useId()
  const [asked, ask] = useState(false)
  const problems = useRef<HTMLUListElement>(null)
  const found = entryProblems(entry, now().slice(0, 10))
  const set = (change: Partial<VisitEntry>): void => onChange({ ...entry, ...change })
  /** The clock, and today where no day is said. */
  const clock = (field: 'started' | 'finished') => (): void => {
    const at = now()
    set({ [field]: at.slice(11, 16), day: entry.day ?? at.slice(0, 10) })
  }
  const finish = (): void => {
    ask(true)
    if (found.length > 0) return void setTimeout(() => problems.current?.focus())
    set({ done: true })
    onFinished()
  }
  if (entry.done)
    return (
      <section className="round-form">
        <p className="round-done" role="status">
          ✓ {t('round.done')}
        </p>
        <dl className="round-facts">
          <dt>{t('round.field.result')}</dt>
          <dd>{entry.result === null ? t('round.nothing') : wordLabel('result', entry.result, language)}</dd>
          {entry.findings.map(({ text, critical }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: findings have no other name
            <dd key={i}>{critical ? t('round.critical.of', { text }) : text}</dd>
          ))}
        </dl>
        <button type="button" className="ui-button" onClick={() => set({ done: false })}>
          {t('round.change')}
        </button>
      </section>
    )
  return (
    <section className="round-form">
      <fieldset className="round-results">
        <legend>{t('round.field.result')}</legend>
        {results.map(result => (
          <label key={result}>
            <input
              type="radio"
              className="ui-hidden"
              name={`${id}-result`}
              checked={entry.result === result}
              onChange={() => set({ result })}
            />
            <span>{wordLabel('result', result, language)}</span>
          </label>
        ))}
      </fieldset>
      {(namesFindings(entry.result) || entry.findings.length > 0) && (
        <FindingRows findings={entry.findings} onChange={findings => set({ findings })} />
      )}
      <div className="round-times">
        <label>
          {t('round.field.day')}
          <input type="date" value={entry.day ?? ''} onChange={event => set({ day: dayOf(event.target.value) })} />
        </label>
        {(['started', 'finished'] as const).map(field => (
          <label key={field}>
            {t(`round.field.${field}`)}
            <span className="round-time">
              <input
                type="time"
                value={entry[field] ?? ''}
                onChange={event => set({ [field]: event.target.value.slice(0, 5) || null })}
              />
              <button type="button" className="ui-button" onClick={clock(field)}>
                {t('round.now')}
              </button>
            </span>
          </label>
        ))}
        <label>
          {t('round.field.rectifyBy')}
          <input
            type="date"
            value={entry.rectifyBy ?? ''}
            onChange={event => set({ rectifyBy: dayOf(event.target.value) })}
          />
        </label>
      </div>
      <PhotoRows photos={entry.photos} onChange={photos => set({ photos })} />
      <label className="round-note">
        {t('round.field.note')}
        <textarea
          rows={3}
          maxLength={mostText}
          value={entry.note}
          onChange={event => set({ note: event.target.value })}
        />
      </label>
      {asked && found.length > 0 && (
        <ul className="round-problems" role="alert" tabIndex={-1} ref={problems}>
          {found.map(problem => (
            <li key={problem}>{t(`round.problem.${problem}`)}</li>
          ))}
        </ul>
      )}
      <div className="round-actions">
        <button type="button" className="ui-button" data-primary onClick={finish}>
          {t('round.finish')}
        </button>
        <small>{t(waiting ? 'round.keeping' : 'round.kept')}</small>
      </div>
    </section>
  )
}

/** An input for days takes years of six digits, too. */
const dayOf = (text: string): string | null => (/^\d{4}-\d\d-\d\d$/.test(text) ? text : null)
