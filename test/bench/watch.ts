/** Times in milliseconds since the page's navigation began. */
export interface Shown {
  /** All tiles that are asked for at once, with a value or the reason why there is none. */
  tiles?: number
  /** The same and the map and the four trends with something drawn. */
  all?: number
  /** The four questions of the tiles are answered by the running engine. */
  ready?: number
  /** The same for every card of the page. */
  live?: number
}

/** One click, in milliseconds since its event. */
export interface Act {
  /** The page says that it is not up to date. */
  readonly noticed: number
  /** Every tile and card has the engine's answer to what was chosen. */
  readonly answered: number
  /** Two frames later: it is on screen. */
  readonly painted: number
}

export interface Watch {
  /** In the document: before the frame that shows it. */
  readonly found: Shown
  /** After the frame that showed it. */
  readonly painted: Shown
  /** Resolves after the next click that changes what is asked. */
  next(): Promise<Act>
}

declare global {
  interface Window {
    benchWatch: Watch
  }
}

/** Runs in the page before its own scripts: it watches the document and never asks it to do anything. */
export function watchPage(): void {
  if (window.top !== window) return
  const found: Shown = {}
  const painted: Shown = {}
  let act: { from: number; noticed: number | null } | null = null
  let tell: ((act: Act) => void) | null = null

  const note = (name: keyof Shown): void => {
    if (found[name] !== undefined) return
    found[name] = performance.now()
    requestAnimationFrame(() => {
      const after = new MessageChannel()
      after.port1.onmessage = () => {
        painted[name] = performance.now()
      }
      after.port2.postMessage(null)
    })
  }
  const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)]

  /** What was chosen is marked and nothing is asked: the page had all answers. It says otherwise within two frames. */
  const foreseen = (chosen: NonNullable<typeof act>, at: number): void => {
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (act !== chosen || chosen.noticed !== null) return
        act = null
        tell?.({ noticed: at - chosen.from, answered: at - chosen.from, painted: performance.now() - chosen.from })
        tell = null
      }),
    )
  }

  const look = (chosen: boolean): void => {
    const ready = document.documentElement?.dataset.ready === 'true'
    if (found.live === undefined) {
      const tiles = all('[data-kpi]:not([data-later])')
      if (tiles.length < 8) return
      if (tiles.every(tile => tile.dataset.value !== '' || tile.dataset.missing)) {
        note('tiles')
        // A drawing has its canvas once something was painted on it, and shapes until then.
        const drawings = all('.ui-drawing')
        if (
          drawings.length >= 5 &&
          drawings.every(drawing => drawing.querySelector('canvas, .ui-sketch path') !== null)
        )
          note('all')
      }
      if (ready) note('ready')
      if (
        ready &&
        all('main [data-live="false"]:not([data-later]), main [aria-busy="true"]:not([data-later])').length === 0
      )
        note('live')
      return
    }
    if (act === null) return
    const now = performance.now()
    if (!ready) act.noticed ??= now
    if (chosen && act.noticed === null) foreseen(act, now)
    if (act.noticed === null || !ready || all('main [aria-busy="true"]:not([data-later])').length > 0) return
    const { from, noticed } = act
    act = null
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        tell?.({ noticed: noticed - from, answered: now - from, painted: performance.now() - from })
        tell = null
      }),
    )
  }

  const observer = new MutationObserver(changes => look(changes.some(each => each.attributeName === 'aria-selected')))
  observer.observe(document, {
    subtree: true,
    childList: true,
    attributeFilter: [
      'data-ready',
      'data-value',
      'data-missing',
      'data-live',
      'data-drawn',
      'aria-busy',
      'aria-selected',
    ],
  })
  document.addEventListener(
    'click',
    event => {
      if (tell !== null) act = { from: event.timeStamp, noticed: null }
    },
    true,
  )
  window.benchWatch = {
    found,
    painted,
    next: () =>
      new Promise(resolve => {
        tell = resolve
      }),
  }
}
