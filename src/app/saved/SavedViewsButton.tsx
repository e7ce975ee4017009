import { useState } from 'react'
import type { Profile } from '../../extracts/report'
import { useTexts } from '../../i18n'
import type { Session } from '../session'
import c from '../shell/controls.module.css'
import { savedIcon } from '../shell/icons'
import { Later } from '../shell/Later'

const dialog = () => import('./SavedViewsDialog').then(part => ({ default: part.SavedViewsDialog }))

/** Opens the saved views; their code comes with the first click. */
export function SavedViewsButton({ session, profile }: { session: Session; profile: Profile | null }) {
  const { t } = useTexts()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        className={`${c.chip} ${c.iconOnly}`}
        aria-haspopup="dialog"
        aria-label={t('saved.title')}
        title={t('saved.title')}
        onClick={() => setOpen(true)}
      >
        {savedIcon}
      </button>
      {open && <Later load={dialog} props={{ session, profile, onClose: () => setOpen(false) }} wait={null} />}
    </>
  )
}
