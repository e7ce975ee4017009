import { type ReactNode, useMemo } from 'react'
import { useChoices } from '../../filters/useChoices'
import type { Silos } from '../../insight/burden/burden'
import { linkedRowsOf } from '../../insight/burden/siloRows'
import { useFrameState, useOrigin } from '../../parts/frame'
import { NoRows } from '../../parts/NoRows'
import { linkRules } from '../../queries/linkStates'
import { sharedRows } from '../../queries/siloRows'
import { Card } from '../../ui/Card'
import { numbers, sentences, silosSaid } from './burdenTexts'
import { Matrix } from './Matrix'
import type { Burden } from './useBurden'
import { useFirstRows } from './useFirstRows'

export interface SiloRowsProps {
  readonly burden: Burden
  readonly silos: Silos
  /** Rows of a holder in the window, and those of them that have a business. */
  ownOf(holder: string): { readonly rows: number; readonly linked: number }
  /** What `silos` and `ownOf` tell has its answers. */
  readonly known: boolean
  name(holder: string): string
  readonly controls: ReactNode
  readonly selected: { readonly row: string; readonly column: string } | null
  onSelect(row: string, column: string): void
}

/** The silo map by rows: of all rows of a department those that lead to a business which another one knows, and by what rule. */
export function SiloRows(props: SiloRowsProps) {
  const { burden, silos, ownOf, known, name, controls, selected, onSelect } = props
  const { filters, by, texts } = burden
  const { t, language, formats } = texts
  const url = useChoices()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const question = useMemo(() => sharedRows(filters, by), [filters, by])
  const answer = useFirstRows(question)
  const linked = useMemo(() => linkedRowsOf(answer.rows ?? [], holder => ownOf(holder).rows), [answer.rows, ownOf])
  const keys = silos.holders
  const cells = useMemo(
    () =>
      keys.flatMap(first =>
        keys
          .filter(second => second !== first)
          .map(second => {
            const found = linked(first, second)
            // Whose rows lack what links them knows of none: that is a gap, and not 0.
            return { ...found, first, second, share: silos.share(first, second) === null ? null : found.share }
          }),
      ),
    [keys, linked, silos],
  )
  const state = answer.rows?.length === 0 ? 'empty' : known ? stateOf(answer) : 'loading'
  return (
    <Card
      id="burden-silos"
      className="burden-wide"
      title={t(by === 'departments' ? 'burden.silos.rows' : 'burden.silos.rows.tables')}
      subtitle={t('burden.silos.rows.sub', { window: formats.window(filters.window) })}
      controls={controls}
      state={state}
      empty={<NoRows url={url} table="entities" text={t('burden.silos.rows.none')} />}
      origin={originOf(question, answer)}
      note={sentences([t('burden.silos.rows.note'), by === 'tables' && t('burden.silos.noDepartments')], texts)}
      table={{
        columns: [
          { key: 'first', label: t('burden.silos.first') },
          { key: 'second', label: t('burden.silos.second') },
          numbers('of', t('burden.silos.rows.of'), formats.count),
          numbers('rows', t('burden.silos.rows.known'), formats.count),
          numbers('share', t('burden.share'), formats.rate),
          ...linkRules.map(rule => numbers(rule, t(`burden.state.${rule}`), formats.count)),
        ],
        rows: cells.map(({ first, second, of, rows, share, by }) => ({
          ...{ first: name(first), second: name(second), of, share },
          ...(share === null ? { rows: null } : { rows, ...by }),
        })),
      }}
    >
      <p className="burden-says">{silosSaid('burden.silos.rows.says', cells, name, texts)}</p>
      <Matrix
        label={t(by === 'departments' ? 'burden.silos.rows' : 'burden.silos.rows.tables')}
        corner={t('burden.silos.corner')}
        rows={keys.map(key => {
          const { rows, linked } = ownOf(key)
          const rate = formats.rate(rows === 0 ? null : linked / rows)
          return { key, name: name(key), note: t('burden.silos.rows.own', { n: formats.count(rows), rate }) }
        })}
        columns={keys.map(key => ({ key, name: name(key) }))}
        cell={(row, column) => {
          const found = cells.find(({ first, second }) => first === row && second === column)
          if (found === undefined) return null
          const { of, rows, share, by } = found
          const who = { first: name(row), second: name(column), of: formats.count(of) }
          const rules = linkRules
            .filter(rule => by[rule] > 0)
            .map(rule => t('burden.silos.rows.rule', { rule: t(`burden.state.${rule}`), n: formats.count(by[rule]) }))
          return {
            shade: share,
            text: formats.rate(share),
            title:
              share === null
                ? t('burden.silos.rows.cell.missing', who)
                : rows === 0
                  ? t('burden.silos.rows.cell.none', who)
                  : t('burden.silos.rows.cell', {
                      ...who,
                      n: formats.count(rows),
                      share: formats.rate(share),
                      rules: rules.join(language === 'zh' ? '、' : ', '),
                    }),
          }
        }}
        selected={selected}
        onSelect={onSelect}
      />
    </Card>
  )
}
