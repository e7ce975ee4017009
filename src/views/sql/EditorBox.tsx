import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { useTexts } from '../../i18n'
import { openEditor, type SqlEditor } from './editor'

export interface EditorBoxProps {
  readonly initial: string
  readonly handle: RefObject<SqlEditor | null>
  onRun(all: boolean): void
  onChange(text: string): void
}

/** The editor, opened once; what it tells goes to the newest props. */
export function EditorBox({ initial, handle, onRun, onChange }: EditorBoxProps) {
  const { t, language } = useTexts()
  const box = useRef<HTMLDivElement>(null)
  const latest = useRef({ onRun, onChange })
  latest.current = { onRun, onChange }
  const words = { label: t('sql.editor'), placeholder: t('sql.placeholder') }
  const first = useRef({ initial, language, ...words })
  useEffect(() => {
    if (box.current === null) return
    const { initial, language, label, placeholder } = first.current
    const editor = openEditor(box.current, {
      text: initial,
      language,
      label,
      placeholder,
      onRun: all => latest.current.onRun(all),
      onChange: text => latest.current.onChange(text),
    })
    handle.current = editor
    editor.focus()
    document.documentElement.dataset.ready = 'true'
    return () => {
      handle.current = null
      editor.end()
    }
  }, [handle])
  // Before the next page says that it is ready.
  useLayoutEffect(
    () => () => {
      delete document.documentElement.dataset.ready
    },
    [],
  )
  useEffect(() => {
    handle.current?.setLanguage(language, words.label, words.placeholder)
  }, [handle, language, words.label, words.placeholder])
  return <div ref={box} className="sql-editor" />
}
