import type { Profile } from '../../extracts/report'
import type { Targets } from '../../extracts/targets'
import { notRestricting, type Window } from '../../filters/filters'
import { useChoices } from '../../filters/useChoices'
import { missingText, type Texts, useTexts } from '../../i18n'
import { changeOf, endsEarly, newsOf } from '../../insight/comparison'
import { daysOf } from '../../parts/figureInputs'
import { rowsLink } from '../../parts/figureLinks'
import { comparedText, deltaOf, figureText, shownLabel, targetOf } from '../../parts/figureTexts'
import { useOrigin } from '../../parts/frame'
import { useFilterNames } from '../../parts/useFilterNames'
import { definitions, type Figure } from '../../queries/figures'
import { type FigureKey, figureKeys } from '../../schema'
import { Card, type Origin } from '../../ui/Card'
import { EmptyState } from '../../ui/EmptyState'
import type { TableData } from '../../ui/table'
import { useReady } from '../../ui/useReady'
import { ChangeCell } from './ChangeCell'
import { type Compared, useComparison } from './useComparison'

export interface ChangesPageProps {
  readonly profile: Profile
  readonly targets: Targets
}

/** Every figure in the window, beside the period before, the same days a year before, and any other days that are chosen. */
export function ChangesPage({ profile, targets }: ChangesPageProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const { choices } = useChoices()
  const names = useFilterNames()
  const originOf = useOrigin()
  // Before a year so far lies the same part of the year before: one comparison, not two.
  const previous = useComparison(choices, choices.window === 'ytd' ? null : 'previous', profile, targets, true)
  const lastYear = useComparison(choices, 'lastYear', profile, targets, previous.quiet || choices.window === 'ytd')
  // Free days that are one of the two already need no column of their own.
  const told = [previous.asked.compare, lastYear.asked.compare]
  const chosen = typeof choices.compare === 'object' ? choices.compare : null
  const free = told.some(each => each?.from === chosen?.from && each?.to === chosen?.to) ? null : chosen
  const other = useComparison(choices, free, profile, targets, lastYear.quiet)
  const all: readonly Compared[] = [...(choices.window === 'ytd' ? [] : [previous]), lastYear, ...(free ? [other] : [])]
  const first = all[0] ?? lastYear
  const { window } = first.asked.filters
  const live = all.every(each => each.live)

  useReady(live)

  const whole = window.from === null
  const compared = whole ? [] : all
  return (
    <Card
      id="changes"
      className="changes"
      title={t('changes.title')}
      subtitle={t('changes.subtitle', { window: formats.window(window) })}
      state="ready"
      table={tableOf(compared, first, profile, targets, texts)}
      origin={originOfAll(all.flatMap(each => each.sources.map(({ query, answer }) => originOf(query, answer))))}
    >
      {whole && <EmptyState text={t('app.compare.impossible')} />}
      <div className="changes-scroll">
        <table className="changes-table">
          <thead>
            <tr>
              <th scope="col">{t('changes.figure')}</th>
              <th scope="col" data-align="right">
                {t('changes.now')}
                <small>{formats.window(window)}</small>
              </th>
              {compared.map(each => (
                <Head key={headKey(each)} compared={each} profile={profile} texts={texts} />
              ))}
            </tr>
          </thead>
          <tbody>
            {figureKeys.map(key => {
              const now = first.figures.find(each => each.key === key)
              const figure = now?.figure ?? null
              const { table } = definitions[key]
              const untouched = notRestricting(first.asked.filters, table)
              const last = table === 'entities' ? undefined : profile.spans[table]?.last
              const until = window.to < profile.asOf ? window.to : profile.asOf
              return (
                <tr key={key} data-figure={key}>
                  <th scope="row">
                    <a href={`#${rowsLink(key, choices)}`}>{shownLabel(key, profile, targets, texts)}</a>
                    {last !== undefined && endsEarly(last, until) && (
                      <small data-ends={last}>{t('changes.ends', { day: formats.day(last) })}</small>
                    )}
                    {untouched.length > 0 && <small>{t('overview.notFiltered', { filters: names(untouched) })}</small>}
                  </th>
                  <td data-align="right" data-label={t('changes.now')} data-older={now?.older || undefined}>
                    <Now figure={figure} failed={now?.error != null} targets={targets} texts={texts} />
                  </td>
                  {compared.map(each => {
                    const cell = each.figures.find(other => other.key === key)
                    return (
                      <td
                        key={headKey(each)}
                        data-align="right"
                        data-label={each.kind && t(`changes.head.${each.kind}`)}
                        data-older={cell?.older || undefined}
                      >
                        <ChangeCell
                          compared={cell}
                          kind={each.kind ?? 'free'}
                          days={daysOf(profile, definitions[key].table, window, each.asked.compare)}
                        />
                      </td>
                    )
                  })}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <p className="changes-note">{t('changes.note')}</p>
    </Card>
  )
}

/** All questions of the page as one text, in the order in which they are asked, each once. */
function originOfAll(origins: readonly Origin[]): Origin {
  const each = [...new Map(origins.map(origin => [origin.sql, origin])).values()]
  const sum = (name: 'rows' | 'milliseconds'): number | null =>
    each.some(origin => origin[name] === null) ? null : each.reduce((all, origin) => all + (origin[name] ?? 0), 0)
  return {
    sql: each.map(origin => origin.sql.trim()).join(';\n\n'),
    rows: sum('rows'),
    milliseconds: sum('milliseconds'),
    live: each.every(origin => origin.live),
  }
}

const headKey = ({ asked, kind }: Compared): string => `${kind} ${asked.compare?.from} ${asked.compare?.to}`

interface HeadProps {
  readonly compared: Compared
  readonly profile: Profile
  readonly texts: Texts
}

/** What is compared with, its days, and how many figures got better or worse. */
function Head({ compared, profile, texts }: HeadProps) {
  const { t, formats } = texts
  const { kind, asked, figures } = compared
  const compare: Window | null = asked.compare
  if (kind === null || compare === null) return <th />
  const news = { good: 0, bad: 0, neutral: 0 }
  for (const { figure } of figures) {
    if (figure === null) continue
    const days = daysOf(profile, definitions[figure.key].table, asked.filters.window, compare)
    const change = changeOf(figure, days)
    if (typeof change !== 'string') news[newsOf(figure.key, change)]++
  }
  return (
    <th scope="col" data-align="right">
      {t(`changes.head.${kind}`)}
      <small>{formats.window(compare)}</small>
      <small>{t('changes.news', { good: formats.count(news.good), bad: formats.count(news.bad) })}</small>
    </th>
  )
}

interface NowProps {
  readonly figure: Figure | null
  readonly failed: boolean
  readonly targets: Targets
  readonly texts: Texts
}

function Now({ figure, failed, targets, texts }: NowProps) {
  const { t, language, formats } = texts
  if (figure === null) return failed ? <small>{t('overview.failed')}</small> : <i className="changes-wait" />
  if (figure.missing !== null) return <small>{missingText(figure.missing, language)}</small>
  const target = targetOf(figure, targets, formats)
  const bound = targets.figures[figure.key]
  return (
    <>
      <b className="changes-value">{figureText(figure, formats, bound?.atMost ?? bound?.atLeast)}</b>
      {target !== undefined && (
        <small data-met={target.met}>
          {t('ui.target', { target: target.text })} · {t(target.met ? 'ui.targetMet' : 'ui.targetMissed')}
        </small>
      )}
    </>
  )
}

/** The same for exports: exact values, a row for every figure and comparison. */
function tableOf(
  all: readonly Compared[],
  first: Compared,
  profile: Profile,
  targets: Targets,
  texts: Texts,
): TableData {
  const { t } = texts
  const { window } = first.asked.filters
  const rows = figureKeys.flatMap((key: FigureKey) =>
    all.map(({ figures, kind, asked }) => {
      const figure = figures.find(each => each.key === key)?.figure ?? null
      const days = daysOf(profile, definitions[key].table, window, asked.compare)
      const change = figure === null ? 'missing' : changeOf(figure, days)
      const delta = figure === null || kind === null ? undefined : deltaOf(figure, days, kind, texts)
      return {
        figure: shownLabel(key, profile, targets, texts),
        value: figure?.value ?? null,
        against: kind === null ? null : comparedText(kind, texts),
        from: asked.compare?.from ?? null,
        to: asked.compare?.to ?? null,
        before: figure?.before ?? null,
        change: typeof change === 'string' ? null : change.size,
        words: delta === undefined ? null : `${t(`ui.${delta.direction}`)} ${delta.text} ${delta.against}`,
      }
    }),
  )
  const right = { align: 'right' } as const
  return {
    columns: [
      { key: 'figure', label: t('changes.figure') },
      { key: 'value', label: t('changes.now'), ...right },
      { key: 'against', label: t('changes.against') },
      { key: 'from', label: t('app.window.from') },
      { key: 'to', label: t('app.window.to') },
      { key: 'before', label: t('changes.before'), ...right },
      { key: 'change', label: t('changes.change'), ...right },
      { key: 'words', label: t('changes.words') },
    ],
    rows,
  }
}
