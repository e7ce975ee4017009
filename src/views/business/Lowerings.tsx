import { classLabel, useTexts } from '../../i18n'
import { type Lowering, leastPoints } from '../../risk/lowering'
import type { Scorecard } from '../../risk/scorecard'
import { ClassBadge } from '../../ui/ClassBadge'

export interface LoweringsProps {
  readonly lowerings: readonly Lowering[]
  readonly card: Scorecard
}

/** What would lower the score or the class. */
export function Lowerings({ lowerings, card }: LoweringsProps) {
  const texts = useTexts()
  const { t } = texts
  const byScore = card.model === undefined && card.thresholds.by === 'value'
  const byPoints = ({ less }: Lowering): boolean => less >= leastPoints
  // A class by share depends on all the others, and a model's on its own score: what one deed would lead to is not
  // known, unless the score stays and a fact lifts the class no more.
  const isKnown = (each: Lowering): boolean => byScore || (card.model === undefined && !byPoints(each))
  const shown = lowerings.filter(each => byPoints(each) || isKnown(each))
  return (
    <ul className="business-lower">
      {shown.map(each => (
        <li key={each.kind}>
          <span>{t(`risk.lower.${each.kind}`)}</span>
          <b>{pointsText(each.less)}</b>
          <span>
            → {each.score.toFixed(1)}{' '}
            {isKnown(each) && <ClassBadge letter={each.class} title={classLabel(each.class, texts)} />}
          </span>
        </li>
      ))}
      {shown.length === 0 && <li>{t('risk.lower.none')}</li>}
    </ul>
  )
}

function pointsText(less: number): string {
  if (Math.abs(less) < leastPoints) return '±0'
  return less > 0 ? `−${less.toFixed(1)}` : `+${(-less).toFixed(1)}`
}
