import { useTexts } from '../../i18n'
import { drawingOf, drawingSide } from './roundDrawing'
import type { NumberedRound } from './roundWords'

/** The ways of the rounds that are listed: numbered places joined by straight lines. The list says the same in words. */
export function RoundMap({ rounds }: { readonly rounds: readonly NumberedRound[] }) {
  const { t, formats } = useTexts()
  const drawing = drawingOf(rounds)
  if (drawing === null) return <p className="plan-rounds-note">{t('plan.rounds.map.none')}</p>
  const { lines, spots, bar } = drawing
  const foot = drawingSide - 10
  return (
    <figure className="plan-round-map">
      <svg
        viewBox={`0 0 ${drawingSide} ${drawingSide}`}
        role="img"
        aria-label={t('plan.rounds.map', { n: formats.count(drawing.places) })}
      >
        {lines.map(({ first, points }) => (
          <polyline key={first} points={points} />
        ))}
        {spots.map(({ x, y, label, title }) => (
          <g key={title}>
            <title>{title}</title>
            {drawing.numbered ? <Numbers x={x} y={y} label={label} /> : <circle cx={x} cy={y} r={3.5} />}
          </g>
        ))}
        <path d={`M10 ${foot - 5}V${foot}h${bar.length}v-5`} />
        <text className="plan-round-scale" x={bar.length + 16} y={foot + 1}>
          {t('plan.rounds.kilometres', { km: formats.number(bar.kilometres, 3) })}
        </text>
      </svg>
      <figcaption className="plan-rounds-note">
        {t('plan.rounds.map.note')}
        {!drawing.numbered && ` ${t('plan.rounds.map.dense')}`}
      </figcaption>
    </figure>
  )
}

/** Numbers in a box as wide as they are. */
function Numbers({ x, y, label }: { readonly x: number; readonly y: number; readonly label: string }) {
  const width = Math.max(20, 8 + 7 * label.length)
  return (
    <>
      <rect x={x - width / 2} y={y - 10} width={width} height={20} rx={10} />
      <text x={x} y={y + 4} textAnchor="middle">
        {label}
      </text>
    </>
  )
}
