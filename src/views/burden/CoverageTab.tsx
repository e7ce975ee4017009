import { useMemo, useState } from 'react'
import { useChoices } from '../../filters/useChoices'
import { itemGaps, leastVisited } from '../../insight/burden/burden'
import { useFrameState, useOrigin } from '../../parts/frame'
import { NoRows } from '../../parts/NoRows'
import { useFilterNames } from '../../parts/useFilterNames'
import { itemCoverage, mostItems, type VisitCoverage, visitCoverage } from '../../queries/burdenCoverage'
import { leftAside } from '../../queries/burdenVisits'
import { Card } from '../../ui/Card'
import { EmptyState } from '../../ui/EmptyState'
import { PlainTable } from '../../ui/PlainTable'
import { RankedList } from '../../ui/RankedList'
import { Segmented } from '../../ui/Segmented'
import { useReady } from '../../ui/useReady'
import { notFilteredBy, numbers, sentences, stated } from './burdenTexts'
import type { Burden } from './useBurden'
import { useFirstRows } from './useFirstRows'

const groupings = ['industry', 'region'] as const
/** Fewer businesses than these say little of a share. */
const few = 20

/** Who was never visited, and what nobody looked at. */
export function CoverageTab({ burden }: { readonly burden: Burden }) {
  const { filters, level } = burden
  const question = useMemo(() => visitCoverage(filters, level), [filters, level])
  const answer = useFirstRows(question)
  useReady(answer.live)
  const props = { burden, question, answer, rows: answer.rows ?? [] }
  return (
    <div className="burden-grid">
      <Businesses {...props} />
      <Items {...props} />
    </div>
  )
}

interface PartProps {
  readonly burden: Burden
  readonly question: ReturnType<typeof visitCoverage>
  readonly answer: ReturnType<typeof useFirstRows<VisitCoverage>>
  readonly rows: readonly VisitCoverage[]
}

function Businesses({ burden, question, answer, rows }: PartProps) {
  const { filters, texts, regionName, profile } = burden
  const { t, formats } = texts
  const url = useChoices()
  const names = useFilterNames()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const [by, setBy] = useState<(typeof groupings)[number]>('industry')
  const name = (value: string | null): string =>
    by === 'region' && value !== null ? regionName(value) : stated(value, texts)
  const share = ({ never, businesses }: VisitCoverage): number => (businesses === 0 ? 0 : never / businesses)
  const rank = ({ value, businesses }: VisitCoverage): number => (value === null ? 2 : businesses < few ? 1 : 0)
  const shown = rows.filter(row => row.part === by).sort((a, b) => rank(a) - rank(b) || share(b) - share(a))
  const all = rows.find(row => row.part === 'all')
  const first = profile.spans.inspections?.first
  return (
    <Card
      id="burden-covered"
      title={t('burden.covered')}
      subtitle={t('burden.covered.sub', { window: formats.window(filters.window) })}
      controls={
        <Segmented
          label={t('burden.by')}
          value={by}
          onChange={value => setBy(value)}
          options={groupings.map(value => ({ value, label: t(`burden.by.${value}`) }))}
        />
      }
      state={all?.businesses === 0 ? 'empty' : stateOf(answer)}
      empty={<NoRows url={url} table="entities" text={t('burden.noBusinesses')} />}
      origin={originOf(question, answer)}
      note={sentences(
        [
          filters.departments.length > 0 && t('burden.covered.byDepartments'),
          first !== undefined && t('burden.covered.note', { day: formats.day(first) }),
          t('burden.few.businesses', { n: few }),
          notFilteredBy(leftAside(filters), names, texts),
        ],
        texts,
      )}
      table={{
        columns: [
          { key: 'value', label: t(`burden.by.${by}`) },
          numbers('businesses', t('burden.businesses'), formats.count),
          numbers('visited', t('burden.covered.visited'), formats.count),
          numbers('reached', t('burden.covered.share'), formats.rate),
          numbers('never', t('burden.covered.never'), formats.count),
          numbers('share', t('burden.covered.neverShare'), formats.rate),
        ],
        rows: shown.map(row => ({
          value: name(row.value),
          businesses: row.businesses,
          visited: row.visited,
          reached: row.businesses === 0 ? null : row.visited / row.businesses,
          never: row.never,
          share: row.businesses === 0 ? null : share(row),
        })),
      }}
    >
      <p className="burden-says">
        {all &&
          all.businesses > 0 &&
          t('burden.covered.says', {
            businesses: formats.count(all.businesses),
            visited: formats.rate(all.visited / all.businesses),
            never: formats.count(all.never),
            share: formats.rate(share(all)),
          })}
      </p>
      <RankedList
        label={t('burden.covered')}
        nameLabel={t(`burden.by.${by}`)}
        columns={[
          { label: t('burden.covered.neverShare') },
          { label: t('burden.covered.never') },
          { label: t('burden.covered.share'), quiet: true },
        ]}
        items={shown.map(row => ({
          key: row.value ?? '',
          name: name(row.value),
          value: share(row),
          few: row.businesses < few,
          cells: [
            formats.rate(share(row)),
            `${formats.count(row.never)} / ${formats.count(row.businesses)}`,
            formats.rate(row.businesses === 0 ? null : row.visited / row.businesses),
          ],
        }))}
      />
    </Card>
  )
}

interface ItemLine {
  readonly item: string
  readonly looks: number
  readonly businesses: number
  readonly industries: number
}

function Items({ burden, rows: coverage }: PartProps) {
  const { filters, texts, profile } = burden
  const { t, formats } = texts
  const url = useChoices()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const question = useMemo(() => itemCoverage(filters), [filters])
  const answer = useFirstRows(question)
  const rows = answer.rows ?? []
  const industries = coverage
    .filter(row => row.part === 'industry' && row.value !== null && row.visited > 0)
    .sort((a, b) => b.visited - a.visited)
  const [chosen, choose] = useState('')
  const industry = industries.some(row => row.value === chosen) ? chosen : ''
  const visited =
    industry === ''
      ? coverage.find(row => row.part === 'all')?.visited
      : industries.find(row => row.value === industry)?.visited
  const lines = useMemo(() => {
    const found = new Map<string, ItemLine>()
    for (const row of answer.rows ?? []) {
      if (industry !== '' && row.industry !== industry) continue
      const { looks = 0, businesses = 0, industries = 0 } = found.get(row.item) ?? {}
      found.set(row.item, {
        item: row.item,
        looks: looks + row.looks,
        businesses: businesses + row.businesses,
        industries: industries + 1,
      })
    }
    return [...found.values()].sort((a, b) => b.businesses - a.businesses)
  }, [answer.rows, industry])
  const gaps = useMemo(() => itemGaps(answer.rows ?? [], coverage), [answer.rows, coverage])
  const share = (n: number): number | null => (visited === undefined || visited === 0 ? null : n / visited)
  const without = !profile.filled.inspections.includes('item_name')
  const window = formats.window(filters.window)
  const gapTable = {
    columns: [
      { key: 'industry', label: t('burden.by.industry') },
      { key: 'item', label: t('burden.items.item') },
      numbers('visited', t('burden.covered.visited'), formats.count),
      { key: 'elsewhere', label: t('burden.items.elsewhere'), align: 'right' as const },
    ],
    rows: gaps.map(gap => ({
      industry: gap.industry,
      item: gap.item,
      visited: gap.visited,
      elsewhere: `${gap.industries} / ${gap.compared}`,
    })),
  }
  const empty = without ? (
    <EmptyState text={t('burden.items.without')} />
  ) : (
    <NoRows url={url} table="inspections" text={t('burden.items.none')} />
  )
  const state = without || answer.rows?.length === 0 ? 'empty' : stateOf(answer)
  const total = rows[0]?.items ?? 0
  return (
    <>
      <Card
        id="burden-items"
        title={t('burden.items')}
        subtitle={t('burden.items.sub', { window })}
        controls={
          industries.length > 0 && !without ? (
            <select
              className="ui-select"
              aria-label={t('burden.by.industry')}
              value={industry}
              onChange={event => choose(event.target.value)}
            >
              <option value="">{t('burden.items.all')}</option>
              {industries.map(({ value }) => (
                <option key={value} value={value ?? ''}>
                  {value}
                </option>
              ))}
            </select>
          ) : undefined
        }
        state={state}
        empty={empty}
        origin={originOf(question, answer)}
        note={sentences(
          [
            t('burden.items.note'),
            total > mostItems && t('burden.items.cut', { n: formats.count(mostItems), all: formats.count(total) }),
          ],
          texts,
        )}
        table={{
          columns: [
            { key: 'item', label: t('burden.items.item') },
            numbers('looks', t('burden.rows'), formats.count),
            numbers('businesses', t('burden.businesses'), formats.count),
            numbers('share', t('burden.items.share'), formats.rate),
            numbers('industries', t('burden.items.industries'), formats.count),
          ],
          rows: lines.map(line => ({ ...line, share: share(line.businesses) })),
        }}
      >
        <RankedList
          label={t('burden.items')}
          nameLabel={t('burden.items.item')}
          columns={[
            { label: t('burden.items.share') },
            { label: t('burden.businesses') },
            { label: t('burden.rows'), quiet: true },
          ]}
          items={lines.map(line => ({
            key: line.item,
            name: line.item,
            value: line.businesses,
            cells: [formats.rate(share(line.businesses)), formats.count(line.businesses), formats.count(line.looks)],
          }))}
        />
      </Card>
      <Card
        id="burden-gaps"
        className="burden-wide"
        title={t('burden.gaps')}
        subtitle={t('burden.gaps.sub', { window })}
        state={state}
        empty={empty}
        origin={originOf(question, answer)}
        note={t('burden.gaps.note', { n: leastVisited })}
        table={gapTable}
      >
        {gaps.length === 0 ? (
          <EmptyState text={t('burden.gaps.none')} />
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
          <section className="burden-scroll" tabIndex={0} aria-label={t('burden.gaps')}>
            <PlainTable data={gapTable} caption={t('burden.gaps')} />
          </section>
        )}
      </Card>
    </>
  )
}
