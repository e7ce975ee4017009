import { type Ref, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Chart } from '../charts/chart'
import { AreaDraw } from './AreaDraw'
import { attach, type ChartSelect, type Drawn, drawsAtOnce } from './drawn'
import { MapTools, type Tool } from './MapTools'
import { Sketch } from './Sketch'
import { whenWanted } from './whenWanted'
import './drawing.css'

export type { ChartSelect } from './drawn'

export interface DrawingHandle {
  /** The chart under its title as a PNG, twice the size on screen; null where it cannot be drawn. */
  picture(title: string, subtitle: string): Promise<Blob | null>
  /** The same as an SVG of the size on screen, with a line at its foot. */
  vector(title: string, subtitle: string, foot: string): Promise<Blob | null>
}

export interface DrawingProps {
  readonly chart: Chart
  readonly areas: boolean
  onSelect?(event: ChartSelect): void
  /** The pointer came to an item, or left it (null). */
  onNear?(key: string | null): void
  readonly ref?: Ref<DrawingHandle>
}

/**
 * The place where ECharts draws. It loads with the first chart, follows the size of its box and ends with it. Until it is
 * there the chart's sketch is seen, where it has one; then ECharts can wait until the page is live, or somebody points at it.
 */
export function Drawing({ chart, areas, onSelect, onNear, ref }: DrawingProps) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const select = useRef(onSelect)
  const near = useRef(onNear)
  const [drawn, setDrawn] = useState<Drawn | null>(null)
  const [failed, fail] = useState(false)
  const [tool, choose] = useState<Tool | null>(null)
  select.current = onSelect
  near.current = onNear
  /** The size of the box while a sketch stands in it. */
  const [sketched, setSketched] = useState<readonly [width: number, height: number] | null>(null)
  /** Opens the drawing now, whatever it waits for; null where it cannot be. */
  const want = useRef<() => Promise<Drawn | null>>(() => Promise.resolve(null))
  const hasSketch = useRef(false)
  hasSketch.current = chart.sketch !== undefined

  useLayoutEffect(() => {
    const element = box.current
    if (element !== null && hasSketch.current && !drawsAtOnce())
      setSketched([element.clientWidth, element.clientHeight])
  }, [])

  useEffect(() => {
    const element = box.current
    if (element === null) return
    let ended = false
    let made: Drawn | null = null
    let opening: Promise<Drawn | null> | undefined
    const begin = (): Promise<Drawn | null> => {
      opening ??= attach(
        element,
        event => select.current?.(event),
        key => near.current?.(key),
      ).then(
        opened => {
          if (ended) {
            opened.dispose()
            return null
          }
          made = opened
          setDrawn(opened)
          return opened
        },
        () => {
          if (!ended) fail(true)
          return null
        },
      )
      return opening
    }
    want.current = begin
    let wait: (() => void) | undefined
    if (hasSketch.current && !drawsAtOnce()) wait = whenWanted(element, () => void begin())
    else void begin()
    return () => {
      ended = true
      wait?.()
      made?.dispose()
      setDrawn(null)
    }
  }, [])

  const clickable = onSelect !== undefined
  const first = useRef<Drawn | null>(null)
  useEffect(() => {
    if (drawn === null) return
    // Between `beforeprint` and the print there is no frame.
    const printing = document.documentElement.hasAttribute('data-printing')
    if (first.current !== drawn || printing) {
      first.current = drawn
      drawn.show(chart, clickable)
      // A sketch gives way in the same frame.
      drawn.flush()
      setSketched(null)
      return
    }
    // Drawing takes longer than an answer: those on their way come first, and of several charts only the last is drawn.
    const frame = requestAnimationFrame(() => drawn.show(chart, clickable))
    return () => cancelAnimationFrame(frame)
  }, [drawn, chart, clickable])
  /** The drawing with the chart in it: who asks for its picture does not wait for the page. */
  const shown = async (): Promise<Drawn | null> => {
    if (drawn !== null) return drawn
    const opened = await want.current()
    opened?.show(chart, clickable)
    return opened
  }
  useImperativeHandle(ref, () => ({
    picture: async (title, subtitle) => (await shown())?.picture(title, subtitle) ?? null,
    vector: async (title, subtitle, foot) => (await shown())?.vector(title, subtitle, foot) ?? null,
  }))

  const isMap = chart.maps.length > 0
  const shapes = useMemo(() => (sketched === null ? null : chart.sketch?.(...sketched)), [sketched, chart])
  return (
    <div className="ui-drawing" data-map={isMap || undefined} data-drawn={drawn !== null || undefined}>
      <div ref={box} className="ui-drawing-box" role="img" aria-label={chart.summary} />
      {sketched && shapes && !failed && <Sketch shapes={shapes} size={sketched} />}
      {failed && <p className="ui-drawing-failed">{t('ui.noDrawing')}</p>}
      {drawn !== null && isMap && (
        <MapTools
          tool={tool}
          onTool={areas && onSelect !== undefined ? choose : undefined}
          onZoom={by => drawn.zoom(by)}
          onWhole={() => drawn.whole()}
        />
      )}
      {drawn !== null && tool !== null && (
        <AreaDraw
          tool={tool}
          place={pixel => drawn.place(pixel)}
          onArea={ring => {
            choose(null)
            onSelect?.({ kind: 'area', ring })
          }}
          onCancel={() => choose(null)}
        />
      )}
    </div>
  )
}
