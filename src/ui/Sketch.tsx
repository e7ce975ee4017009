import { useId } from 'react'
import type { Sketch as Shapes, SketchPath } from '../charts/sketch'

export interface SketchProps {
  readonly shapes: Shapes
  /** Of the box that the shapes are for, in pixels; where it has another size by now, they fill that. */
  readonly size: readonly [width: number, height: number]
}

/** A chart as it is seen until ECharts is there. Beneath the place of its drawing; nothing in it can be pointed at. */
export function Sketch({ shapes, size }: SketchProps) {
  const id = useId()
  const stripes = new Map<string, { id: string; hatch: NonNullable<SketchPath['hatch']> }>()
  for (const { hatch } of shapes.paths)
    if (hatch && !stripes.has(keyOf(hatch))) stripes.set(keyOf(hatch), { id: `${id}${stripes.size}`, hatch })
  return (
    <svg className="ui-sketch" viewBox={`0 0 ${size.join(' ')}`} preserveAspectRatio="none" aria-hidden="true">
      {stripes.size > 0 && (
        <defs>
          {[...stripes.values()].map(({ id: name, hatch }) => (
            <pattern
              key={name}
              id={name}
              width={4}
              height={hatch.fine ? 3 : 5}
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(-45)"
            >
              <rect width={4} height={hatch.fine ? 1 : 2} fill={hatch.colour} />
            </pattern>
          ))}
        </defs>
      )}
      {shapes.paths.map(({ d, fill = 'none', stroke, width, dash, round, opacity, hatch }, i) => {
        const look = { d, stroke, strokeWidth: width, strokeDasharray: dash, opacity }
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: shapes have no names, and are drawn anew together
          <g key={i}>
            <path {...look} fill={fill} strokeLinecap={round ? 'round' : undefined} strokeLinejoin="bevel" />
            {hatch && <path {...look} fill={`url(#${stripes.get(keyOf(hatch))?.id})`} />}
          </g>
        )
      })}
      {shapes.texts.map(({ x, y, text, anchor, fill }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <text key={i} x={x} y={y} fill={fill} textAnchor={anchor} dominantBaseline="central">
          {text}
        </text>
      ))}
    </svg>
  )
}

const keyOf = ({ colour, fine }: NonNullable<SketchPath['hatch']>): string => `${colour} ${fine}`
