import type { ReactNode } from 'react'
import c from './controls.module.css'

/** Drawn on a grid of 20, in the colour of the text; the words beside them say the same. */
function Icon({ size, children }: { size: number; children: ReactNode }) {
  return (
    <svg className={c.icon} viewBox="0 0 20 20" width={size} height={size} aria-hidden="true" focusable="false">
      {children}
    </svg>
  )
}

export const overviewIcon = (
  <Icon size={20}>
    <path d="M3 17V9l7-5 7 5v8h-5v-5H8v5z" />
  </Icon>
)
export const insightIcon = (
  <Icon size={20}>
    <path d="M3 16l4-5 3.5 3L16 6m-4 0h4v4" />
  </Icon>
)
export const riskIcon = (
  <Icon size={20}>
    <path d="M3 5h14M3 10h10M3 15h6" />
  </Icon>
)
export const planIcon = (
  <Icon size={20}>
    <path d="M4 4h12v13H4zM7 2.5v3m6-3v3M4 8h12M7 12l2 2 4-4" />
  </Icon>
)
export const servicesIcon = (
  <Icon size={20}>
    <path d="M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4.5l3 2" />
  </Icon>
)
export const modelIcon = (
  <Icon size={20}>
    <path d="M4 6h4m4 0h4M4 14h7m4 0h1M10 4v4m3 4v4" />
  </Icon>
)
export const sqlIcon = (
  <Icon size={20}>
    <path d="M3 4h14v12H3zM6 8l2.5 2L6 12m4.5.5H14" />
  </Icon>
)
export const extractsIcon = (
  <Icon size={20}>
    <ellipse cx="10" cy="5" rx="6.5" ry="2.5" />
    <path d="M3.5 5v10c0 1.4 2.9 2.5 6.5 2.5s6.5-1.1 6.5-2.5V5M3.5 10c0 1.4 2.9 2.5 6.5 2.5s6.5-1.1 6.5-2.5" />
  </Icon>
)
export const shareIcon = (
  <Icon size={16}>
    <path d="M10 12.5V3m0 0L6.5 6.5M10 3l3.5 3.5M5 9.5H4V17h12V9.5h-1" />
  </Icon>
)
export const savedIcon = (
  <Icon size={16}>
    <path d="M5.5 3h9v14L10 13.2 5.5 17z" />
  </Icon>
)
export const printIcon = (
  <Icon size={16}>
    <path d="M5.5 8V3h9v5M5.5 15H3V8h14v7h-2.5M5.5 12h9v5h-9z" />
  </Icon>
)
export const doneIcon = (
  <Icon size={16}>
    <path d="m4 10.5 4 4 8-9" />
  </Icon>
)
export const lightIcon = (
  <Icon size={16}>
    <circle cx="10" cy="10" r="3.4" />
    <path d="M10 2v2m0 12v2M2 10h2m12 0h2M4.3 4.3l1.5 1.5m8.4 8.4 1.5 1.5M4.3 15.7l1.5-1.5m8.4-8.4 1.5-1.5" />
  </Icon>
)
export const darkIcon = (
  <Icon size={16}>
    <path d="M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7z" />
  </Icon>
)
export const systemIcon = (
  <Icon size={16}>
    <circle cx="10" cy="10" r="7" />
    <path d="M10 3a7 7 0 0 1 0 14z" fill="currentColor" />
  </Icon>
)
export const closeIcon = (
  <Icon size={12}>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
)
export const plusIcon = (
  <Icon size={12}>
    <path d="M10 4v12M4 10h12" />
  </Icon>
)
