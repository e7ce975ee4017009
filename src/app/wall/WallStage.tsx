import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { afterTooHigh, type Block, type Layout, layouts, partLayout, screensOf } from './fit'
import type { WallPart } from './wallPart'

/** Width and height of the place for the page, in the wall's pixels; `wall.css` has the same. */
const room = { width: 1248, height: 628 } as const

export interface WallStageProps {
  readonly part: WallPart
  /** Which screen of a page that is higher than the wall, from 0. */
  readonly screen: number
  onScreens(count: number): void
  readonly children: ReactNode
}

/**
 * The page on the wall: laid out in the narrowest width in which all of it is seen, and cut into screens where none is
 * wide enough. It cannot be reached by mouse or keyboard: on a wall nobody must be able to get stuck in it.
 */
export function WallStage({ part, screen, onScreens, children }: WallStageProps) {
  const content = useRef<HTMLDivElement>(null)
  const [layout, setLayout] = useState<Layout>({
    width: part === 'where' || part === 'trends' ? partLayout : layouts[0],
    cut: false,
  })
  const [tops, setTops] = useState<readonly number[]>([0])
  const tell = useRef(onScreens)
  tell.current = onScreens
  const scale = room.width / layout.width
  const height = room.height / scale
  const whole = part === 'page'

  useLayoutEffect(() => {
    const element = content.current
    if (element === null || !whole) return
    const look = (): void => {
      const total = element.scrollHeight
      if (total > height + 1 && !layout.cut) {
        setLayout(afterTooHigh(layout))
        return
      }
      const found = screensOf(total, height, blocksOf(element))
      setTops(now => (now.join() === found.join() ? now : found))
      tell.current(found.length)
    }
    const observer = new ResizeObserver(look)
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    look()
    return () => observer.disconnect()
  }, [layout, height, whole])

  const shown = Math.min(screen, tops.length - 1)
  const top = tops[shown] ?? 0
  // What the next screen begins with is left to it, with the blur of its upper line.
  const next = tops[shown + 1]
  const bottom = next === undefined ? undefined : next - 2
  return (
    <div className="wall-body" inert>
      <div
        ref={content}
        className="wall-content"
        data-part={part}
        data-layout={layout.width}
        style={{
          width: `${layout.width}px`,
          transform: `scale(${scale}) translateY(${-top}px)`,
          ...(whole ? {} : { height: `${height}px` }),
          ...(bottom !== undefined && { clipPath: `inset(0 0 calc(100% - ${bottom}px) 0)` }),
        }}
      >
        {children}
      </div>
    </div>
  )
}

/** Cards, tiles and rows of tables, in the page's own pixels. */
function blocksOf(content: HTMLElement): Block[] {
  const at = content.getBoundingClientRect()
  const scale = at.width / content.offsetWidth || 1
  return [...content.querySelectorAll('[data-chart], [data-kpi], article, tr, li')].map(element => {
    const box = element.getBoundingClientRect()
    return { top: (box.top - at.top) / scale, bottom: (box.bottom - at.top) / scale }
  })
}
