import { useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import { useRows } from '../../engine/useRows'
import type { Filters } from '../../filters/filters'
import { changedSearch, useChoices } from '../../filters/useChoices'
import { type Texts, useTexts } from '../../i18n'
import { useFrameState, useOrigin } from '../../parts/frame'
import { type NamedVisits, namedVisits, pairCounts, returnCounts } from '../../queries/integrity'
import { type Against, judgedPairs, judgedReturns } from '../../queries/integrityJudged'
import { Card } from '../../ui/Card'
import { EmptyState } from '../../ui/EmptyState'
import { RankedList } from '../../ui/RankedList'
import { Segmented } from '../../ui/Segmented'
import { useChartTheme } from '../../ui/useChartTheme'
import { numberColumn, sentences } from './integrityTexts'

const forms = ['pairs', 'returns'] as const
type Form = (typeof forms)[number]

/** Rows that are shown; the table and exports have all. */
const most = 60

export interface IntegrityRepeatsProps {
  readonly filters: Filters
  readonly level: string
}

/** Officers who go together, or back to the same business, more often than chance has it. */
export function IntegrityRepeats(props: IntegrityRepeatsProps) {
  const { t } = useTexts()
  const [form, show] = useState<Form>('pairs')
  const controls = (
    <Segmented
      label={t('integrity.repeats.show')}
      value={form}
      onChange={value => show(value)}
      options={forms.map(value => ({ value, label: t(`integrity.repeats.${value}`) }))}
    />
  )
  return form === 'pairs' ? <Pairs {...props} controls={controls} /> : <Returns {...props} controls={controls} />
}

interface FormProps extends IntegrityRepeatsProps {
  readonly controls: React.ReactNode
}

export function Pairs({ filters, controls }: FormProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const { counted, named } = useNamed(filters)
  const question = useMemo(() => pairCounts(filters), [filters])
  const answer = useRows(question)
  const pairs = useMemo(() => judgedPairs(answer.rows ?? []), [answer.rows])
  const colour = useChartTheme().colours.classes[3]
  const flagged = pairs.filter(pair => pair.flagged).length
  const inspector = (n: number): string => t('integrity.inspector', { n })
  return (
    <Card
      id="integrity-pairs"
      className="integrity-list"
      title={t('integrity.repeats')}
      subtitle={t('integrity.pairs.sub', { window: formats.window(filters.window) })}
      controls={controls}
      state={answer.rows?.length !== 0 ? stateOf(answer) : named !== null ? 'empty' : stateOf(counted)}
      empty={<EmptyState text={nobody(named, t('integrity.pairs.none', { visits: formats.count(named?.visits ?? 0) }), t)} />}
      origin={originOf(question, answer)}
      note={sentences([cut(pairs.length, texts), t('integrity.pairs.note')], texts)}
      table={{
        columns: [
          { key: 'first', label: t('integrity.pairs.first') },
          { key: 'second', label: t('integrity.pairs.second') },
          numberColumn('visits', t('integrity.pairs.together'), formats.count),
          ...chanceColumns(texts),
        ],
        rows: pairs.map(pair => ({ ...against(pair, t), first: inspector(pair.first), second: inspector(pair.second) })),
      }}
    >
      {named !== null && (
        <p className="integrity-says">
          {t('integrity.pairs.summary', {
            visits: formats.count(named.visits),
            paired: formats.count(named.paired),
            pairs: formats.count(pairs.length),
            flagged: formats.count(flagged),
          })}
        </p>
      )}
      <RankedList
        label={t('integrity.repeats.pairs')}
        nameLabel={t('integrity.effects.of')}
        ranked={false}
        columns={[{ label: t('integrity.pairs.together') }, { label: t('integrity.pairs.expected'), quiet: true }, { label: t('integrity.effects.side') }]}
        items={pairs.slice(0, most).map(pair => ({
          key: `${pair.first} ${pair.second}`,
          name: t('integrity.pair', { first: pair.first, second: pair.second }),
          value: pair.visits,
          ...(pair.flagged && { colour }),
          cells: [formats.count(pair.visits), formats.fixed(pair.expected, 1), pair.flagged ? t('integrity.pairs.marked') : ''],
        }))}
      />
    </Card>
  ) // biome-ignore format: long lines of attributes
}

export function Returns({ filters, level, controls }: FormProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const navigate = useNavigate()
  const { choices } = useChoices()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const { counted, named } = useNamed(filters)
  const question = useMemo(() => returnCounts(filters, level), [filters, level])
  const answer = useRows(question)
  const found = useMemo(() => judgedReturns(answer.rows ?? []), [answer.rows])
  const colour = useChartTheme().colours.classes[3]
  const businessName = (name: string | null): string => name ?? t('risk.noName')
  return (
    <Card
      id="integrity-returns"
      className="integrity-list integrity-returns"
      title={t('integrity.repeats')}
      subtitle={t('integrity.returns.sub', { window: formats.window(filters.window) })}
      controls={controls}
      state={answer.rows?.length !== 0 ? stateOf(answer) : named !== null ? 'empty' : stateOf(counted)}
      empty={<EmptyState text={named?.named === 0 && named.visits > 0 ? t('integrity.missing.no_inspectors') : nobody(named, t('integrity.returns.none'), t)} />}
      origin={originOf(question, answer)}
      note={sentences([cut(found.length, texts), t('integrity.returns.note')], texts)}
      table={{
        columns: [
          { key: 'business', label: t('integrity.returns.business') },
          { key: 'inspector', label: t('integrity.returns.inspector') },
          numberColumn('visits', t('integrity.returns.visits'), formats.count),
          numberColumn('of', t('integrity.returns.of'), formats.count),
          numberColumn('share', t('integrity.returns.share'), formats.rate),
          ...chanceColumns(texts),
        ],
        rows: found.map(each => ({
          ...against(each, t),
          business: businessName(each.entity_name),
          inspector: t('integrity.inspector', { n: each.inspector }),
          of: each.of,
          share: each.visits / each.of,
        })),
      }}
    >
      <p className="integrity-says">
        {t('integrity.returns.summary', { n: formats.count(found.length), flagged: formats.count(found.filter(each => each.flagged).length) })}
      </p>
      <RankedList
        label={t('integrity.repeats.returns')}
        nameLabel={t('integrity.returns.business')}
        ranked={false}
        columns={[{ label: t('integrity.returns.inspector') }, { label: t('integrity.returns.visits') }, { label: t('integrity.pairs.expected'), quiet: true }, { label: t('integrity.effects.side') }]}
        items={found.slice(0, most).map(each => ({
          key: `${each.entity_id} ${each.inspector}`,
          name: businessName(each.entity_name),
          value: each.visits,
          ...(each.flagged && { colour }),
          cells: [String(each.inspector), `${formats.count(each.visits)} / ${formats.count(each.of)}`, formats.fixed(each.expected, 1), each.flagged ? t('integrity.pairs.marked') : ''],
        }))}
        onSelect={key => void navigate(`/business/${key.split(' ')[0]}${changedSearch('', () => choices)}`)}
      />
    </Card>
  ) // biome-ignore format: long lines of attributes
}

/** How far visits are named; `named` is null until it is known. */
function useNamed(filters: Filters) {
  const counted = useRows(useMemo(() => namedVisits(filters), [filters]))
  return { counted, named: counted.rows?.[0] ?? null }
}

/** Why a list is empty: nobody was visited, else `otherwise`. */
const nobody = (named: NamedVisits | null, otherwise: string, t: Texts['t']): string =>
  named?.visits === 0 ? t('integrity.repeats.noVisits') : otherwise

const cut = (all: number, { t, formats }: Texts): string | undefined =>
  all > most ? t('integrity.repeats.first', { shown: most, all: formats.count(all) }) : undefined

const chanceColumns = ({ t, formats }: Texts) => [
  numberColumn('expected', t('integrity.pairs.expected'), value => formats.fixed(value, 2)),
  numberColumn('times', t('integrity.pairs.times'), value => formats.fixed(value, 1)),
  numberColumn('probability', t('integrity.pairs.probability'), value => value.toPrecision(2)),
  { key: 'marked', label: t('integrity.effects.side') },
]

const against = ({ visits, expected, probability, flagged }: Against, t: Texts['t']) => ({
  visits,
  expected,
  times: expected > 0 ? visits / expected : null,
  probability,
  marked: flagged ? t('integrity.pairs.marked') : null,
})
