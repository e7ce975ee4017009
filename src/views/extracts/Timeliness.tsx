import { useTexts } from '../../i18n'
import type { QualityReport } from './contracts'
import { listed } from './texts'

/** Months that are drawn. */
const most = 36

/** Newest and oldest row, rows by month, and months without any. */
export function Timeliness({
  of: { newest, oldest, daysBehind, months, gaps },
}: {
  readonly of: QualityReport['timeliness']
}) {
  const { t, language, formats } = useTexts()
  const shown = months.slice(-most)
  const highest = Math.max(1, ...shown.map(({ rows }) => rows))
  return (
    <>
      <h3>{t('extracts.timeliness')}</h3>
      <p className="ex-note">
        {newest !== null && t('extracts.newest', { newest: formats.day(newest), oldest: formats.day(oldest) })}
        {daysBehind !== null && ` · ${t('extracts.behind', { days: formats.count(daysBehind) })}`}
      </p>
      {shown.length > 0 && (
        <>
          <div
            className="ex-months"
            role="img"
            aria-label={t('extracts.months', {
              from: formats.month(shown[0]?.month),
              to: formats.month(shown.at(-1)?.month),
              most: formats.count(highest),
            })}
          >
            {shown.map(({ month, rows }) => (
              <i
                key={month}
                title={`${formats.month(month)} · ${formats.count(rows)}`}
                data-gap={rows === 0 || undefined}
                style={{ height: `${Math.max(2, (rows / highest) * 100)}%` }}
              />
            ))}
          </div>
          <p className="ex-axis ex-note">
            <span>{formats.month(shown[0]?.month)}</span>
            <span>{formats.month(shown.at(-1)?.month)}</span>
          </p>
        </>
      )}
      {gaps.length > 0 && (
        <p className="ex-warn">
          {t('extracts.gaps', {
            months: listed(
              gaps.map(month => formats.month(month)),
              language,
            ),
          })}
        </p>
      )}
    </>
  )
}
