import { useDeferredValue, useMemo, useState } from 'react'
import { useTexts } from '../../i18n'
import type { DrawRecord } from '../../plan/record'
import type { Target } from '../../plan/roster'
import { type DataColumn, DataTable, useColumnLook } from '../../ui/DataTable'
import { EmptyState } from '../../ui/EmptyState'
import { foundRows, verifyRows } from './verifyRows'

export interface VerifyDrawnProps {
  readonly record: DrawRecord
  readonly targets: readonly Target[]
}

/** Who was drawn and who goes there: shown where every check holds. */
export function VerifyDrawn({ record, targets }: VerifyDrawnProps) {
  const { t, language, formats } = useTexts()
  const [typed, type] = useState('')
  const wanted = useDeferredValue(typed)
  const look = useColumnLook()
  const rows = useMemo(
    () => verifyRows({ t, language, formats }, record, targets),
    [t, language, formats, record, targets],
  )
  const found = useMemo(() => foundRows(rows, wanted), [rows, wanted])
  const columns = useMemo(
    (): readonly DataColumn[] =>
      [
        { key: 'order', label: t('plan.publication.order'), align: 'right' as const, width: 72 },
        { key: 'id', label: t('plan.publication.id'), width: 150 },
        { key: 'name', label: t('plan.publication.name'), width: 260 },
        { key: 'by', label: t('plan.publication.by'), width: 110 },
        { key: 'team', label: t('plan.publication.team'), width: 200 },
      ].map(column => ({ ...column, unsorted: true })),
    [t],
  )
  return (
    <section className="plan-verify-card" aria-labelledby="plan-verify-list">
      <h3 id="plan-verify-list">{t('plan.verify.list')}</h3>
      {rows.length === 0 ? (
        <EmptyState text={t('plan.verify.list.empty')} />
      ) : (
        <>
          <input
            type="search"
            className="plan-verify-search"
            aria-label={t('plan.verify.search')}
            placeholder={t('plan.verify.search')}
            value={typed}
            onChange={event => type(event.target.value)}
          />
          <div className="plan-verify-list">
            {found.length === 0 ? (
              <EmptyState text={t('plan.verify.list.none')} />
            ) : (
              <DataTable
                label={t('plan.verify.list')}
                of={found}
                look={look}
                count={found.length}
                columns={columns}
                row={index => found[index]}
                bar={
                  <strong data-rows={found.length}>
                    {found.length === rows.length
                      ? t('plan.verify.list.count', { n: formats.count(rows.length) })
                      : t('plan.verify.list.found', {
                          n: formats.count(found.length),
                          all: formats.count(rows.length),
                        })}
                  </strong>
                }
              />
            )}
          </div>
        </>
      )}
    </section>
  )
}
