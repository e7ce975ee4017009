import { useEffect, useRef, useState } from 'react'
import { useTexts } from '../../i18n'
import c from './controls.module.css'
import { doneIcon, shareIcon } from './icons'
import { Popover } from './Popover'

/** Copies the page's address, which holds every filter; where a page may not copy (plain HTTP), shows it selected. */
export function ShareButton() {
  const { t } = useTexts()
  const anchor = useRef<HTMLButtonElement>(null)
  const [state, setState] = useState<'idle' | 'copied' | 'shown'>('idle')

  useEffect(() => {
    if (state !== 'copied') return
    const timer = setTimeout(() => setState('idle'), 2000)
    return () => clearTimeout(timer)
  }, [state])

  async function share() {
    if (state === 'shown') return setState('idle')
    try {
      await navigator.clipboard.writeText(location.href)
      setState('copied')
    } catch {
      setState('shown')
    }
  }

  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={state === 'copied' ? `${c.chip} ${c.done}` : c.chip}
        aria-label={t('app.share')}
        onClick={() => void share()}
      >
        {state === 'copied' ? doneIcon : shareIcon}
        <span className={c.wideOnly}>{t('app.share')}</span>
      </button>
      <output className={c.srOnly}>{state === 'copied' ? t('app.shared') : ''}</output>
      {state === 'shown' && (
        <Popover anchor={anchor} label={t('app.share.link')} width={420} onClose={() => setState('idle')}>
          <input
            className={c.field}
            readOnly
            value={location.href}
            aria-label={t('app.share.link')}
            ref={field => {
              field?.focus()
              field?.select()
            }}
          />
          <p className={c.hint}>{t('app.share.hint')}</p>
        </Popover>
      )}
    </>
  )
}
