import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { boxRing, type Pixel, thinned } from './area'
import type { Tool } from './MapTools'

export interface AreaDrawProps {
  readonly tool: Tool
  /** Degrees under a pixel, null where there are none. */
  place(pixel: Pixel): readonly [number, number] | null
  onArea(ring: readonly (readonly [number, number])[]): void
  onCancel(): void
}

/** A sheet over a map on which a pointer draws a box or a free area; Esc gives up. */
export function AreaDraw({ tool, place, onArea, onCancel }: AreaDrawProps) {
  const { t } = useTranslation()
  const sheet = useRef<SVGSVGElement>(null)
  const [path, setPath] = useState<readonly Pixel[]>([])

  useEffect(() => {
    const giveUp = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      onCancel()
    }
    document.addEventListener('keydown', giveUp, true)
    return () => document.removeEventListener('keydown', giveUp, true)
  }, [onCancel])

  const at = (event: PointerEvent): Pixel => {
    const { left, top } = sheet.current?.getBoundingClientRect() ?? { left: 0, top: 0 }
    return [event.clientX - left, event.clientY - top]
  }
  const outline = tool === 'box' && path.length > 1 ? boxRing(path[0] ?? [0, 0], path.at(-1) ?? [0, 0]) : path

  const end = (): void => {
    const ring = thinned(outline)
      .map(place)
      .filter(found => found !== null)
    setPath([])
    if (ring.length >= 3) onArea(ring)
  }

  return (
    <svg
      ref={sheet}
      className="ui-area-sheet"
      role="application"
      aria-label={t('ui.drawing')}
      onPointerDown={event => {
        event.currentTarget.setPointerCapture(event.pointerId)
        setPath([at(event)])
      }}
      onPointerMove={event => path.length > 0 && setPath([...path, at(event)])}
      onPointerUp={end}
      onPointerCancel={() => setPath([])}
    >
      <title>{t('ui.drawing')}</title>
      <polygon points={outline.map(pixel => pixel.join(',')).join(' ')} />
    </svg>
  )
}
