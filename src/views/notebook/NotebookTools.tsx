import { useState } from 'react'
import type { Profile } from '../../extracts/report'
import { useTexts } from '../../i18n'
import {
  type CityName,
  joined,
  NotebookError,
  notebookFile,
  parseNotebookFile,
} from '../../insight/notebook/notebookFile'
import type { Pin } from '../../insight/notebook/pin'
import { saveBlob } from '../../ui/download'
import { ErrorNote, type Failure } from '../../ui/ErrorNote'
import { useTableExports } from '../../ui/exportAbout'
import { FileButton } from '../../ui/FileButton'
import { Menu } from '../../ui/Menu'
import type { NotebookServices } from './contracts'
import { notebookTable } from './notebookTable'

export interface NotebookToolsProps {
  readonly services: NotebookServices
  readonly profile: Profile
  /** Those that stand. */
  readonly pins: readonly Pin[]
  /** With those that were removed. */
  readonly all: readonly Pin[]
}

/** Files above this are no notebooks. */
const mostBytes = 10_000_000

/** Import, export, print. */
export function NotebookTools({ services, profile, pins, all }: NotebookToolsProps) {
  const texts = useTexts()
  const { t, language } = texts
  const [told, tell] = useState<string | null>(null)
  const [failed, fail] = useState<Failure | null>(null)
  const [other, ask] = useState<{ pins: readonly Pin[]; city: CityName } | null>(null)
  const why = (error: unknown): string => (error instanceof Error ? error.message : String(error))
  const exports = useTableExports(
    notebookTable(pins, services, profile, texts),
    t('notebook.title'),
    undefined,
    error => fail({ what: t('notebook.failed'), detail: why(error) }),
  )

  const take = async (brought: readonly Pin[]): Promise<void> => {
    ask(null)
    try {
      let done = joined([], [])
      await services.pins.change(here => {
        done = joined(here, brought)
        return done.pins
      })
      const { added, extended, same, refused } = done
      tell(t('notebook.import.done', { added, extended, same, refused }))
    } catch (error) {
      fail({ what: t('notebook.import.failed'), detail: why(error) })
    }
  }
  const read = async (file: File | undefined): Promise<void> => {
    tell(null)
    fail(null)
    ask(null)
    if (file === undefined) return
    const what = t('notebook.import.failed')
    if (file.size > mostBytes) return fail({ what, advice: t('notebook.import.large', { file: file.name }) })
    try {
      const { pins: brought, catalogue } = parseNotebookFile(await file.text(), file.name)
      const here = services.city()
      if (catalogue.zh === here.zh && catalogue.en === here.en) await take(brought)
      else ask({ pins: brought, city: catalogue })
    } catch (error) {
      fail(
        error instanceof NotebookError
          ? { what, advice: t(`notebook.import.${error.code}`, { file: file.name }), detail: error.detail }
          : { what, detail: why(error) },
      )
    }
  }
  return (
    <>
      <div className="notebook-tools">
        <FileButton
          label={t('notebook.import')}
          single
          accept=".json,application/json"
          onFiles={([file]) => void read(file)}
        />
        <Menu
          label={t('notebook.export')}
          button={t('notebook.export')}
          className="ui-button"
          items={[
            {
              key: 'json',
              label: t('notebook.export.json'),
              disabled: all.length === 0,
              onSelect: () => {
                const city = services.city()
                const blob = new Blob([notebookFile(all, city)], { type: 'application/json' })
                saveBlob(blob, `${city[language]} ${t('notebook.title')}.json`)
              },
            },
            ...exports,
          ]}
        />
        <button type="button" className="ui-button" disabled={pins.length === 0} onClick={() => window.print()}>
          {t('notebook.print')}
        </button>
      </div>
      {told !== null && (
        <p className="notebook-told" role="status">
          {told}
        </p>
      )}
      {failed !== null && <ErrorNote {...failed} />}
      {other !== null && (
        <p className="notebook-told" role="status">
          {t('notebook.import.other', { city: other.city[language] || other.city.zh })}{' '}
          <button type="button" className="ui-link" onClick={() => void take(other.pins)}>
            {t('notebook.import.other.do')}
          </button>
        </p>
      )}
    </>
  )
}
