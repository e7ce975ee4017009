import { featureLabel, levelText, useTexts } from '../../i18n'
import { pointsOfLogOdds } from '../../risk/model/predict'
import type { RiskModel } from '../../risk/model/riskModel'
import { DeviationBar } from '../../ui/DeviationBar'

export interface CoefficientsProps {
  readonly model: RiskModel
  /** Another one, whose points stand beside them. */
  readonly other: RiskModel | null
}

interface Line {
  readonly key: string
  readonly label: string
  readonly points: number | null
  readonly other: number | null
}

/** What a model learned: points that a feature adds where it is one standard deviation above the mean, and points of levels. */
export function Coefficients({ model, other }: CoefficientsProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const pointsIn = (of: RiskModel | null): Map<string, number> =>
    new Map([
      ...(of?.numbers ?? []).map(({ key, coefficient }) => [key, pointsOfLogOdds(coefficient)] as const),
      ...(of?.factors ?? []).flatMap(({ key, levels }) => {
        const mean = levels.reduce((sum, { share, coefficient }) => sum + share * coefficient, 0)
        return levels.map(({ level, coefficient }) => [`${key} ${level}`, pointsOfLogOdds(coefficient - mean)] as const)
      }),
    ])
  const [mine, theirs] = [pointsIn(model), pointsIn(other)]
  const lines = [...new Set([...mine.keys(), ...theirs.keys()])].map((key): Line => {
    const [feature = '', ...level] = key.split(' ')
    const label =
      level.length === 0
        ? featureLabel(feature, texts)
        : t('model.level', { name: featureLabel(feature, texts), level: levelText(level.join(' '), texts) })
    return { key, label, points: mine.get(key) ?? null, other: theirs.get(key) ?? null }
  })
  lines.sort((a, b) => Math.abs(b.points ?? 0) - Math.abs(a.points ?? 0))
  const most = Math.max(
    1,
    ...lines.flatMap(({ points, other: second }) => [Math.abs(points ?? 0), Math.abs(second ?? 0)]),
  )
  const written = (points: number | null): string =>
    points === null ? '–' : `${points > 0 ? '+' : ''}${formats.fixed(points, 1)}`
  return (
    <table className="model-table model-coefficients">
      <thead>
        <tr>
          <th scope="col">{t('model.feature')}</th>
          <td />
          <th scope="col">{t('model.points')}</th>
          {other !== null && <th scope="col">{other.name}</th>}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ key, label, points, other: second }) => (
          <tr key={key}>
            <th scope="row">{label}</th>
            <td className="model-both">
              <DeviationBar value={points ?? 0} most={most} />
            </td>
            <td>{written(points)}</td>
            {other !== null && <td>{written(second)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
