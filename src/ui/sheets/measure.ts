import type { Block } from './blocks'
import type { Measured } from './layout'

/** Pixels that are left free on every sheet: a printer may break a line where the screen did not. */
const spare = 8

const heightOf = (element: Element | null): number => element?.getBoundingClientRect().height ?? 0

/** The heights of `blocks` as they stand in a sheet without end, and what a sheet's body holds. */
export function measure(sheet: HTMLElement, blocks: readonly Block[]): { measured: Measured[]; capacity: number } {
  const body = sheet.querySelector('.ui-sheet-body')
  const boxes = new Map([...sheet.querySelectorAll<HTMLElement>('[data-block]')].map(box => [box.dataset.block, box]))
  const measured = blocks.map((block): Measured => {
    const box = boxes.get(block.key) ?? null
    const { newSheet } = block
    if (block.kind === 'whole') return { kind: 'whole', height: heightOf(box), withNext: block.withNext, newSheet }
    const [first, other] = [...(box?.querySelectorAll('.ui-sheet-top') ?? [])]
    const [top, again] = [heightOf(first ?? null), heightOf(other ?? null)]
    const rows = [...(box?.querySelectorAll('tbody > tr') ?? [])].map(heightOf)
    const head = heightOf(box) - top - again - rows.reduce((sum, row) => sum + row, 0)
    return { kind: 'table', top, again, head, rows, newSheet }
  })
  return { measured, capacity: heightOf(body) - spare }
}
