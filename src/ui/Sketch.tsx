import { useId } from 'react'
import type { Sketch as Shapes, SketchPath } from '../charts/sketch'
import { font } from '../charts/theme'

/** A chart as it is seen until ECharts is there. Beneath the place of its drawing; nothing in it can be pointed at. */
export function Sketch({ shapes }: { readonly shapes: Shapes }) {
  const id = useId()
  const stripes = new Map<string, { id: string; hatch: NonNullable<SketchPath['hatch']> }>()
  for (const { hatch } of shapes.paths)
    if (hatch && !stripes.has(keyOf(hatch))) stripes.set(keyOf(hatch), { id: `${id}${stripes.size}`, hatch })
  return (
    <svg className="ui-sketch" aria-hidden="true">
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
        <text key={i} x={x} y={y} fill={fill} textAnchor={anchor} dominantBaseline="central" fontFamily={font}>
          {text}
        </text>
      ))}
    </svg>
  )
}

const keyOf = ({ colour, fine }: NonNullable<SketchPath['hatch']>): string => `${colour} ${fine}`
