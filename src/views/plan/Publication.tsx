import { useEffect, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTexts } from '../../i18n'
import type { DrawRecord, PlanFile } from '../../plan/record'
import { saveBlob } from '../../ui/download'
import { ErrorNote } from '../../ui/ErrorNote'
import { PublicationSection } from './PublicationSection'
import { drawTable, savePlanTable } from './planTables'
import { publicationHtml } from './publicationHtml'
import { publicationPage } from './publicationPage'

export interface PublicationProps {
  readonly plan: PlanFile
  readonly record: DrawRecord
  regionName(code: string): string
  onClose(): void
}

/** What an office publishes of a draw for people to read, as it stands on paper; with ways to print and to save it. */
export function Publication({ plan, record, regionName, onClose }: PublicationProps) {
  const { t, language, formats } = useTexts()
  const texts = useMemo(() => ({ t, language, formats }), [t, language, formats])
  const drawn = useMemo(() => ({ plan, record, regionName }), [plan, record, regionName])
  const page = useMemo(() => publicationPage(texts, drawn), [texts, drawn])
  const [saving, save] = useState(false)
  const [failed, fail] = useState<string | null>(null)
  const whole = usePaper()
  const name = `${record.commitment.plan} ${t('plan.publication.file')}`
  const saveTable = (): void => {
    save(true)
    fail(null)
    savePlanTable('xlsx', drawTable(texts, drawn, true), name)
      .catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)))
      .finally(() => save(false))
  }
  return (
    <div className="plan-pub">
      {/* biome-ignore lint/a11y/useSemanticElements: buttons that belong together, and no form */}
      <div className="plan-pub-tools" role="group" aria-label={t('plan.publication.tools')}>
        <button type="button" className="ui-button" onClick={onClose}>
          ← {t('plan.publication.back')}
        </button>
        <button type="button" className="ui-button" data-primary onClick={() => window.print()}>
          {t('plan.publication.print')}
        </button>
        <button
          type="button"
          className="ui-button"
          onClick={() =>
            saveBlob(new Blob([publicationHtml(page, language)], { type: 'text/html;charset=utf-8' }), `${name}.html`)
          }
        >
          {t('plan.publication.saveHtml')}
        </button>
        <button type="button" className="ui-button" disabled={saving} onClick={saveTable}>
          {t('plan.publication.saveXlsx')}
        </button>
        <span role="status">{saving ? t('plan.publication.saving') : ''}</span>
      </div>
      {failed !== null && (
        <ErrorNote
          what={t('plan.publication.failed')}
          detail={failed}
          advice={t('plan.publication.failed.advice')}
          onRetry={saveTable}
        />
      )}
      <article className="plan-pub-sheet" aria-labelledby="plan-pub-title">
        <h2 id="plan-pub-title">{page.title}</h2>
        <p>{page.office}</p>
        {page.sections.map(({ key, heading, blocks }) => (
          <PublicationSection key={key} id={`plan-pub-${key}`} heading={heading} blocks={blocks} whole={whole} />
        ))}
      </article>
    </div>
  )
}

/**
 * As long as it lives, A4 pages with margins, on which the shell is not printed (`html[data-sheets]`). True while the
 * page is being printed: then every row must be there. The style sheet is made by script, since the page's policy refuses
 * style elements and a file's rule would hold for every page.
 */
function usePaper(): boolean {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('@page { size: A4; margin: 16mm 14mm; }')
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    document.documentElement.dataset.sheets = 'a4'
    // The browser takes the page as it stands when this returns.
    const before = (): void => flushSync(() => setPrinting(true))
    const after = (): void => setPrinting(false)
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter(each => each !== sheet)
      delete document.documentElement.dataset.sheets
      window.removeEventListener('beforeprint', before)
      window.removeEventListener('afterprint', after)
    }
  }, [])
  return printing
}
