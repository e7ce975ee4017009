import { useSyncExternalStore } from 'react'

export const themeChoices = ['light', 'dark', 'system'] as const
export type ThemeChoice = (typeof themeChoices)[number]
export type Theme = 'light' | 'dark'

const storageKey = 'theme'
const listeners = new Set<() => void>()
let choice: ThemeChoice = 'system'
let printing = false
/** On a wall it is dark, whatever was chosen. */
let forced: Theme | null = null

const systemDark = (): MediaQueryList | null =>
  typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : null

function current(): Theme {
  if (printing) return 'light'
  if (forced !== null) return forced
  if (choice !== 'system') return choice
  return systemDark()?.matches ? 'dark' : 'light'
}

function show(): void {
  document.documentElement.dataset.theme = current()
  for (const listener of listeners) listener()
}

/** Shows the theme of the last visit and follows the system; call it before the first render. */
export function startTheme(): void {
  try {
    choice = themeChoices.find(each => each === localStorage.getItem(storageKey)) ?? 'system'
  } catch {
    // Storage is forbidden: the system's theme.
  }
  systemDark()?.addEventListener('change', show)
  // Canvases keep the colours that they were drawn in: they are drawn anew for paper.
  const print = (now: boolean) => (): void => {
    printing = now
    document.documentElement.toggleAttribute('data-printing', now)
    show()
  }
  globalThis.addEventListener('beforeprint', print(true))
  globalThis.addEventListener('afterprint', print(false))
  show()
}

/** One theme for as long as something asks for it; null gives the choice back. */
export function forceTheme(theme: Theme | null): void {
  forced = theme
  show()
}

export function setTheme(chosen: ThemeChoice): void {
  choice = chosen
  try {
    localStorage.setItem(storageKey, chosen)
  } catch {
    // Storage is forbidden: the choice lasts as long as the page.
  }
  show()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The theme on screen, and what was chosen. */
export function useTheme(): { readonly theme: Theme; readonly choice: ThemeChoice } {
  const theme = useSyncExternalStore(subscribe, current, () => 'light' as const)
  const chosen = useSyncExternalStore(
    subscribe,
    () => choice,
    () => 'system' as const,
  )
  return { theme, choice: chosen }
}
