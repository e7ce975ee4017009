import { useTexts } from '../../i18n'
import type { Answers } from './contracts'

/** What says that these columns of the file are the id of a row, alone or together; null: none is. */
export const idOf = (column: string, source: string | null, parts: readonly string[]): Answers => {
  const further = parts.filter(part => part !== source)
  return source !== null && further.length > 0
    ? { id: [source, ...further], columns: { [column]: null }, constants: { [column]: null } }
    : { id: null, columns: { [column]: source }, constants: { [column]: null } }
}

export interface TogetherProps {
  /** The id's own name. */
  readonly column: string
  /** Columns that are part of it beside the first one. */
  readonly parts: readonly string[]
  /** All that could be. */
  readonly others: readonly string[]
  onChange(parts: readonly string[]): void
}

/** Further columns of an id that no column of the file is alone. */
export function Together({ column, parts, others, onChange }: TogetherProps) {
  const { t } = useTexts()
  return (
    <span className="ex-together">
      {parts.map(part => (
        <span key={part} className="ex-idpart">
          + {part}
          <button
            type="button"
            aria-label={t('extracts.together.without', { column: part })}
            onClick={() => onChange(parts.filter(each => each !== part))}
          >
            ×
          </button>
        </span>
      ))}
      <select
        className="ui-select"
        aria-label={t('extracts.together.of', { column })}
        value=""
        onChange={event => onChange([...parts, event.target.value])}
      >
        <option value="">{t('extracts.together.add')}</option>
        {others
          .filter(name => !parts.includes(name))
          .map(name => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
      </select>
    </span>
  )
}
