import { useTexts } from '../../i18n'
import type { Backtest } from '../../risk/backtest/backtest'
import type { Tenth } from '../../risk/backtest/metrics'
import { ShareBar } from './ShareBar'

export interface CalibrationProps {
  readonly found: Pick<Backtest, 'from' | 'score' | 'asOfDay' | 'frozen'>
}

/** How far a score can be taken at its word, by tenths: as of each visit's day, and beside it with everything as of the first. */
export function Calibration({ found: { from, score: kind, asOfDay, frozen } }: CalibrationProps) {
  const { t, formats } = useTexts()
  const most = Math.max(0.01, ...[...asOfDay.tenths, ...frozen.tenths].map(({ observed }) => observed))
  const says = t(kind === 'model' ? 'model.predicted' : 'model.meanScore')
  const cells = (tenth: Tenth | undefined) => (
    <>
      <td>{kind === 'model' ? formats.rate(tenth?.score) : formats.fixed(tenth?.score, 1)}</td>
      <td className="model-mix-share">
        <ShareBar value={(tenth?.observed ?? 0) / most} />
        <span>{formats.rate(tenth?.observed)}</span>
      </td>
    </>
  )
  return (
    <section className="ui-card">
      <h2>{t('model.tenths')}</h2>
      <p className="model-sub">
        {t(kind === 'model' ? 'model.tenths.sub.model' : 'model.tenths.sub.card')}
        {` · ${t('model.tenths.frozen', { day: formats.day(from) })}`}
      </p>
      <table className="model-table model-mix">
        <thead>
          <tr>
            <th scope="col">{t('model.tenth')}</th>
            <th scope="col">{t('model.inspections')}</th>
            <th scope="col">{says}</th>
            <th scope="col">{t('model.observed')}</th>
            <th scope="col">{t('model.frozen.of', { name: says })}</th>
            <th scope="col">{t('model.frozen.of', { name: t('model.observed') })}</th>
          </tr>
        </thead>
        <tbody>
          {asOfDay.tenths.map((tenth, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a tenth is its place
            <tr key={i}>
              <th scope="row">{i + 1}</th>
              <td>{formats.count(tenth.inspections)}</td>
              {cells(tenth)}
              {cells(frozen.tenths[i])}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
