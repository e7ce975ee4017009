import { useTexts } from '../i18n'
import { Menu } from './Menu'

export const exportFormats = ['csv', 'xlsx', 'parquet'] as const
export type ExportFormat = (typeof exportFormats)[number]

export interface ExportMenuProps {
  /** Rows that are written already; null while nothing is exported. */
  readonly exporting: number | null
  /** Rows that will be written. */
  readonly all: number
  readonly disabled: boolean
  onStart(format: ExportFormat): void
  onStop(): void
}

/** The export of a whole list: which format, and then how far it is and the way to end it. */
export function ExportMenu({ exporting, all, disabled, onStart, onStop }: ExportMenuProps) {
  const { t, formats } = useTexts()
  if (exporting !== null)
    return (
      <button type="button" className="ui-button" onClick={onStop}>
        {t('rows.exporting', { done: formats.count(exporting), all: formats.count(all) })} · {t('app.cancel')}
      </button>
    )
  return (
    <Menu
      label={t('rows.export')}
      button={t('rows.export')}
      className="ui-button"
      items={exportFormats.map(format => ({
        key: format,
        label: t(`rows.export.${format}`),
        disabled,
        onSelect: () => onStart(format),
      }))}
    />
  )
}
