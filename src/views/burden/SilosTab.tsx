import { useCallback, useMemo, useState } from 'react'
import { useChoices } from '../../filters/useChoices'
import { tableTitle } from '../../i18n'
import { linkBars, silosOf } from '../../insight/burden/burden'
import { useFrameState, useOrigin } from '../../parts/frame'
import { NoRows } from '../../parts/NoRows'
import { useFilterNames } from '../../parts/useFilterNames'
import { leftAside } from '../../queries/burdenVisits'
import { linkCounts, sharedBusinesses, siloColumns, siloCount, siloPage } from '../../queries/silos'
import { tableNames } from '../../schema'
import { Card } from '../../ui/Card'
import { Segmented } from '../../ui/Segmented'
import { useReady } from '../../ui/useReady'
import { BusinessList } from './BusinessList'
import { notFilteredBy, numbers, sentences, silosSaid } from './burdenTexts'
import { LinkRates } from './LinkRates'
import { Matrix } from './Matrix'
import { MissingLinks } from './MissingLinks'
import { SiloRows } from './SiloRows'
import type { Burden } from './useBurden'
import { useFirstRows } from './useFirstRows'
import { type SiloCount, siloCounts, useSiloCount } from './useSiloCount'

const mostInspected = { column: 'inspections', descending: true } as const

/** Which department knows of the businesses of another one, what links their rows, and what is missing. */
export function SilosTab({ burden }: { readonly burden: Burden }) {
  const { filters, by, texts } = burden
  const { t, language, formats } = texts
  const url = useChoices()
  const names = useFilterNames()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const question = useMemo(() => sharedBusinesses(filters, by), [filters, by])
  const answer = useFirstRows(question)
  useReady(answer.live)
  const asked = useMemo(() => linkCounts(filters), [filters])
  const links = useFirstRows(asked)
  const bars = useMemo(() => linkBars(links.rows ?? [], tableNames), [links.rows])
  const silos = useMemo(() => silosOf(answer.rows ?? [], by === 'tables' ? tableNames : []), [answer.rows, by])
  const [counted, count] = useSiloCount()
  const [cell, choose] = useState<{ readonly row: string; readonly column: string } | null>(null)
  const name = useCallback(
    (holder: string): string => {
      const table = tableNames.find(each => each === holder)
      if (by === 'tables' && table !== undefined) return tableTitle(table, language)
      return holder === '' ? t('words.notStated') : holder
    },
    [by, language, t],
  )
  const keys = silos.holders
  // Of a holder's own rows in the window, over all tables.
  const ownOf = useCallback(
    (holder: string): { readonly rows: number; readonly linked: number } => {
      const own = bars.filter(bar =>
        by === 'tables'
          ? bar.table === holder && bar.department === undefined
          : bar.department !== undefined && (bar.department ?? '') === holder,
      )
      return {
        rows: own.reduce((sum, bar) => sum + bar.rows, 0),
        linked: own.reduce((sum, bar) => sum + bar.linked, 0),
      }
    },
    [bars, by],
  )
  const rateOf = (holder: string): number | null => {
    const { rows, linked } = ownOf(holder)
    return rows === 0 ? null : linked / rows
  }
  const until = formats.day(filters.window.to)
  const selected = cell !== null && keys.includes(cell.row) && keys.includes(cell.column) ? cell : null
  const pairs = useMemo(
    () =>
      keys.flatMap(first =>
        keys.filter(each => each !== first).map(second => ({ first, second, share: silos.share(first, second) })),
      ),
    [keys, silos],
  )
  const aside = leftAside(filters, ['departments'])
  const counts = <Counts value={counted} texts={texts} onChange={count} />
  const pick = (row: string, column: string): void => choose({ row, column })
  return (
    <div className="burden-grid">
      {counted === 'rows' ? (
        <SiloRows
          burden={burden}
          silos={silos}
          ownOf={ownOf}
          known={links.rows !== undefined && answer.rows !== undefined}
          name={name}
          controls={counts}
          selected={selected}
          onSelect={pick}
        />
      ) : (
        <Card
          id="burden-silos"
          className="burden-wide"
          title={t(by === 'departments' ? 'burden.silos' : 'burden.silos.tables')}
          subtitle={t('burden.silos.sub', { day: until })}
          controls={counts}
          state={answer.rows?.length === 0 ? 'empty' : stateOf(answer)}
          empty={<NoRows url={url} table="entities" text={t('burden.silos.none')} />}
          origin={originOf(question, answer)}
          note={sentences(
            [
              t('burden.silos.note'),
              by === 'tables' && t('burden.silos.noDepartments'),
              notFilteredBy(aside, names, texts),
            ],
            texts,
          )}
          table={{
            columns: [
              { key: 'first', label: t('burden.silos.first') },
              { key: 'second', label: t('burden.silos.second') },
              numbers('held', t('burden.silos.held'), formats.count),
              numbers('shared', t('burden.silos.shared'), formats.count),
              numbers('share', t('burden.share'), formats.rate),
            ],
            rows: pairs.map(({ first, second, share }) => ({
              first: name(first),
              second: name(second),
              held: silos.held(first),
              shared: silos.shared(first, second),
              share,
            })),
          }}
        >
          <p className="burden-says">{silosSaid('burden.silos.says', pairs, name, texts)}</p>
          <Matrix
            label={t(by === 'departments' ? 'burden.silos' : 'burden.silos.tables')}
            corner={t('burden.silos.corner')}
            rows={keys.map(key => ({
              key,
              name: name(key),
              note:
                silos.held(key) === 0
                  ? t('burden.silos.nothing')
                  : t('burden.silos.own', { n: formats.count(silos.held(key)), rate: formats.rate(rateOf(key)) }),
            }))}
            columns={keys.map(key => ({ key, name: name(key) }))}
            cell={(row, column) => {
              if (row === column) return null
              const share = silos.share(row, column)
              return {
                shade: share,
                text: formats.rate(share),
                title:
                  share === null
                    ? t('burden.silos.cell.missing', { first: name(row), second: name(column) })
                    : t('burden.silos.cell', {
                        first: name(row),
                        second: name(column),
                        n: formats.count(silos.shared(row, column)),
                        of: formats.count(silos.held(row)),
                        share: formats.rate(share),
                      }),
              }
            }}
            selected={selected}
            onSelect={pick}
          />
        </Card>
      )}
      {selected !== null && (
        <Between
          key={`${selected.row} ${selected.column}`}
          burden={burden}
          first={selected.row}
          second={selected.column}
          name={name}
          until={until}
        />
      )}
      <LinkRates burden={burden} bars={bars} question={asked} answer={links} />
      <MissingLinks burden={burden} bars={bars} question={asked} answer={links} />
    </div>
  )
}

interface CountsProps {
  readonly value: SiloCount
  readonly texts: Burden['texts']
  onChange(value: SiloCount): void
}

/** Whether the map is of businesses or of rows. */
const Counts = ({ value, texts: { t }, onChange }: CountsProps) => (
  <Segmented
    label={t('burden.silos.count')}
    value={value}
    onChange={onChange}
    options={siloCounts.map(each => ({ value: each, label: t(`burden.silos.count.${each}`) }))}
  />
)

interface BetweenProps {
  readonly burden: Burden
  readonly first: string
  readonly second: string
  readonly until: string
  name(holder: string): string
}

/** The businesses behind a cell. */
function Between({ burden, first, second, name, until }: BetweenProps) {
  const { filters, by, texts } = burden
  const { t } = texts
  const [known, setKnown] = useState<'unknown' | 'known'>('unknown')
  const input = useMemo(
    () => ({ filters, by, first, second, known: known === 'known' }),
    [filters, by, first, second, known],
  )
  const count = useMemo(() => siloCount(input), [input])
  const page = useCallback<Parameters<typeof BusinessList>[0]['page']>(
    (sort, part) => siloPage(input, sort, part),
    [input],
  )
  return (
    <BusinessList
      burden={burden}
      id="burden-between"
      title={t(`burden.between.${known}`, { first: name(first), second: name(second) })}
      subtitle={t('burden.silos.sub', { day: until })}
      controls={
        <Segmented
          label={t('burden.between.show')}
          value={known}
          onChange={value => setKnown(value)}
          options={(['unknown', 'known'] as const).map(value => ({ value, label: t(`burden.between.show.${value}`) }))}
        />
      }
      note={t('burden.between.note')}
      none={t('burden.between.none')}
      count={count}
      columns={siloColumns}
      usual={mostInspected}
      page={page}
    />
  )
}
