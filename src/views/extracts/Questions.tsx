import type { ScoreReading } from '../../extracts/settings'
import { columnLabel, isMessage, type Texts, tableTitle, useTexts, wordLabel } from '../../i18n'
import { columnOf, columns, type TableName, tableNames } from '../../schema'
import { answerOf, chosenOf } from './answering'
import { type Guess, plainUnit, type Question, togetherChoice } from './contracts'
import type { ImportFlow } from './flow'
import type { TableState } from './flowState'

export interface QuestionsProps {
  readonly flow: ImportFlow
  readonly table: TableState
  readonly kind: TableName
  readonly guess: Guess
}

/** What only the analyst can know, each with what the file shows. */
export function Questions({ flow, table, kind, guess }: QuestionsProps) {
  const texts = useTexts()
  const { t } = texts
  if (guess.questions.length === 0) return null
  return (
    <section>
      <h3>{t('extracts.questions')}</h3>
      <div className="ex-questions">
        {guess.questions.map(question => (
          <Card
            key={`${question.kind} ${question.column}`}
            flow={flow}
            table={table}
            kind={kind}
            question={question}
            texts={texts}
          />
        ))}
      </div>
    </section>
  )
}

interface CardProps {
  readonly flow: ImportFlow
  readonly table: TableState
  readonly kind: TableName
  readonly question: Question
  readonly texts: Texts
}

function Card({ flow, table, kind, question, texts }: CardProps) {
  const { t } = texts
  const settings = flow.settings(table)
  if (settings === null) return null
  const chosen = chosenOf(question, settings)
  const { id } = table.source
  const choose = (choice: string): void => {
    const found = tableNames.find(name => name === choice)
    if (question.kind === 'table') {
      if (found) void flow.take(id, found)
      return
    }
    const answers = answerOf(question, choice)
    if (answers) flow.answer(id, answers)
  }
  return (
    <fieldset className="ex-question">
      <legend>{t(`extracts.question.${question.kind}`, { column: columnName(kind, question.column, texts) })}</legend>
      <p className="ex-note">{evidenceText(question, texts)}</p>
      {(question.choices.length > 1 || question.together) &&
        question.choices.map(choice => (
          <label key={choice}>
            <input
              type="radio"
              name={`${id} ${question.kind} ${question.column}`}
              checked={chosen === choice}
              onChange={() => choose(choice)}
            />{' '}
            <span>{choiceText(kind, question, choice, texts)}</span>
            {choice === question.suggested && <small className="ex-tag">{t('extracts.suggested')}</small>}
          </label>
        ))}
      {question.kind === 'score' && (
        <Thresholds question={question} value={settings.score ?? null} onChange={score => flow.answer(id, { score })} />
      )}
    </fieldset>
  )
}

const bounds = ['minor', 'problem', 'critical'] as const

/** From which score on a result is which word; or a scale that a publisher explains. */
function Thresholds({
  question,
  value,
  onChange,
}: {
  readonly question: Question
  readonly value: ScoreReading | null
  onChange(score: ScoreReading | null): void
}) {
  const { t, language } = useTexts()
  const { readings = [] } = question
  const set = (bound: (typeof bounds)[number], text: string): void => {
    if (value === null) return
    const { [bound]: _, ...rest } = value
    onChange(text === '' || !Number.isFinite(Number(text)) ? rest : { ...rest, [bound]: Number(text) })
  }
  return (
    <div className="ex-line">
      {readings.length > 0 && (
        <select
          className="ui-select ex-source"
          aria-label={t('extracts.scale')}
          value=""
          onChange={event => onChange(readings.find(({ scale }) => scale === event.target.value)?.reading ?? value)}
        >
          <option value="">{t('extracts.scale')}</option>
          {readings.map(({ scale }) => {
            const key = `extracts.scale.${scale}`
            return (
              <option key={scale} value={scale}>
                {isMessage(key) ? t(key) : scale}
              </option>
            )
          })}
        </select>
      )}
      {value !== null &&
        bounds.map(bound => (
          <label key={bound}>
            <span>
              {t(value.higher === 'worse' ? 'extracts.from' : 'extracts.upTo', {
                word: wordLabel('result', bound, language),
              })}
            </span>
            <input
              className="ex-field ex-number"
              type="number"
              value={value[bound] ?? ''}
              onChange={event => set(bound, event.target.value)}
            />
          </label>
        ))}
    </div>
  )
}

/** A canonical column by its name, a column of the file as it is. */
function columnName(kind: TableName, column: string | null, { language }: Texts): string {
  if (column === null) return ''
  return columns[kind].some(({ name }) => name === column) ? columnLabel(kind, column, language) : column
}

function choiceText(kind: TableName, question: Question, choice: string, { t, language, formats }: Texts): string {
  const found = tableNames.find(name => name === choice)
  if (question.kind === 'table' && found) return tableTitle(found, language)
  if (question.kind === 'kind' && question.column !== null) {
    const { vocabulary } = columnOf(kind, question.column)
    return vocabulary === undefined ? choice : wordLabel(vocabulary, choice, language)
  }
  if (choice === togetherChoice && question.together) return question.together.join(' + ')
  if (question.kind === 'unit') return t(choice === plainUnit ? 'extracts.choice.yuan' : 'extracts.choice.wan')
  const key = `extracts.choice.${choice}`
  const text = isMessage(key) ? t(key) : choice
  const share = question.evidence[choice]
  const isShare = question.kind === 'coordinates' || question.kind === 'swapped'
  return isShare && typeof share === 'number' ? `${text} · ${formats.rate(share)}` : text
}

/** What the file shows, as numbers with their names. */
export function evidenceText({ evidence, choices }: Question, { t, formats }: Pick<Texts, 't' | 'formats'>): string {
  return Object.entries(evidence)
    .filter(([name]) => !choices.includes(name) || name === 'dmy' || name === 'mdy')
    .map(([name, value]) => {
      const key = `extracts.evidence.${name}`
      const share = name === 'known' || name === 'agree'
      const named = `extracts.measure.${value}`
      const text = isMessage(named)
        ? t(named)
        : typeof value === 'number'
          ? share
            ? formats.rate(value)
            : formats.number(value, 2)
          : value
      return isMessage(key) ? t(key, { value: text }) : `${name} ${text}`
    })
    .join(' · ')
}
