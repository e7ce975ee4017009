import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './Icon'
import { SqlLink } from './SqlLink'
import './sqlText.css'

/** A statement to read and to copy. Where there is no clipboard (plain HTTP) its text is selected instead. */
export function SqlText({ sql }: { sql: string }) {
  const { t } = useTranslation()
  const text = useRef<HTMLElement>(null)
  const [said, say] = useState<string | null>(null)
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(sql)
      say(t('ui.copied'))
    } catch {
      if (text.current !== null) window.getSelection()?.selectAllChildren(text.current)
      say(t('ui.selected'))
    }
  }
  return (
    <div className="ui-sql">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <pre tabIndex={0}>
        <code ref={text}>{sql}</code>
      </pre>
      <div className="ui-sql-foot">
        <button type="button" className="ui-button" onClick={copy}>
          <Icon name="copy" />
          {t('ui.copy')}
        </button>
        <SqlLink sql={sql} />
        <output>{said}</output>
      </div>
    </div>
  )
}
