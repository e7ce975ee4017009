import { useTexts } from '../../i18n'
import type { Guess } from './contracts'
import type { ImportFlow } from './flow'
import type { TableState } from './flowState'

/** Columns that fill nothing: kept as text beside the others when asked. */
export function Extras({
  flow,
  table,
  guess,
}: {
  readonly flow: ImportFlow
  readonly table: TableState
  readonly guess: Guess
}) {
  const { t, formats } = useTexts()
  const settings = flow.settings(table)
  const used = new Set(Object.values(settings?.columns ?? {}).flat())
  const left = guess.unmapped.filter(name => !used.has(name))
  const extra = settings?.extra ?? []
  if (left.length === 0) return null
  const toggle = (name: string): void =>
    flow.answer(table.source.id, {
      extra: extra.includes(name) ? extra.filter(each => each !== name) : [...extra, name],
    })
  return (
    <details>
      <summary>
        {t('extracts.extras')}{' '}
        <small>
          {t('extracts.extras.count', { kept: formats.count(extra.length), all: formats.count(left.length) })}
        </small>
      </summary>
      <ul className="ex-checks">
        {left.map(name => (
          <li key={name}>
            <label>
              <input type="checkbox" checked={extra.includes(name)} onChange={() => toggle(name)} /> <span>{name}</span>
            </label>
          </li>
        ))}
      </ul>
    </details>
  )
}
