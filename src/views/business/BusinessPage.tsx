import { useCallback, useMemo } from 'react'
import { Link, useLocation, useParams } from 'react-router'
import { useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { resolve } from '../../filters/filters'
import { useChoices } from '../../filters/useChoices'
import { classLabel, regionLabel, useTexts } from '../../i18n'
import { ModelBars } from '../../parts/ModelBars'
import { useCardBy } from '../../parts/riskScheme'
import { ScoreBars } from '../../parts/ScoreBars'
import { TimeLine } from '../../parts/TimeLine'
import { useBusiness } from '../../parts/useBusiness'
import { businessName } from '../../queries/business'
import { asOfDay } from '../../risk/factsSql'
import { loweringsOf } from '../../risk/lowering'
import { withoutModel } from '../../risk/scorecard'
import { ClassBadge } from '../../ui/ClassBadge'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNote } from '../../ui/ErrorNote'
import { Skeleton } from '../../ui/Skeleton'
import { useReady } from '../../ui/useReady'
import { Around } from './Around'
import { BusinessTables } from './BusinessTables'
import { LinkRules } from './LinkRules'
import { Lowerings } from './Lowerings'
import { openItems } from './openItems'
import { ScoreCourse } from './ScoreCourse'

/** The file of one business: why it has its score, what would lower it, and everything the extracts say of it. */
export function BusinessPage({ profile }: { readonly profile: Profile }) {
  const texts = useTexts()
  const { t, formats, language } = texts
  const { id = '' } = useParams()
  const entity = /^\d{1,9}$/.test(id) ? Number(id) : -1
  const { choices } = useChoices()
  const { search } = useLocation()
  // The classes of the list that led here.
  const { card } = useCardBy(new URLSearchParams(search).get('by') === 'percentile' ? 'percentile' : 'value')
  const plain = useMemo(() => withoutModel(card), [card])
  const { window } = useMemo(() => resolve(choices, profile.asOf, []).filters, [choices, profile])
  const at = useMemo(() => asOfDay(window.to, profile.asOf), [window.to, profile.asOf])
  const regions = useMemo(() => new Map(profile.regions.regions.map(region => [region.code, region.name])), [profile])
  const named = useRows(useMemo(() => businessName(entity), [entity]))
  const { risk, rows, explained, absent, live, error, refetch } = useBusiness(entity, card, at)
  const file = useCallback((other: number) => `/business/${other}${search}`, [search])
  const name = named.older ? undefined : named.rows?.[0]
  useReady(live && named.live && !named.older)
  const lowerings = useMemo(
    () => (rows === null || risk === null || explained === null ? [] : loweringsOf(rows, risk, plain, at, explained)),
    [rows, risk, explained, at, plain],
  )
  const back = (
    <Link className="ui-button business-back" to={`/risk${search}`}>
      ← {t('risk.back')}
    </Link>
  )
  if (error !== null) return <ErrorNote what={t('overview.failed')} detail={error.message} onRetry={refetch} />
  if (named.rows?.length === 0 && !named.older)
    return (
      <div className="business">
        {back}
        <EmptyState text={t('risk.unknown', { id })} />
      </div>
    )
  if (name === undefined) return <Skeleton />
  const place =
    name.region_code === null ? null : regionLabel(name.region_code, regions.get(name.region_code), language)
  const facts = explained?.facts
  // These parts are the scorecard's, whatever ranks.
  const beside =
    card.model === undefined || explained === null
      ? ''
      : `${t('risk.bars.beside', { score: formats.number(explained.score, 1) })} `
  const open = facts && risk ? openItems(facts, risk, at.day, texts) : []
  return (
    <div className="business" data-model={card.model !== undefined || undefined}>
      <header className="business-head ui-card">
        <div>
          {back}
          <h2>{name.entity_name ?? t('risk.noName')}</h2>
          <p>{[name.address, place, name.industry_name ?? name.licence_kind].filter(Boolean).join(' · ')}</p>
          <p>
            {[
              name.entity_code,
              name.first_seen_on === null ? null : t('risk.firstSeen', { day: formats.day(name.first_seen_on) }),
              name.has_permit ? null : t('risk.noPermit'),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        {risk !== null && explained !== null && (
          <p className="business-score">
            <ClassBadge letter={risk.class} title={classLabel(risk.class, texts)} />
            <strong>{risk.score === null ? '–' : risk.score.toFixed(1)}</strong>
            <span>
              {t('risk.rank', {
                rank: formats.count(risk.rank),
                of: formats.count(risk.of),
                coverage: formats.rate(risk.coverage),
              })}
              <br />
              {t('risk.asOf', { day: formats.day(at.day) })}
              {card.model !== undefined &&
                card.model.training.to > at.day &&
                ` · ${t('risk.overlap', { to: formats.day(card.model.training.to), day: formats.day(at.day) })}`}
              {risk.declared_class !== null && ` · ${t('risk.declared', { letter: risk.declared_class })}`}
            </span>
          </p>
        )}
        <button type="button" className="ui-button business-print" onClick={() => globalThis.print()}>
          {t('risk.print')}
        </button>
      </header>
      {absent ? (
        <EmptyState text={t('risk.absent', { day: formats.day(at.day) })} />
      ) : explained === null || rows === null ? (
        <Skeleton />
      ) : (
        <>
          <div className="business-side">
            <section className="business-why ui-card">
              {card.model !== undefined && risk !== null && (
                <ModelBars model={card.model} entity={entity} at={at} score={risk.score} />
              )}
              <h2>{t('risk.bars')}</h2>
              <p className="business-sub">
                {beside}
                {t('risk.bars.sub')}
              </p>
              <ScoreBars explained={explained} card={plain} at={at} filled={profile.filled} regions={regions} />
            </section>
            <ScoreCourse entity={entity} card={plain} day={at.day} note={beside} />
          </div>
          <div className="business-side">
            <section className="ui-card">
              <h2>{t('risk.lower')}</h2>
              <p className="business-sub">
                {beside}
                {t('risk.lower.sub')}
              </p>
              <Lowerings lowerings={lowerings} card={card} />
            </section>
            <section className="ui-card">
              <h2>{t('risk.line')}</h2>
              <TimeLine rows={rows} at={at} />
              <ul className="business-open">
                {open.map(({ text, bad }) => (
                  <li key={text} data-bad={bad || undefined}>
                    {text}
                  </li>
                ))}
              </ul>
            </section>
            <LinkRules entity={entity} />
          </div>
          <div className="business-around">
            <Around entity={entity} card={card} at={at} filled={profile.filled} file={file} />
          </div>
          <BusinessTables rows={rows} at={at} profile={profile} regions={regions} />
        </>
      )}
    </div>
  )
}
