import { useId, useMemo, useState } from 'react'
import { useTexts } from '../../i18n'
import type { Inspector } from '../../plan/roster'
import { ErrorNote, type Failure } from '../../ui/ErrorNote'
import { useTableExports } from '../../ui/exportAbout'
import { FileButton } from '../../ui/FileButton'
import { Menu } from '../../ui/Menu'
import { InspectorDetails } from './InspectorDetails'
import { InspectorDialog } from './InspectorDialog'
import { InspectorSummary } from './InspectorSummary'
import { InspectorTable } from './InspectorTable'
import { InspectorTake, type TakeSource } from './InspectorTake'
import { faultOf } from './inspectorFault'
import { downloadOf, type InspectorRegion, placesOf } from './inspectorWords'

export interface InspectorsPartProps {
  readonly inspectors: readonly Inspector[]
  /** Of the plan's level. */
  readonly regions: readonly InspectorRegion[]
  /** Of the roster. */
  readonly industries: readonly string[]
  /** Nothing may be changed any more. */
  readonly frozen: boolean
  onChange(next: readonly Inspector[]): void
}

type Open =
  | { readonly kind: 'one'; readonly at: number | null }
  | { readonly kind: 'take'; readonly source: TakeSource }

/** What was done last; the list before it, null once that was taken back; and the list that it left. */
interface Told {
  readonly text: string
  readonly before: readonly Inspector[] | null
  readonly after: readonly Inspector[]
}

/** Of the same people: what others did to the list meanwhile is not taken back with ours. */
const isSame = (a: readonly Inspector[], b: readonly Inspector[]): boolean =>
  a === b || (a.length === b.length && a.every(({ id }, at) => b[at]?.id === id))

/** The inspectors of a plan: how many and of whom, the list, and the ways in: one by one, pasted, from a file. */
export function InspectorsPart({ inspectors, regions, industries, frozen, onChange }: InspectorsPartProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const heading = useId()
  const places = useMemo(() => placesOf(regions, industries), [regions, industries])
  const [open, setOpen] = useState<Open | null>(null)
  const [failed, fail] = useState<Failure | null>(null)
  const [reading, setReading] = useState(false)
  const [told, tell] = useState<Told | null>(null)
  const table = useMemo(() => downloadOf(inspectors, t), [inspectors, t])
  const downloads = useTableExports(table, t('plan.inspectors.title'), undefined, error =>
    fail({ what: t('ui.export.failed', { why: error instanceof Error ? error.message : String(error) }) }),
  )

  const change = (next: readonly Inspector[], text: string): void => {
    setOpen(null)
    fail(null)
    tell({ text, before: inspectors, after: next })
    onChange(next)
  }
  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    fail(null)
    setReading(true)
    try {
      const { fileTables } = await import('./inspectorFile')
      setOpen({ kind: 'take', source: { name: file.name, tables: await fileTables(file) } })
    } catch (error) {
      fail(faultOf(error, file.name, texts))
    } finally {
      setReading(false)
    }
  }
  const at = open?.kind === 'one' ? open.at : null
  const one = at === null ? null : (inspectors[at] ?? null)

  return (
    <section className="ui-card plan-inspectors" aria-labelledby={heading}>
      <h2 id={heading}>{t('plan.inspectors.title')}</h2>
      {inspectors.length === 0 ? (
        <p className="plan-inspectors-none">{t(frozen ? 'plan.inspectors.none.frozen' : 'plan.inspectors.none')}</p>
      ) : (
        <InspectorSummary inspectors={inspectors} places={places} />
      )}
      <div className="plan-inspectors-tools">
        {!frozen && (
          <>
            <button type="button" className="ui-button" onClick={() => setOpen({ kind: 'one', at: null })}>
              {t('plan.inspectors.add')}
            </button>
            <button
              type="button"
              className="ui-button"
              data-primary={inspectors.length === 0 || undefined}
              onClick={() => setOpen({ kind: 'take', source: null })}
            >
              {t('plan.inspectors.paste')}
            </button>
            <FileButton
              label={t('plan.inspectors.upload')}
              single
              disabled={reading}
              accept=".csv,.tsv,.txt,.xlsx,.xlsm"
              onFiles={([file]) => void read(file)}
            />
          </>
        )}
        {inspectors.length > 0 && (
          <Menu
            label={t('plan.inspectors.download')}
            button={t('plan.inspectors.download')}
            className="ui-button"
            items={downloads.filter(({ key }) => key !== 'parquet')}
          />
        )}
        {frozen && inspectors.length > 0 && <span className="plan-inspectors-note">{t('plan.inspectors.frozen')}</span>}
      </div>
      <div role="status" className="plan-inspectors-told">
        {reading && t('plan.inspectors.file.reading')}
        {told !== null && !frozen && !reading && (
          <>
            {told.text}{' '}
            {told.before !== null && isSame(told.after, inspectors) && (
              <button
                type="button"
                className="ui-link"
                onClick={() => {
                  const { before } = told
                  tell({ ...told, text: t('plan.inspectors.told.undone'), before: null })
                  if (before !== null) onChange(before)
                }}
              >
                {t('plan.inspectors.undo')}
              </button>
            )}
          </>
        )}
      </div>
      {failed !== null && <ErrorNote {...failed} />}
      {inspectors.length > 0 && (
        <InspectorTable
          inspectors={inspectors}
          places={places}
          frozen={frozen}
          onOpen={index => setOpen({ kind: 'one', at: index })}
        />
      )}
      {open?.kind === 'one' && frozen && one !== null && (
        <InspectorDetails inspector={one} places={places} onClose={() => setOpen(null)} />
      )}
      {open?.kind === 'one' && !frozen && (at === null || one !== null) && (
        <InspectorDialog
          inspector={one}
          others={inspectors.filter((_, i) => i !== at)}
          places={places}
          onSave={saved =>
            change(
              at === null ? [...inspectors, saved] : inspectors.map((each, i) => (i === at ? saved : each)),
              t('plan.inspectors.told.saved', { name: saved.name }),
            )
          }
          onRemove={() =>
            change(
              inspectors.filter((_, i) => i !== at),
              t('plan.inspectors.told.removed', { name: one?.name }),
            )
          }
          onClose={() => setOpen(null)}
        />
      )}
      {open?.kind === 'take' && !frozen && (
        <InspectorTake
          source={open.source}
          inspectors={inspectors}
          places={places}
          onTake={(next, taken, replaced) =>
            change(
              next,
              t(replaced ? 'plan.inspectors.told.replaced' : 'plan.inspectors.told.taken', {
                people: formats.count(taken),
              }),
            )
          }
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  )
}
