import { Checkbox } from 'antd'
import { useState } from 'react'
import type { Choice } from '../../filters/filters'
import { useTexts } from '../../i18n'
import { AntdProvider } from '../shell/AntdProvider'
import c from '../shell/controls.module.css'
import s from './filterBar.module.css'

export interface CheckOption {
  readonly value: Choice
  readonly label: string
  /** Rows over all time; null where they are not counted. */
  readonly rows: number | null
}

export interface CheckListProps {
  /** What is chosen from: the search field's name. */
  readonly name: string
  readonly options: readonly CheckOption[]
  readonly chosen: readonly Choice[]
  readonly onToggle: (value: Choice) => void
}

const shownAtMost = 200

/** A list to tick with a search: what is chosen first, as it was when the list opened, then in the order given. */
export default function CheckList({ name, options, chosen, onToggle }: CheckListProps) {
  const { t, formats } = useTexts()
  const [text, setText] = useState('')
  const [first] = useState(chosen)
  const wanted = text.trim().toLowerCase()
  const ordered = [...options.filter(o => first.includes(o.value)), ...options.filter(o => !first.includes(o.value))]
  const found = ordered.filter(option => option.label.toLowerCase().includes(wanted))
  return (
    <AntdProvider>
      {options.length > 8 && <SearchField name={name} text={text} onText={setText} />}
      <div className={s.list}>
        {found.slice(0, shownAtMost).map(({ value, label, rows }) => (
          <Checkbox
            key={value ?? '~'}
            className={s.check}
            checked={chosen.includes(value)}
            onChange={() => onToggle(value)}
          >
            <span className={value === null ? `${s.checkName} ${c.hint}` : s.checkName} title={label}>
              {label}
            </span>
            {rows !== null && (
              <span className={s.checkRows} title={t('app.filters.rows')}>
                {formats.count(rows)}
              </span>
            )}
          </Checkbox>
        ))}
        {found.length === 0 && (
          <p className={c.hint}>
            {wanted === '' ? t('app.filters.none') : t('app.filters.noMatch', { text: text.trim() })}
          </p>
        )}
      </div>
      {found.length > shownAtMost && (
        <p className={c.hint}>
          {t('app.filters.capped', { shown: formats.count(shownAtMost), all: formats.count(found.length) })}
        </p>
      )}
    </AntdProvider>
  )
}

interface SearchFieldProps {
  readonly name: string
  readonly text: string
  readonly onText: (text: string) => void
}

export function SearchField({ name, text, onText }: SearchFieldProps) {
  const { t } = useTexts()
  const search = t('app.filters.search')
  return (
    <input
      type="search"
      className={`${c.field} ${s.search}`}
      value={text}
      placeholder={search}
      aria-label={`${search}: ${name}`}
      onChange={event => onText(event.target.value)}
    />
  )
}
