import { type Texts, useTexts } from '../i18n'
import type { Origin } from './Card'
import { Dialog } from './Dialog'
import { LiveBadge } from './LiveBadge'
import { PlainTable } from './PlainTable'
import { SqlText } from './SqlText'
import type { TableData } from './table'

export interface CardDialogsProps {
  readonly kind: 'table' | 'sql'
  readonly title: string
  readonly subtitle?: string
  readonly table?: TableData
  readonly origin?: Origin
  onClose(): void
}

/** What a card's menu opens. */
export function CardDialogs({ kind, title, subtitle, table, origin, onClose }: CardDialogsProps) {
  const texts = useTexts()
  return (
    <Dialog title={title} subtitle={kind === 'table' ? subtitle : 'SQL'} onClose={onClose}>
      {kind === 'table' && table !== undefined && <PlainTable data={table} caption={title} />}
      {kind === 'sql' && origin !== undefined && (
        <>
          <p className="ui-card-origin">
            <LiveBadge live={origin.live} /> <span>{answered(origin, texts)}</span>
          </p>
          <SqlText sql={origin.sql} />
        </>
      )}
    </Dialog>
  )
}

function answered({ rows, milliseconds }: Origin, { t, formats }: Texts): string {
  if (rows === null) return ''
  const count = formats.count(rows)
  return milliseconds === null
    ? t('ui.answeredRows', { rows: count })
    : t('ui.answered', { rows: count, time: formats.milliseconds(milliseconds) })
}
