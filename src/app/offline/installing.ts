import type { Installing } from '../../views/round/offlineContract'

/** Chromium's offer to install, which public/supported.js catches. */
export interface InstallPrompt extends Event {
  prompt(): Promise<void>
  readonly userChoice: Promise<{ readonly outcome: 'accepted' | 'dismissed' }>
}

declare global {
  interface Window {
    __installPrompt?: InstallPrompt
  }
  interface WindowEventMap {
    beforeinstallprompt: InstallPrompt
  }
  interface Navigator {
    /** Safari: whether the page was opened from the home screen. */
    readonly standalone?: boolean
  }
}

export interface Device {
  readonly secure: boolean
  /** The page has a window of its own, without the browser's bars. */
  readonly standalone: boolean
  readonly offered: boolean
  /** Fingers, not a mouse: a menu for the home screen is to be expected. */
  readonly touch: boolean
}

export function installingOf({ secure, standalone, offered, touch }: Device): Installing {
  if (standalone) return 'installed'
  if (offered) return 'possible'
  return secure && touch ? 'manual' : null
}

export const thisDevice = (installed: boolean): Device => ({
  secure: isSecureContext,
  standalone: installed || navigator.standalone === true || matchMedia('(display-mode: standalone)').matches,
  offered: window.__installPrompt !== undefined,
  touch: matchMedia('(pointer: coarse)').matches,
})
