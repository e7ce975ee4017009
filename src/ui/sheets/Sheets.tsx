import { type CSSProperties, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Block, type Paper, sizes } from './blocks'
import { layout, type Piece } from './layout'
import { measure } from './measure'
import { SheetTableTop, SheetTableView } from './SheetTableView'
import { useLook } from './useLook'
import { usePageSize } from './usePageSize'

export interface SheetsProps {
  /** The same array as long as nothing in it changes: it is measured anew when it does. */
  readonly blocks: readonly Block[]
  readonly paper: Paper
  readonly label: string
  /** Above and below the page's number, on every sheet. */
  readonly head: ReactNode
  readonly foot: ReactNode
  /** Called after the sheets of `blocks` are in the document, with how many there are. */
  onPaged?(sheets: number): void
}

interface Paged {
  readonly blocks: readonly Block[]
  readonly paper: Paper
  readonly look: number
  readonly sheets: readonly (readonly Piece[])[]
}

/**
 * Blocks dealt out to sheets of paper, which are printed as they stand: what is seen is what is printed, and nothing is
 * left to how a browser parts pages. They are drawn once in a sheet out of sight and measured before anything is painted.
 */
export function Sheets({ blocks, paper, label, head, foot, onPaged }: SheetsProps) {
  const { t } = useTranslation()
  const trial = useRef<HTMLElement>(null)
  const [paged, setPaged] = useState<Paged | null>(null)
  const look = useLook()
  usePageSize(paper)
  const [frame, scale] = useScale(paper)
  const known = paged?.blocks === blocks && paged.paper === paper && paged.look === look

  useLayoutEffect(() => {
    if (known || trial.current === null) return
    const { measured, capacity } = measure(trial.current, blocks)
    setPaged({ blocks, paper, look, sheets: layout(measured, capacity) })
  }, [known, blocks, paper, look])

  const shown = paged?.paper === paper ? paged : null
  const count = shown?.sheets.length ?? 0
  useEffect(() => {
    if (known) onPaged?.(count)
  }, [known, count, onPaged])

  return (
    <section
      ref={frame}
      className="ui-sheets"
      data-paper={paper}
      data-paged={known || undefined}
      aria-label={label}
      style={{ '--sheet-scale': scale } as CSSProperties}
    >
      {shown?.sheets.map((pieces, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sheet is its number
        <div key={i} className="ui-sheet-frame">
          <article className="ui-sheet ui-paper" aria-label={t('ui.sheet.page', { n: i + 1, of: count })}>
            <header>{head}</header>
            <div className="ui-sheet-body">
              {pieces.map(piece => (
                <PieceView key={piece.block} block={shown.blocks[piece.block]} piece={piece} />
              ))}
            </div>
            <footer>
              <span>{foot}</span>
              <b className="ui-sheet-number">
                {i + 1} / {count}
              </b>
            </footer>
          </article>
        </div>
      ))}
      {!known && (
        <div className="ui-sheets-trial" data-paper={paper} aria-hidden="true" inert>
          <article ref={trial} className="ui-sheet ui-paper">
            <header>{head}</header>
            <div className="ui-sheet-body">
              {blocks.map(block => (
                <div key={block.key} className="ui-sheet-block" data-block={block.key} data-tight={isTight(block)}>
                  {block.kind === 'whole' ? (
                    block.node
                  ) : (
                    <>
                      <SheetTableTop table={block.table} again={false} />
                      <SheetTableTop table={block.table} again />
                      <SheetTableView table={block.table} from={0} to={block.table.rows.length} most={null} />
                    </>
                  )}
                </div>
              ))}
            </div>
            <footer>
              <span>{foot}</span>
              <b className="ui-sheet-number">000 / 000</b>
            </footer>
          </article>
        </div>
      )}
    </section>
  )
}

const isTight = (block: Block): true | undefined => (block.kind === 'whole' && block.tight ? true : undefined)

function PieceView({ block, piece }: { readonly block: Block | undefined; readonly piece: Piece }) {
  if (block === undefined) return null
  const { from, to, most } = piece
  if (block.kind === 'table')
    return (
      <div className="ui-sheet-block" data-table={block.key}>
        <SheetTableTop table={block.table} again={from > 0} />
        <SheetTableView table={block.table} from={from} to={to} most={most} />
      </div>
    )
  return (
    <div
      className="ui-sheet-block"
      data-tight={isTight(block)}
      style={most === null ? undefined : { maxHeight: most, overflow: 'hidden' }}
    >
      {block.node}
    </div>
  )
}

/** How much smaller than paper the sheets must be to fit their place; 1 at most. Nothing but the look depends on it. */
function useScale(paper: Paper): [React.RefObject<HTMLElement | null>, number] {
  const frame = useRef<HTMLElement>(null)
  const [width, setWidth] = useState(Infinity)
  useLayoutEffect(() => {
    const element = frame.current
    if (element === null) return
    setWidth(element.clientWidth)
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const wanted = (sizes[paper].width * 96) / 25.4
  return [frame, width === 0 ? 1 : Math.min(1, width / wanted)]
}
