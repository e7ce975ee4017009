/** Milliseconds after which nothing is waited for any longer. */
const atMost = 5000
const comings = ['pointerenter', 'pointerdown'] as const

/**
 * Calls `then` once: when a pointer comes to `element`, when the page is live (`html[data-ready]`), or after a while. What
 * is returned calls it off.
 */
export function whenWanted(element: HTMLElement, then: () => void): () => void {
  const root = document.documentElement
  const tell = (): void => {
    end()
    then()
  }
  const timer = setTimeout(tell, atMost)
  const watching = new MutationObserver(() => {
    if (root.dataset.ready === 'true') tell()
  })
  const end = (): void => {
    clearTimeout(timer)
    watching.disconnect()
    for (const coming of comings) element.removeEventListener(coming, tell)
  }
  watching.observe(root, { attributeFilter: ['data-ready'] })
  for (const coming of comings) element.addEventListener(coming, tell, { passive: true })
  if (root.dataset.ready === 'true') tell()
  return end
}
