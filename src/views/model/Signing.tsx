import { createContext, type ReactNode, useCallback, useContext, useId, useState } from 'react'
import { useTexts } from '../../i18n'
import { Dialog } from '../../ui/Dialog'
import type { VersionStore } from './contracts'

const Sign = createContext<() => Promise<boolean>>(async () => true)

/** Asks who works here before an entry is written, where nobody said so yet; false where they would rather not go on. */
export const useSign = (): (() => Promise<boolean>) => useContext(Sign)

/** Whether the record would name somebody. */
export const isSigned = (who: string): boolean => who.trim() !== ''

export function Signing({ store, children }: { readonly store: VersionStore; readonly children: ReactNode }) {
  const [asking, ask] = useState<((signed: boolean) => void) | null>(null)
  const sign = useCallback(
    async (): Promise<boolean> => isSigned(store.state().who) || new Promise<boolean>(done => ask(() => done)),
    [store],
  )
  const end = (signed: boolean): void => {
    asking?.(signed)
    ask(null)
  }
  return (
    <Sign value={sign}>
      {children}
      {asking !== null && (
        <WhoDialog
          onName={name => {
            // Whether the browser can keep it or not: it is known from now on.
            store.sayWho(name).catch(() => undefined)
            end(true)
          }}
          onClose={() => end(false)}
        />
      )}
    </Sign>
  )
}

export interface WhoDialogProps {
  onName(name: string): void
  onClose(): void
}

export function WhoDialog({ onName, onClose }: WhoDialogProps) {
  const { t } = useTexts()
  const [name, setName] = useState('')
  const id = useId()
  return (
    <Dialog title={t('model.who.title')} onClose={onClose}>
      <form
        className="model-form"
        onSubmit={event => {
          event.preventDefault()
          if (isSigned(name)) onName(name.trim())
        }}
      >
        <p className="model-note">{t('model.who.why')}</p>
        <label htmlFor={id}>{t('model.who')}</label>
        <input id={id} maxLength={200} required value={name} onChange={event => setName(event.target.value)} />
        <div className="model-actions">
          <button type="button" className="ui-button" onClick={onClose}>
            {t('ui.cancel')}
          </button>
          <button type="submit" className="ui-button" data-primary disabled={!isSigned(name)}>
            {t('model.who.do')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
