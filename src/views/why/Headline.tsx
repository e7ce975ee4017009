import { notRestricting } from '../../filters/filters'
import type { ChoicesOfUrl } from '../../filters/useChoices'
import { type Texts, useTexts } from '../../i18n'
import { isStock } from '../../insight/comparison'
import { leading } from '../../insight/decompose/explain'
import { useFrameState, useOrigin } from '../../parts/frame'
import { NoRows } from '../../parts/NoRows'
import { useFilterNames } from '../../parts/useFilterNames'
import type { WhyAsked } from '../../parts/whyQuestions'
import { whyNumbers, whySentences } from '../../parts/whyWords'
import { type Dimension, dimensionKeys } from '../../queries/contributions'
import { definitions } from '../../queries/figures'
import { Card } from '../../ui/Card'
import { RankedList } from '../../ui/RankedList'
import type { TableData } from '../../ui/table'
import type { WhyCardProps } from './contracts'

export interface HeadlineProps extends WhyCardProps {
  readonly url: ChoicesOfUrl
  onBy(dimension: Dimension): void
}

/** The change in sentences, and the part of each dimension that moved most. */
export function Headline({ why, by, name, label, bound, url, onBy }: HeadlineProps) {
  const texts = useTexts()
  const { t } = texts
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const names = useFilterNames()
  const { shown, answer, updating, search } = why
  const { asked, explained } = shown ?? { asked: null, explained: null }
  const table = asked === null ? null : definitions[asked.figure].table
  const empty = explained !== null && [...explained.by.values()].every(found => found.parts.length === 0)
  const untouched = asked === null || table === null ? [] : notRestricting(asked.filters, table)
  const own = search !== null && search.asked === asked ? search.search : null
  const said = explained === null ? [] : whySentences({ explained, by, search: own, name, label, bound }, texts)
  const lines = explained === null ? [] : leads()
  const data: TableData = {
    columns: [
      { key: 'by', label: t('why.by') },
      { key: 'part', label: t('why.where.part') },
      { key: 'change', label: t('why.parts.change'), align: 'right' },
      { key: 'share', label: t('why.parts.share'), align: 'right' },
    ],
    rows: lines.map(({ dimension, part, change, share }) => ({ by: t(`why.by.${dimension}`), part, change, share })),
  }

  function leads() {
    return dimensionKeys.flatMap(dimension => {
      const found = explained?.by.get(dimension)
      const part = found === undefined ? null : leading(found)
      if (found === undefined || part === null) return []
      const { change, share } = part
      return [{ dimension, part: name(dimension, part.value), change, share, numbers: whyNumbers(found, texts) }]
    })
  }

  return (
    <Card
      id="why-head"
      className="why-head"
      title={t('why.head.title')}
      subtitle={asked === null ? undefined : windowsText(asked, texts)}
      state={empty ? 'empty' : stateOf(answer, updating)}
      empty={table === null ? undefined : <NoRows url={url} table={table} />}
      origin={asked?.question ? originOf(asked.question, answer) : undefined}
      table={data}
      note={untouched.length > 0 ? t('overview.notFiltered', { filters: names(untouched) }) : undefined}
    >
      <div className="why-said">
        {said.map(({ key, text }) => (
          <p key={key} data-said={key}>
            {text}
          </p>
        ))}
      </div>
      {lines.length > 1 && (
        <>
          <h3 className="why-where">{t('why.where.title')}</h3>
          <RankedList
            label={t('why.where.title')}
            nameLabel={t('why.by')}
            ranked={false}
            columns={[
              { label: t('why.where.part') },
              { label: t('why.parts.change') },
              { label: t('why.parts.share'), quiet: true },
            ]}
            items={lines.map(({ dimension, part, change, share, numbers }) => ({
              key: dimension,
              name: t(`why.by.${dimension}`),
              value: share === null ? null : Math.min(1, Math.abs(share)),
              cells: [part, numbers.change(change), numbers.share(share)],
            }))}
            selected={[by]}
            onSelect={key => onBy(dimensionKeys.find(each => each === key) ?? by)}
          />
        </>
      )}
    </Card>
  )
}

/** Which days are compared with which, and as what. */
function windowsText({ figure, filters, compare, kind, days }: WhyAsked, { t, language, formats }: Texts): string {
  if (compare === null) return ''
  if (isStock(figure))
    return t('why.windows.stock', { now: formats.day(filters.window.to), before: formats.day(compare.to) })
  const length = (n: number): string =>
    n === 1 ? t('why.windows.day') : t('why.windows.days', { n: formats.count(n) })
  const text = t(`why.windows.${kind}`, {
    ...{ window: formats.window(filters.window), compare: formats.window(compare) },
    ...{ now: length(days.now), before: length(days.before) },
  })
  const daily = definitions[figure].unit === 'count' && days.now !== days.before
  return daily ? [text, t('why.windows.perDay')].join(language === 'zh' ? '' : ' ') : text
}
