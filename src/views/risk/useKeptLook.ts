import { useState } from 'react'
import type { ColumnLook } from '../../ui/DataTable'
import { hiddenAtFirst } from './columns'

const key = 'risk.columns'

interface Look {
  readonly hidden: readonly string[]
  readonly widths: Readonly<Record<string, number>>
}

/** Which columns are hidden and how wide they are, kept for the next visit where the browser allows it. */
export function useKeptLook(): ColumnLook {
  const [look, setLook] = useState<Look>(kept)
  const change = (make: (now: Look) => Look): void =>
    setLook(now => {
      const next = make(now)
      try {
        globalThis.localStorage?.setItem(key, JSON.stringify(next))
      } catch {
        // Storage is forbidden: the choice lasts as long as the page.
      }
      return next
    })
  return {
    hidden: new Set(look.hidden),
    widths: look.widths,
    toggle: column =>
      change(now => ({
        ...now,
        hidden: now.hidden.includes(column) ? now.hidden.filter(each => each !== column) : [...now.hidden, column],
      })),
    widen: (column, pixels) =>
      change(now => ({ ...now, widths: { ...now.widths, [column]: Math.max(44, Math.round(pixels)) } })),
  }
}

function kept(): Look {
  try {
    const found = JSON.parse(globalThis.localStorage?.getItem(key) ?? 'null') as Partial<Look> | null
    if (found !== null && Array.isArray(found.hidden) && typeof found.widths === 'object' && found.widths !== null)
      return {
        hidden: found.hidden.map(String),
        widths: Object.fromEntries(Object.entries(found.widths).filter(([, width]) => Number.isFinite(width))),
      }
  } catch {
    // Nothing is kept, or nothing that can be read.
  }
  return { hidden: hiddenAtFirst, widths: {} }
}
