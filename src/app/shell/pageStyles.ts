import address from '../pages.css?url'

/**
 * Puts in the styles that the overview does without. A sheet that a module imports is never asked for again where it
 * could not be fetched; this one is, by the next call. Rejects where it cannot be fetched.
 */
export function fetchPageStyles(): Promise<void> {
  // Nothing is styled outside a page.
  if (typeof document === 'undefined') return Promise.resolve()
  return new Promise((resolve, reject) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = address
    link.onload = () => resolve()
    link.onerror = () => {
      link.remove()
      reject(new Error(`${link.href}: the styles could not be fetched; reload the page`))
    }
    document.head.append(link)
  })
}
