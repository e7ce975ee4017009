import { useCallback, useMemo, useRef } from 'react'
import { type Location, useLocation, useNavigate } from 'react-router'
import { formatChoices, parseChoices } from './codecs'
import { type Choice, type Choices, defaults } from './filters'

/** Filters that are lists: what a click on a row or a bar can choose. */
export type ListKey = 'regions' | 'industries' | 'departments' | 'kinds' | 'categories' | 'results' | 'classes'

export interface ChoicesOfUrl {
  readonly choices: Choices
  /** One entry of the browser's history, which back undoes; `replace` for the steps of a drag. */
  set(partial: Partial<Choices>, options?: { readonly replace?: boolean }): void
  /** A click: only this value, or nothing if it was the only one. Additive (shift): this value too, or no longer. */
  toggle(key: ListKey, value: Choice, additive: boolean): void
  /** Back to the defaults; what else the URL holds stays. */
  reset(): void
  /** The address of a page with the filters in force, or others; parameters of the same page are kept. */
  href(path: string, choices?: Choices): string
}

/** The filters in the URL: the only place where they live. */
export function useChoices(): ChoicesOfUrl {
  const location = useLocation()
  const navigate = useNavigate()
  const latest = useRef({ location, navigate })
  latest.current = { location, navigate }

  const write = useCallback((change: (choices: Choices) => Choices, replace = false) => {
    const { location, navigate } = latest.current
    const before = pending.get(location) ?? location.search
    const after = changedSearch(before, change)
    if (sameSearch(before, after)) return
    pending.set(location, after)
    navigate({ pathname: location.pathname, search: after }, { replace })
  }, [])

  const choices = choicesOf(location.search)
  return useMemo<ChoicesOfUrl>(
    () => ({
      choices,
      set: (partial, options) => write(now => ({ ...now, ...partial }), options?.replace),
      toggle: (key, value, additive) => write(now => toggled(now, key, value, additive)),
      reset: () => write(() => defaults),
      href: (path, chosen = choices) => {
        const base = path === location.pathname ? location.search : ''
        return `#${path}${changedSearch(base, () => chosen)}`
      },
    }),
    [choices, write, location],
  )
}

let parsed: { readonly search: string; readonly choices: Choices } | null = null

/** One object for all who read the same address. */
function choicesOf(search: string): Choices {
  if (parsed?.search !== search) parsed = { search, choices: parseChoices(new URLSearchParams(search)) }
  return parsed.choices
}

// Navigation is shown in a transition: a second change may come before the first is on screen, from any component,
// and must build on it. Locations are compared by identity, so what was never shown is forgotten with its location.
const pending = new WeakMap<Location, string>()

/** The search part (`?…`, or empty) after a change of its filters; other parameters stay. */
export function changedSearch(search: string, change: (choices: Choices) => Choices): string {
  const params = new URLSearchParams(search)
  const text = formatChoices(change(parseChoices(params)), params).toString()
  // Legible in a shared link, and read the same: the codecs escape these inside values.
  return text === '' ? '' : `?${text.replaceAll('%2C', ',').replaceAll('%3B', ';').replaceAll('%7E', '~')}`
}

const sameSearch = (a: string, b: string): boolean =>
  new URLSearchParams(a).toString() === new URLSearchParams(b).toString()

export function toggled(choices: Choices, key: ListKey, value: Choice, additive: boolean): Choices {
  const now: readonly Choice[] = choices[key]
  const has = now.includes(value)
  if (!additive) return { ...choices, [key]: has && now.length === 1 ? [] : [value] }
  return { ...choices, [key]: has ? now.filter(each => each !== value) : [...now, value] }
}
