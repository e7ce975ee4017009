import type { ReactNode } from 'react'

/** A4 upright, or the width of a screen (16:9), 13.333 × 7.5 inches. */
export const papers = ['a4', 'wide'] as const
export type Paper = (typeof papers)[number]

/** Millimetres of a sheet and of what it holds between its margins: `sheets.css` has the same. */
export const sizes: Readonly<
  Record<Paper, { readonly width: number; readonly height: number; readonly inner: number }>
> = { a4: { width: 210, height: 297, inner: 180 }, wide: { width: 338.667, height: 190.5, inner: 306 } }

export interface SheetColumn {
  readonly key: string
  readonly label: string
  readonly align?: 'left' | 'right'
  /** Its part of the table's width, against the other columns'. */
  readonly width: number
}

export interface SheetRow {
  readonly key: string
  /** One a column. */
  readonly cells: readonly ReactNode[]
  /** Chosen by a filter, or a sum. */
  readonly strong?: boolean
}

export interface SheetTable {
  readonly caption: string
  /** What is to be known of it, below its caption. */
  readonly notes: readonly string[]
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly SheetRow[]
}

/** What is dealt out to sheets: a piece that stays whole, or a table that may go on. Keys are unique. */
export type Block =
  | {
      readonly kind: 'whole'
      readonly key: string
      readonly node: ReactNode
      /** A heading: stays with what follows. */
      readonly withNext?: boolean
      /** A line of text: little room below it. */
      readonly tight?: boolean
      readonly newSheet?: boolean
    }
  | { readonly kind: 'table'; readonly key: string; readonly table: SheetTable; readonly newSheet?: boolean }
