import type { Version } from '../../risk/versions/register'

export interface VersionPickProps {
  readonly label: string
  /** One of `own`, or `pickOf` a version. */
  readonly value: string
  /** Choices before the versions: what has no name of its own. */
  readonly own: readonly (readonly [value: string, label: string])[]
  readonly versions: readonly Version[]
  onChange(value: string): void
}

/** The value of a version among the choices: a name may be anything, also what stands for something else. */
export const pickOf = (name: string): string => `name ${name}`
export const picked = <Of extends Version>(value: string, versions: readonly Of[]): Of | undefined =>
  versions.find(({ name }) => pickOf(name) === value)

export function VersionPick({ label, value, own, versions, onChange }: VersionPickProps) {
  return (
    <label className="model-pick">
      {label}
      <select className="ui-select" value={value} onChange={event => onChange(event.target.value)}>
        {own.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
        {versions.map(({ name }) => (
          <option key={name} value={pickOf(name)}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

export interface DayFieldProps {
  readonly label: string
  readonly span: { readonly first: string; readonly last: string }
  readonly value: string
  readonly className?: string
  onChange(day: string): void
}

/** A day within a span, ISO. */
export function DayField({ label, span, value, className, onChange }: DayFieldProps) {
  return (
    <label className={className}>
      {label}
      <input
        type="date"
        required
        min={span.first}
        max={span.last}
        value={value}
        onChange={event => onChange(event.target.value)}
      />
    </label>
  )
}
