import type { CSSProperties } from 'react'
import type { Sql } from '../../engine/sql'
import type { Rows } from '../../engine/useRows'
import { notRestricting } from '../../filters/filters'
import { useChoices } from '../../filters/useChoices'
import { tableTitle } from '../../i18n'
import type { LinkBar } from '../../insight/burden/burden'
import { useFrameState, useOrigin } from '../../parts/frame'
import { NoRows } from '../../parts/NoRows'
import { useFilterNames } from '../../parts/useFilterNames'
import { linkRules, missingLinks } from '../../queries/linkStates'
import type { LinkCount } from '../../queries/silos'
import { tableNames } from '../../schema'
import { Card } from '../../ui/Card'
import { numbers, sentences, stated } from './burdenTexts'
import type { Burden } from './useBurden'

const states = [...linkRules, ...missingLinks]

export interface LinkPartProps {
  readonly burden: Burden
  readonly bars: readonly LinkBar[]
  readonly question: Sql<LinkCount>
  readonly answer: Rows<LinkCount>
}

/** Rows of each table and department, by what linked them or what they lack: each as a whole of 100 %. */
export function LinkRates({ burden, bars, question, answer }: LinkPartProps) {
  const { filters, texts, route } = burden
  const { t, language, formats } = texts
  const url = useChoices()
  const names = useFilterNames()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const shown = states.filter(state => bars.some(bar => bar.by[state] > 0))
  const label = (state: (typeof states)[number]): string => t(`burden.state.${state}`)
  const nameOf = ({ table, department }: LinkBar): string =>
    department === undefined ? tableTitle(table, language) : stated(department, texts)
  const untouched = tableNames.flatMap(table => {
    const keys = notRestricting(filters, table)
    return keys.length === 0
      ? []
      : [t('burden.links.untouched', { table: tableTitle(table, language), filters: names(keys) })]
  })
  return (
    <Card
      id="burden-links"
      className="burden-tall"
      title={t('burden.links')}
      subtitle={t('burden.links.sub', { window: formats.window(filters.window) })}
      state={answer.rows?.length === 0 ? 'empty' : stateOf(answer)}
      empty={<NoRows url={url} table="inspections" text={t('burden.noRows.window')} />}
      origin={originOf(question, answer)}
      note={sentences([t('burden.links.note'), ...untouched], texts)}
      table={{
        columns: [
          { key: 'table', label: t('burden.links.table') },
          { key: 'department', label: t('burden.department') },
          numbers('rows', t('burden.rows'), formats.count),
          numbers('share', t('burden.links.rate'), formats.rate),
          ...shown.map(state => numbers(state, label(state), formats.count)),
        ],
        rows: bars.map(bar => ({
          table: tableTitle(bar.table, language),
          department: bar.department === undefined ? t('burden.links.all') : stated(bar.department, texts),
          rows: bar.rows,
          share: bar.rows === 0 ? null : bar.linked / bar.rows,
          ...bar.by,
        })),
      }}
    >
      <ul className="burden-key" aria-label={t('burden.links.key')}>
        {shown.map(state => (
          <li key={state} data-link={state}>
            {label(state)}
          </li>
        ))}
      </ul>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="burden-scroll" tabIndex={0} aria-label={t('burden.links')}>
        <table className="burden-links">
          <thead>
            <tr>
              <th scope="col">{t('burden.links.name')}</th>
              <td />
              <th scope="col">{t('burden.links.rate')}</th>
              <th scope="col">{t('burden.links.unlinked')}</th>
            </tr>
          </thead>
          <tbody>
            {bars.map(bar => (
              <tr key={`${bar.table} ${bar.department}`} data-whole={bar.department === undefined || undefined}>
                <th scope="row" title={nameOf(bar)}>
                  {nameOf(bar)}
                </th>
                <td>
                  <span className="burden-stack" aria-hidden="true">
                    {shown.map(state =>
                      bar.by[state] === 0 ? null : (
                        <i
                          key={state}
                          data-link={state}
                          title={`${label(state)}: ${formats.count(bar.by[state])} (${formats.rate(bar.by[state] / bar.rows)})`}
                          style={{ flexGrow: bar.by[state] } as CSSProperties}
                        />
                      ),
                    )}
                  </span>
                </td>
                <td>{formats.rate(bar.rows === 0 ? null : bar.linked / bar.rows)}</td>
                <td>
                  {bar.rows === bar.linked ? (
                    '0'
                  ) : (
                    <a
                      href={`#${route(`/rows/${bar.table}`, '?rows=unlinked', bar.department === undefined ? {} : { departments: [bar.department] })}`}
                      aria-label={t('burden.links.open', {
                        name: `${tableTitle(bar.table, language)} ${bar.department === undefined ? '' : nameOf(bar)}`.trim(),
                        n: formats.count(bar.rows - bar.linked),
                      })}
                    >
                      {formats.count(bar.rows - bar.linked)}
                    </a>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  )
}
