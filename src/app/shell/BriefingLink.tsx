import { useTexts } from '../../i18n'
import c from './controls.module.css'
import { printIcon } from './icons'
import s from './shell.module.css'

/** Leads to the report to print, of the filters in force. */
export function BriefingLink({ href }: { readonly href: string }) {
  const { t } = useTexts()
  const label = t('briefing.open')
  return (
    <a
      className={`${c.chip} ${c.iconOnly} ${s.chipLink}`}
      href={href}
      aria-label={label}
      title={t('briefing.open.hint')}
    >
      {printIcon}
    </a>
  )
}
