import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { useTexts } from '../../i18n'
import { Confirm } from '../../ui/Confirm'
import type { ImportFlow } from './flow'

/**
 * Asks before an unfinished import is left by a link or by closing the page. The browser's back does not ask: the
 * import waits where it was.
 */
export function Leaving({ flow }: { readonly flow: ImportFlow }) {
  const { t } = useTexts()
  const navigate = useNavigate()
  const [to, setTo] = useState<string | null>(null)
  useEffect(() => {
    const onClose = (event: BeforeUnloadEvent): void => {
      if (flow.unfinished()) event.preventDefault()
    }
    const onClick = (event: MouseEvent): void => {
      if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return
      const href = event.target.closest('a')?.getAttribute('href') ?? ''
      const at = href.indexOf('#/')
      if (at < 0 || href.startsWith('/extracts', at + 1) || !flow.unfinished()) return
      event.preventDefault()
      event.stopPropagation()
      setTo(href.slice(at + 1))
    }
    window.addEventListener('beforeunload', onClose)
    document.addEventListener('click', onClick, true)
    return () => {
      window.removeEventListener('beforeunload', onClose)
      document.removeEventListener('click', onClick, true)
    }
  }, [flow])
  if (to === null) return null
  const leave = (): void => void navigate(to)
  return (
    <Confirm
      title={t('extracts.leave.title')}
      action={t('extracts.leave.keep')}
      onClose={() => setTo(null)}
      onConfirm={leave}
      others={
        <button
          type="button"
          className="ui-button"
          onClick={() => {
            flow.discard()
            setTo(null)
            leave()
          }}
        >
          {t('extracts.leave.discard')}
        </button>
      }
    >
      <p>{t('extracts.leave.text')}</p>
    </Confirm>
  )
}
