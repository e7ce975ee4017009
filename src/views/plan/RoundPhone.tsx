import { useId, useState } from 'react'
import { useEngine } from '../../engine/useRows'
import { compareNames, useTexts } from '../../i18n'
import { useRiskScheme } from '../../parts/riskScheme'
import { Dialog } from '../../ui/Dialog'
import { saveBlob } from '../../ui/download'
import { ErrorNote } from '../../ui/ErrorNote'
import { useExport } from '../../ui/useExport'
import { carriedFacts } from './carriedFacts'
import { type RoundFilesInput, roundFileOf, visitsOf, whoGoes } from './roundFiles'

export interface RoundPhoneProps {
  readonly input: Omit<RoundFilesInput, 'made'>
  /** Names of regions by code. */
  readonly regions: ReadonlyMap<string, string>
  /** Who is shown on the page; null for all. */
  readonly inspector: string | null
  nameOf(inspector: string): string
  now(): string
}

/** All inspectors, each with a file of their own. */
const everyone = ''

/** A button that makes files of rounds, for the phones of those who go. */
export function RoundPhone(props: RoundPhoneProps) {
  const { t } = useTexts()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="ui-button" onClick={() => setOpen(true)}>
        {t('plan.phone')}
      </button>
      {open && <PhoneDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

function PhoneDialog({ input, regions, inspector, nameOf, now, onClose }: RoundPhoneProps & { onClose(): void }) {
  const texts = useTexts()
  const { t, formats } = texts
  const { engine } = useEngine()
  const { card } = useRiskScheme()
  const id = useId()
  const [who, setWho] = useState(inspector ?? everyone)
  const { rounds, inspectors, rows, plan, asOf } = input
  const going = whoGoes(rounds, inspectors)
    .map(each => ({ id: each.id, name: nameOf(each.id) }))
    .sort((a, b) => compareNames(a.name, b.name))
  const { exporting, failed, start, stop } = useExport<string>(async (wanted, signal) => {
    const chosen = wanted === everyone ? going : going.filter(each => each.id === wanted)
    const targets = new Set(chosen.flatMap(each => visitsOf(rounds, each.id).map(visit => visit.id)))
    const entities = [...targets].flatMap(target => rows.get(target)?.entity_id ?? [])
    const facts = await carriedFacts({ engine, card, asOf, texts, regions, signal }, entities)
    const made = now()
    const files = chosen.map(each => {
      const name = t('plan.phone.file', { plan: plan.name, who: each.name })
      return [`${name}.json`, jsonOf(roundFileOf({ ...input, made }, each.id, facts))] as const
    })
    const [only] = files
    if (files.length === 1 && only !== undefined) return saveBlob(only[1], only[0])
    const { zipFiles } = await import('../../extracts/publish/zipFiles')
    // Two of the same name are two files all the same.
    const numbered = files.map(([name, blob], i) => [`${String(i + 1).padStart(3, '0')} ${name}`, blob] as const)
    saveBlob(await zipFiles(numbered, signal), `${t('plan.phone.all', { plan: plan.name })}.zip`)
  })
  const address = `${location.href.split('#')[0]}#/round`
  return (
    <Dialog title={t('plan.phone.title')} onClose={onClose}>
      <ol className="plan-phone-steps">
        <li>
          <span className="plan-field">
            <label htmlFor={`${id}-who`}>{t('plan.phone.who')}</label>
            <select id={`${id}-who`} className="ui-select" value={who} onChange={event => setWho(event.target.value)}>
              <option value={everyone}>{t('plan.phone.everyone', { n: formats.count(going.length) })}</option>
              {going.map(each => (
                <option key={each.id} value={each.id}>
                  {t('plan.phone.option', { who: each.name, n: formats.count(visitsOf(rounds, each.id).length) })}
                </option>
              ))}
            </select>
          </span>
          <button
            type="button"
            className="ui-button"
            data-primary
            disabled={exporting !== null || going.length === 0}
            onClick={() => start(who)}
          >
            {exporting === null ? t('plan.phone.save') : t('plan.phone.saving')}
          </button>
          {exporting !== null && (
            <button type="button" className="ui-link" onClick={stop}>
              {t('ui.cancel')}
            </button>
          )}
        </li>
        <li>{t('plan.phone.hand')}</li>
        <li>
          {t('plan.phone.open')} <code>{address}</code>
        </li>
        <li>{t('plan.phone.back')}</li>
      </ol>
      {failed !== null && (
        <ErrorNote what={t('plan.phone.failed')} detail={failed.error.message} onRetry={() => start(failed.format)} />
      )}
    </Dialog>
  )
}

const jsonOf = (value: unknown): Blob => new Blob([JSON.stringify(value)], { type: 'application/json' })
