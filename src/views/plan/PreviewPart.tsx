import { useEffect, useRef, useState } from 'react'
import { useTexts } from '../../i18n'
import type { Preview } from '../../plan/planner'
import type { Target } from '../../plan/roster'
import type { Rules } from '../../plan/rules'
import { ErrorNote } from '../../ui/ErrorNote'
import { Skeleton } from '../../ui/Skeleton'
import type { RemotePlanner } from './contracts'
import type { PlanNames } from './planNames'
import { barredText, faultText, shortfallText, stratumText } from './shortfallTexts'

/** Milliseconds that rules rest before what they would give is worked out. */
const pause = 250
/** Strata, and things that cannot be filled, that are shown at once. */
const most = 100

export type Previewed = { readonly preview: Preview | null; readonly error: Error | null; readonly busy: boolean }

/** What rules would give of a roster, worked out in the worker; the old one stays until the new one is there. */
export function usePreview(planner: RemotePlanner, targets: readonly Target[] | null, rules: Rules): Previewed {
  const [state, setState] = useState<Previewed>({ preview: null, error: null, busy: true })
  const sent = useRef<readonly Target[] | null>(null)
  useEffect(() => {
    if (targets === null) return
    let over = false
    setState(now => ({ ...now, busy: true }))
    const timer = setTimeout(async () => {
      const known = sent.current === targets
      sent.current = targets
      try {
        const whole = (): Promise<Preview> => planner.preview(targets, rules)
        // A worker that died has forgotten the roster.
        const preview = await (known ? planner.preview(null, rules).catch(whole) : whole())
        if (!over) setState({ preview, error: null, busy: false })
      } catch (error) {
        sent.current = null
        if (!over)
          setState({ preview: null, error: error instanceof Error ? error : new Error(String(error)), busy: false })
      }
    }, pause)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [planner, targets, rules])
  return state
}

export interface PreviewPartProps {
  readonly previewed: Previewed
  readonly rules: Rules
  readonly names: PlanNames
}

/** How many the rules would draw of what, and what they cannot give: before anything is fixed. */
export function PreviewPart({ previewed: { preview, error, busy }, rules, names }: PreviewPartProps) {
  const texts = useTexts()
  const { t, formats } = texts
  if (error !== null) return <ErrorNote what={t('plan.preview.failed')} detail={error.message} />
  if (preview === null) return <Skeleton />
  const of = {
    dimensions: rules.dimensions,
    regionName: names.region,
    targetName: () => null,
    inspectorName: () => null,
  }
  const { strata, shortfalls, faults } = preview
  return (
    <section className="plan-block plan-preview" aria-busy={busy} aria-label={t('plan.preview')} data-plan-preview>
      <h3>{t('plan.preview')}</h3>
      <p className="plan-says" data-plan-drawn={preview.byQuota + preview.floor}>
        {t('plan.preview.says', {
          targets: formats.count(preview.targets),
          closed: formats.count(preview.closed),
          n: formats.count(preview.byQuota + preview.floor),
          quota: formats.count(preview.byQuota),
          floor: formats.count(preview.floor),
        })}
      </p>
      {faults.length > 0 && (
        <ul className="plan-faults" role="alert">
          {faults.slice(0, most).map(fault => (
            <li key={fault.message}>{faultText(texts, fault)}</li>
          ))}
        </ul>
      )}
      {strata.length > 0 && (
        <div className="plan-scroll">
          <table className="plan-table">
            <caption className="ui-hidden">{t('plan.preview')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('plan.stratum')}</th>
                <th scope="col">{t('plan.size')}</th>
                <th scope="col">{t('plan.eligible')}</th>
                <th scope="col">{t('plan.wanted')}</th>
                <th scope="col">{t('plan.drawn')}</th>
              </tr>
            </thead>
            <tbody>
              {strata.slice(0, most).map(stratum => (
                <tr key={JSON.stringify(stratum.of)} data-short={stratum.drawn < stratum.wanted || undefined}>
                  <th scope="row">
                    {stratumText(texts, stratum.of, of)}
                    {stratum.eligible < stratum.size && (
                      <span className="plan-barred">{barredText(texts, { ...stratum.barred, closed: 0 })}</span>
                    )}
                  </th>
                  <td>{formats.count(stratum.size)}</td>
                  <td>{formats.count(stratum.eligible)}</td>
                  <td>{formats.count(stratum.wanted)}</td>
                  <td>{formats.count(stratum.drawn)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {strata.length > most && (
            <p className="plan-note">{t('plan.more', { n: formats.count(strata.length - most) })}</p>
          )}
        </div>
      )}
      {shortfalls.length > 0 && (
        <>
          <h4>{t('plan.shortfalls')}</h4>
          <ul className="plan-shortfalls">
            {shortfalls.slice(0, most).map(each => (
              <li key={JSON.stringify(each)}>{shortfallText(texts, each, of)}</li>
            ))}
          </ul>
          {shortfalls.length > most && (
            <p className="plan-note">{t('plan.more', { n: formats.count(shortfalls.length - most) })}</p>
          )}
        </>
      )}
      <p className="plan-note">{t('plan.preview.note')}</p>
    </section>
  )
}
