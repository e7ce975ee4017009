import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

declare global {
  interface Window {
    /** Set by public/supported.js, which has then put its own text in place of the page. */
    __unsupported?: boolean
  }
}

const root = document.getElementById('root')
if (root && !window.__unsupported) {
  createRoot(root).render(
    <StrictMode>
      <h1>Smart Supervision</h1>
    </StrictMode>,
  )
  document.documentElement.dataset.ready = 'true'
}
