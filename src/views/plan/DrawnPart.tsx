import { useMemo, useState } from 'react'
import { Link } from 'react-router'
import { useTexts } from '../../i18n'
import type { PlanDraft } from '../../plan/draft'
import type { DrawRecord, PlanFile } from '../../plan/record'
import { type DataColumn, DataTable, useColumnLook } from '../../ui/DataTable'
import { ErrorNote } from '../../ui/ErrorNote'
import { Publication } from './Publication'
import type { PlanNames } from './planNames'
import { drawTable, namesOf, savePlanTable } from './planTables'
import { Hashes, saveJson } from './RevealPart'
import { shortfallText } from './shortfallTexts'

export interface DrawnPartProps {
  readonly plan: PlanDraft
  readonly planText: string
  readonly file: PlanFile
  readonly record: DrawRecord
  readonly names: PlanNames
  businessHref(id: string): string | null
}

/** Things that could not be filled that are shown at once. */
const most = 200

/** What was drawn, what could not be, and the files that anybody can check it with. */
export function DrawnPart({ plan, planText, file, record, names, businessHref }: DrawnPartProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const [search, setSearch] = useState('')
  const [open, setOpen] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const look = useColumnLook()
  const drawn = useMemo(() => ({ plan: file, record, regionName: names.region }), [file, record, names])
  const known = useMemo(() => namesOf(drawn), [drawn])
  /** Who an inspector of the record is: a pseudonym says it to the office alone. */
  const own = useMemo(() => {
    const inspectors = new Map(plan.inspectors.map(each => [each.id, each.name]))
    return (id: string): string => {
      const real = plan.named[id]
      const name = known.inspectorName(id) ?? id
      return real === undefined ? name : t('plan.named', { name, real: inspectors.get(real) ?? real })
    }
  }, [plan.inspectors, plan.named, known, t])
  const targets = useMemo(() => new Map(file.targets.map(target => [target.id, target])), [file])
  const rows = useMemo(() => {
    const wanted = search.trim().toLowerCase()
    return record.drawn.visits.flatMap((visit, i) => {
      const target = targets.get(visit.target)
      const row = {
        order: i + 1,
        id: visit.target,
        name: target?.name ?? '',
        class: target?.class ?? null,
        region: target?.region == null ? null : names.region(target.region),
        industry: target?.industry ?? null,
        by: t(`plan.by.${visit.by}`),
        team: visit.inspectors.map(own).join(' · '),
      }
      const found = [row.id, row.name, row.team].some(text => text.toLowerCase().includes(wanted))
      return found ? [row] : []
    })
  }, [record, targets, names, own, search, t])
  const columns: readonly DataColumn[] = [
    { key: 'order', label: t('plan.column.order'), align: 'right', width: 64, unsorted: true },
    { key: 'id', label: t('plan.column.id'), width: 190, unsorted: true },
    {
      key: 'name',
      label: t('plan.column.name'),
      width: 240,
      unsorted: true,
      render: (value, row) => {
        const href = businessHref(String(row.id))
        return href === null ? value : <Link to={href}>{value === '' ? String(row.id) : value}</Link>
      },
    },
    { key: 'class', label: t('plan.dimension.class'), width: 72, unsorted: true },
    { key: 'region', label: t('plan.dimension.region'), width: 120, unsorted: true },
    { key: 'industry', label: t('plan.dimension.industry'), width: 140, unsorted: true },
    { key: 'by', label: t('plan.column.by'), width: 110, unsorted: true },
    { key: 'team', label: t('plan.column.team'), width: 260, unsorted: true },
  ]
  const saveXlsx = async (): Promise<void> => {
    setFailed(null)
    try {
      await savePlanTable('xlsx', drawTable(texts, drawn), plan.name)
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error))
    }
  }
  const { visits, shortfalls } = record.drawn
  const floor = visits.filter(({ by }) => by === 'floor').length
  if (open) return <Publication plan={file} record={record} regionName={names.region} onClose={() => setOpen(false)} />
  return (
    <>
      <section className="plan-block" aria-label={t('plan.drawn.title')} data-plan-result={visits.length}>
        <h3>{t('plan.drawn.title')}</h3>
        <p className="plan-says">
          {t('plan.drawn.says', {
            n: formats.count(visits.length),
            quota: formats.count(visits.length - floor),
            floor: formats.count(floor),
            teams: formats.count(visits.filter(({ inspectors }) => inspectors.length > 0).length),
            at: formats.time(record.at),
          })}
        </p>
        <div className="plan-tools">
          <button type="button" className="ui-button" data-primary onClick={() => setOpen(true)}>
            {t('plan.publication')}
          </button>
          <button
            type="button"
            className="ui-button"
            onClick={() => saveJson(JSON.stringify(record), `${plan.name} record.json`)}
          >
            {t('plan.download.record')}
          </button>
          <button type="button" className="ui-button" onClick={() => saveJson(planText, `${plan.name} plan.json`)}>
            {t('plan.download.plan')}
          </button>
          <button
            type="button"
            className="ui-button"
            onClick={() => saveJson(JSON.stringify(record.commitment, null, 2), `${plan.name} commitment.json`)}
          >
            {t('plan.download.commitment')}
          </button>
          <button type="button" className="ui-button" onClick={() => void saveXlsx()}>
            XLSX
          </button>
          <Link className="ui-button" to="/plan/verify">
            {t('plan.verify')}
          </Link>
        </div>
        {failed !== null && <ErrorNote what={t('plan.export.failed')} detail={failed} />}
        {shortfalls.length > 0 && (
          <details className="plan-unfilled">
            <summary>{t('plan.unfilled', { n: formats.count(shortfalls.length) })}</summary>
            <ul className="plan-shortfalls">
              {shortfalls.slice(0, most).map(each => (
                <li key={JSON.stringify(each)}>{shortfallText(texts, each, known)}</li>
              ))}
            </ul>
            {shortfalls.length > most && (
              <p className="plan-note">{t('plan.more', { n: formats.count(shortfalls.length - most) })}</p>
            )}
          </details>
        )}
        <details className="plan-unfilled">
          <summary>{t('plan.seals')}</summary>
          <Hashes commitment={record.commitment} />
          <dl className="plan-hashes">
            <dt>{t('plan.public')}</dt>
            <dd>{record.public}</dd>
            <dt>{t('plan.seal')}</dt>
            <dd>
              <code>{record.seal}</code>
            </dd>
          </dl>
        </details>
      </section>
      <section className="plan-list" aria-label={t('plan.visits')}>
        <DataTable
          label={t('plan.visits')}
          of={search}
          look={look}
          count={rows.length}
          columns={columns}
          row={index => rows[index]}
          bar={
            <input
              type="search"
              className="plan-search"
              value={search}
              placeholder={t('plan.search')}
              aria-label={t('plan.search')}
              onChange={event => setSearch(event.target.value)}
            />
          }
        />
      </section>
    </>
  )
}
