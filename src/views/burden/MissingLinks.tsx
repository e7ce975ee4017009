import { useChoices } from '../../filters/useChoices'
import { tableTitle } from '../../i18n'
import { codeGain, gainSays } from '../../insight/burden/burden'
import { useFrameState, useOrigin } from '../../parts/frame'
import { NoRows } from '../../parts/NoRows'
import type { LinkSubset } from '../../queries/rows'
import { tableNames } from '../../schema'
import { Card } from '../../ui/Card'
import type { LinkPartProps } from './LinkRates'

const lacks = ['could_link', 'bad_code', 'unknown_name', 'nothing', 'by_name'] as const satisfies readonly LinkSubset[]
type Lack = (typeof lacks)[number]

/** What keeps rows from their business, and how many of them a right credit code would link. */
export function MissingLinks({ burden, bars, question, answer }: LinkPartProps) {
  const { filters, texts, route } = burden
  const { t, language, formats } = texts
  const url = useChoices()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const gain = codeGain(bars)
  const tables = tableNames.flatMap(table => bars.filter(bar => bar.table === table && bar.department === undefined))
  const countOf = (lack: Lack, { by }: (typeof tables)[number]): number => {
    if (lack === 'could_link') return by.tie + by.elsewhere
    if (lack === 'by_name') return by.name_region + by.name_similar
    return by[lack]
  }
  const saying = gainSays(gain)
  const says = saying === 'some' ? 'burden.missing.says' : (`burden.missing.says.${saying}` as const)
  const share = (n: number): string => formats.rate(gain.rows === 0 ? null : n / gain.rows)
  return (
    <Card
      id="burden-missing"
      className="burden-tall"
      title={t('burden.missing')}
      subtitle={t('burden.links.sub', { window: formats.window(filters.window) })}
      state={answer.rows?.length === 0 ? 'empty' : stateOf(answer)}
      empty={<NoRows url={url} table="inspections" text={t('burden.noRows.window')} />}
      origin={originOf(question, answer)}
      note={t('burden.missing.note')}
      table={{
        columns: [
          { key: 'what', label: t('burden.missing.what') },
          ...tables.map(({ table }) => ({ key: table, label: tableTitle(table, language), align: 'right' as const })),
        ],
        rows: lacks.map(lack => ({
          what: t(`burden.missing.${lack}`),
          ...Object.fromEntries(tables.map(bar => [bar.table, countOf(lack, bar)])),
        })),
      }}
    >
      <p className="burden-says">
        {t(says, {
          rows: formats.count(gain.rows),
          linked: share(gain.linked),
          sure: formats.count(gain.sure),
          unknown: formats.count(gain.unknown),
          most: share(gain.linked + gain.sure + gain.unknown),
          least: share(gain.linked + gain.sure),
        })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="burden-scroll" tabIndex={0} aria-label={t('burden.missing')}>
        <table className="burden-missing">
          <thead>
            <tr>
              <th scope="col">{t('burden.missing.what')}</th>
              {tables.map(({ table }) => (
                <th key={table} scope="col">
                  {tableTitle(table, language)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lacks.map(lack => (
              <tr key={lack} data-linked={lack === 'by_name' || undefined}>
                <th scope="row">
                  {t(`burden.missing.${lack}`)}
                  <small>{t(`burden.missing.${lack}.what`)}</small>
                </th>
                {tables.map(bar => {
                  const n = countOf(lack, bar)
                  return (
                    <td key={bar.table}>
                      {n === 0 ? (
                        '0'
                      ) : (
                        <a
                          href={`#${route(`/rows/${bar.table}`, `?rows=${lack}`)}`}
                          aria-label={t('burden.links.open', {
                            name: `${tableTitle(bar.table, language)}: ${t(`burden.missing.${lack}`)}`,
                            n: formats.count(n),
                          })}
                        >
                          {formats.count(n)}
                        </a>
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  )
}
