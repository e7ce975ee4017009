import { type Choices, defaults } from '../../filters/filters'
import type { ChoicesOfUrl } from '../../filters/useChoices'
import { type Texts, useTexts } from '../../i18n'
import { type Combination, falseShare, leastOf, leastRows } from '../../insight/decompose/combinations'
import { divisorsOf } from '../../insight/decompose/parts'
import { useFrameState, useOrigin } from '../../parts/frame'
import { canFilter, filterOf } from '../../parts/whyLink'
import { combinationFacts } from '../../parts/whyWords'
import { Card } from '../../ui/Card'
import { EmptyState } from '../../ui/EmptyState'
import type { TableData } from '../../ui/table'
import type { Why, WhyCardProps } from './contracts'

export interface CombinationsProps {
  readonly why: Why
  readonly name: WhyCardProps['name']
  readonly url: ChoicesOfUrl
  readonly search: Why['search']
}

/** Combinations on the card; the table has all. */
const mostShown = 6

/** Two parts at once that moved otherwise than each by itself, the surest first, with what that is judged by. */
export function Combinations({ why, name, url, search: found }: CombinationsProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const { shown, pairs } = why
  const asked = found?.asked ?? null
  const search = found?.search ?? null
  const own = search?.found.filter(each => !each.seen) ?? []
  const listed = own.slice(0, mostShown)
  const hidden = (search?.found.length ?? 0) - listed.length
  const single = shown !== null && shown.asked.pairs === null
  const stale = asked !== shown?.asked
  const asking = stateOf(pairs, stale)
  const none = search !== null && own.length === 0
  // That there was none before says nothing of what is asked now.
  const state = single || (none && !stale) ? 'empty' : none && asking === 'updating' ? 'loading' : asking
  const nameOf = (each: Combination): string =>
    `${name(each.first, each.firstValue)} × ${name(each.second, each.secondValue)}`
  return (
    <Card
      id="why-combinations"
      className="why-combinations"
      title={t('why.combinations.title')}
      subtitle={
        search === null || state === 'loading'
          ? undefined
          : t('why.combinations.subtitle', { n: formats.count(search.tested) })
      }
      state={state}
      empty={<EmptyState text={t(search?.tested === 0 || single ? 'why.said.noneTested' : 'why.combinations.none')} />}
      origin={asked?.pairs ? originOf(asked.pairs, pairs) : undefined}
      table={search === null || asked === null ? undefined : tableOf(search.found, name, texts)}
      note={t('why.combinations.note', {
        ...{ rows: formats.count(leastRows), of: formats.count(leastOf), share: formats.rate(falseShare) },
      })}
    >
      <ol className="why-pairs">
        {asked !== null &&
          listed.map(each => {
            const facts = combinationFacts(asked.figure, each, divisorsOf(asked.figure, asked.days), texts)
            const { before, now, expected } = facts
            const filter = filterOfBoth(each)
            const content = (
              <>
                <strong>{nameOf(each)}</strong>
                <b data-down={each.beyond < 0 || undefined}>{facts.beyond}</b>
                <small>{t('why.combinations.evidence', { before, now, expected, q: chanceText(each.q, texts) })}</small>
              </>
            )
            return (
              <li key={nameOf(each)}>
                {filter === null ? (
                  <span className="why-pair">{content}</span>
                ) : (
                  <button type="button" className="why-pair" onClick={() => url.set(without(url.choices, filter))}>
                    {content}
                  </button>
                )}
              </li>
            )
          })}
      </ol>
      {hidden > 0 && <p className="why-hidden">{t('why.combinations.hidden', { n: formats.count(hidden) })}</p>}
    </Card>
  )
}

/** The filters that leave the rows of a combination; null where one of its parts has none. */
function filterOfBoth(each: Combination): Partial<Choices> | null {
  const [first, second] = [filterOf[each.first], filterOf[each.second]]
  if (first === undefined || second === undefined) return null
  if (!canFilter(each.first, each.firstValue) || !canFilter(each.second, each.secondValue)) return null
  return { [first]: [each.firstValue], [second]: [each.secondValue] }
}

/** Chosen already: a second click takes it back. */
function without(choices: Choices, filter: Partial<Choices>): Partial<Choices> {
  const keys = Object.keys(filter) as (keyof Choices)[]
  const has = keys.every(key => JSON.stringify(choices[key]) === JSON.stringify(filter[key]))
  return has ? Object.fromEntries(keys.map(key => [key, defaults[key]])) : filter
}

const chanceText = (q: number, { formats }: Pick<Texts, 'formats'>): string =>
  q < 0.001 ? `< ${formats.rate(0.001)}` : formats.rate(q)

function tableOf(found: readonly Combination[], name: WhyCardProps['name'], { t }: Texts): TableData {
  const right = (key: string, label: string) => ({ key, label, align: 'right' as const })
  return {
    columns: [
      { key: 'first', label: t('why.combinations.first') },
      { key: 'second', label: t('why.combinations.second') },
      right('before', t('why.combinations.before')),
      right('now', t('why.combinations.now')),
      right('change', t('why.combinations.change')),
      right('expected', t('why.combinations.expected')),
      right('beyond', t('why.combinations.beyond')),
      right('q', t('why.combinations.q')),
      { key: 'seen', label: t('why.combinations.seen') },
    ],
    rows: found.map(each => ({
      first: name(each.first, each.firstValue),
      second: name(each.second, each.secondValue),
      before: each.part.past,
      now: each.part.now,
      change: each.part.change,
      expected: each.expected,
      beyond: each.beyond,
      q: each.q,
      seen: each.seen ? t('words.yes') : '',
    })),
  }
}
