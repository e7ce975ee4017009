import type { ReactNode } from 'react'
import { useTexts, wordLabel } from '../../i18n'
import type { RoundStop } from '../../round/round'

/** What the extracts knew of a business when the round was made. */
export function BusinessPart({ stop, asOf }: { readonly stop: RoundStop; readonly asOf: string }) {
  const { t, formats, language } = useTexts()
  const { business, permits, inspections, complaints } = stop
  const word = (vocabulary: Parameters<typeof wordLabel>[0], value: string | null): string =>
    value === null ? t('round.nothing') : wordLabel(vocabulary, value, language)
  return (
    <section className="round-file">
      <p className="round-hint">{t('round.file.asOf', { day: formats.day(asOf) })}</p>
      <dl className="round-facts">
        <dt>{t('round.file.code')}</dt>
        <dd>{business.code ?? t('round.nothing')}</dd>
        <dt>{t('round.file.class')}</dt>
        <dd>
          {business.class === null
            ? t('round.nothing')
            : business.score === null
              ? business.class
              : t('round.file.score', { class: business.class, score: formats.number(business.score, 1) })}
        </dd>
        {business.why !== null && (
          <>
            <dt>{t('round.file.why')}</dt>
            <dd>{business.why}</dd>
          </>
        )}
      </dl>
      <Rows title={t('round.file.inspections', { n: formats.count(inspections.all) })} of={inspections}>
        {inspections.rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows that never change
          <li key={i}>
            <b>{formats.day(row.day)}</b> {word('result', row.result)} · {word('inspection_type', row.type)}
            {row.item !== null && <p>{row.item}</p>}
            {row.dueOn !== null && row.rectifiedOn === null && (
              <p className="round-warn">{t('round.file.due', { day: formats.day(row.dueOn) })}</p>
            )}
          </li>
        ))}
      </Rows>
      <Rows title={t('round.file.complaints', { n: formats.count(complaints.all) })} of={complaints}>
        {complaints.rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows that never change
          <li key={i}>
            <b>{formats.day(row.day)}</b> {row.category ?? t('round.nothing')} · {word('complaint_status', row.status)}
          </li>
        ))}
      </Rows>
      <Rows title={t('round.file.permits', { n: formats.count(permits.all) })} of={permits}>
        {permits.rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows that never change
          <li key={i}>
            <b>{row.name ?? row.id}</b> {word('permit_status', row.status)}
            {row.validTo !== null && ` · ${t('round.file.until', { day: formats.day(row.validTo) })}`}
          </li>
        ))}
      </Rows>
    </section>
  )
}

interface RowsProps {
  readonly title: string
  readonly of: { readonly all: number; readonly rows: readonly unknown[] }
  readonly children: ReactNode
}

function Rows({ title, of: { all, rows }, children }: RowsProps) {
  const { t, formats } = useTexts()
  return (
    <>
      <h3>{title}</h3>
      {rows.length === 0 ? <p className="round-hint">{t('round.file.none')}</p> : <ul>{children}</ul>}
      {all > rows.length && (
        <p className="round-hint">
          {t('round.file.newest', { n: formats.count(rows.length), all: formats.count(all) })}
        </p>
      )}
    </>
  )
}
