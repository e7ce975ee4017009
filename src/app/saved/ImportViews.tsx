import { type ReactNode, useState } from 'react'
import { type Texts, useTexts } from '../../i18n'
import { newId } from '../../insight/notebook/pin'
import { ErrorNote } from '../../ui/ErrorNote'
import { FileButton } from '../../ui/FileButton'
import {
  type CityName,
  type ImportPlan,
  importPlan,
  lostRegions,
  parseViewsFile,
  type SavedView,
  ViewsError,
} from './savedViews'

export interface ImportViewsProps {
  readonly views: readonly SavedView[]
  /** The name of this catalogue. */
  readonly city: CityName
  /** Codes of all regions of the catalogue; null before they are known. */
  readonly regions: ReadonlySet<string> | null
  onTake(plan: ImportPlan): void
  /** Further buttons of the same line. */
  readonly children: ReactNode
}

/** Files above this hold no saved views. */
const mostBytes = 2_000_000

interface Found {
  readonly plan: ImportPlan
  /** The city that they are of, where it is another one. */
  readonly other: CityName | null
}

/** Reads a file of saved views and says what it would do before it does it. */
export function ImportViews({ views, city, regions, onTake, children }: ImportViewsProps) {
  const texts = useTexts()
  const { t, language } = texts
  const [found, setFound] = useState<Found | null>(null)
  const [failed, fail] = useState<{ what: string; detail?: string } | null>(null)

  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    setFound(null)
    fail(null)
    if (file.size > mostBytes) return fail({ what: t('saved.import.large', { file: file.name }) })
    try {
      const { views: brought, catalogue } = parseViewsFile(await file.text(), file.name)
      const other = catalogue.zh === city.zh && catalogue.en === city.en ? null : catalogue
      setFound({ plan: importPlan(views, brought, newId), other })
    } catch (error) {
      fail(failure(error, file.name, texts))
    }
  }

  return (
    <>
      <div className="saved-foot">
        <FileButton
          label={t('saved.import')}
          single
          accept=".json,application/json"
          onFiles={([file]) => void read(file)}
        />
        {children}
      </div>
      {failed !== null && <ErrorNote what={t('saved.import.failed')} advice={failed.what} detail={failed.detail} />}
      {found !== null && (
        <section className="saved-plan" aria-live="polite">
          {found.other !== null && (
            <p data-warn>{t('saved.import.other', { city: found.other[language] || found.other.zh || '–' })}</p>
          )}
          {found.plan.added.length > 0 ? (
            <p>{t('saved.import.added', { n: found.plan.added.length, names: found.plan.added.join(', ') })}</p>
          ) : (
            <p>{t('saved.import.nothing')}</p>
          )}
          {found.plan.renamed.map(each => (
            <p key={each.to}>{t('saved.import.renamed', each)}</p>
          ))}
          {regions !== null &&
            found.plan.views.slice(views.length).map(view => {
              const lost = lostRegions(view, regions)
              return lost.length === 0 ? null : (
                <p key={view.id} data-warn>
                  {t('saved.import.regions', { name: view.name, regions: lost.join(', ') })}
                </p>
              )
            })}
          {found.plan.same.length > 0 && <p>{t('saved.import.same', { names: found.plan.same.join(', ') })}</p>}
          {found.plan.unknown.map(each => (
            <p key={`${each.path} ${each.name}`} data-warn>
              {t('saved.import.unknown', each)}
            </p>
          ))}
          <div className="saved-foot">
            <button type="button" className="ui-button" onClick={() => setFound(null)}>
              {t('ui.cancel')}
            </button>
            <button
              type="button"
              className="ui-button"
              data-primary
              disabled={found.plan.added.length === 0}
              onClick={() => {
                onTake(found.plan)
                setFound(null)
              }}
            >
              {t('saved.import.do')}
            </button>
          </div>
        </section>
      )}
    </>
  )
}

function failure(error: unknown, file: string, { t }: Texts): { what: string; detail?: string } {
  if (error instanceof ViewsError) return { what: t(`saved.import.${error.code}`, { file }), detail: error.detail }
  return { what: t('saved.import.json', { file }), detail: error instanceof Error ? error.message : String(error) }
}
