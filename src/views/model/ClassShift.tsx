import { classLabel, useTexts } from '../../i18n'
import type { ClassMove } from '../../queries/versions'
import { referenceMix, riskClasses } from '../../risk/scorecard'
import { ClassBadge } from '../../ui/ClassBadge'
import { ShareBar } from './ShareBar'

/** Businesses of each class before and after, beside the mix of a city that publishes its own. */
export function ClassShift({
  moves,
  names,
}: {
  readonly moves: readonly ClassMove[]
  readonly names: readonly [string, string]
}) {
  const texts = useTexts()
  const { t, formats } = texts
  const all = moves.reduce((sum, { n }) => sum + n, 0)
  const count = (side: 'before' | 'after', letter: string): number =>
    moves.reduce((sum, move) => sum + (move[side] === letter ? move.n : 0), 0)
  const moved = moves.reduce((sum, { before, after, n }) => sum + (before === after ? 0 : n), 0)
  return (
    <>
      <table className="model-table model-mix">
        <thead>
          <tr>
            <th scope="col">{t('model.class')}</th>
            <th scope="col">{names[0]}</th>
            <th scope="col">{names[1]}</th>
            <th scope="col">{t('model.change')}</th>
            <th scope="col">{t('model.share')}</th>
            <th scope="col">{t('model.reference')}</th>
          </tr>
        </thead>
        <tbody>
          {riskClasses.map(letter => {
            const [before, after] = [count('before', letter), count('after', letter)]
            const share = all === 0 ? 0 : after / all
            return (
              <tr key={letter}>
                <th scope="row">
                  <ClassBadge letter={letter} title={classLabel(letter, texts)} />
                </th>
                <td>{formats.count(before)}</td>
                <td>{formats.count(after)}</td>
                <td data-moved={after !== before || undefined}>
                  {after === before ? '0' : `${after > before ? '+' : '−'}${formats.count(Math.abs(after - before))}`}
                </td>
                <td className="model-mix-share">
                  <ShareBar value={share} letter={letter} />
                  <span>{formats.rate(share)}</span>
                </td>
                <td>{formats.rate(referenceMix[letter])}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="model-note">{t('model.moved', { n: formats.count(moved), of: formats.count(all) })}</p>
    </>
  )
}
