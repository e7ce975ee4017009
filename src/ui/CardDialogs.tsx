import { useTranslation } from 'react-i18next'
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

/** What a card's menu opens. Loaded when it is asked for. */
export default function CardDialogs({ kind, title, subtitle, table, origin, onClose }: CardDialogsProps) {
  const { t } = useTranslation()
  return (
    <Dialog title={title} subtitle={kind === 'table' ? subtitle : 'SQL'} onClose={onClose}>
      {kind === 'table' && table !== undefined && <PlainTable data={table} caption={title} />}
      {kind === 'sql' && origin !== undefined && (
        <>
          <p className="ui-card-origin">
            <LiveBadge live={origin.live} /> <span>{answered(origin, t)}</span>
          </p>
          <SqlText sql={origin.sql} />
        </>
      )}
    </Dialog>
  )
}

type Translate = ReturnType<typeof useTranslation>['t']

function answered({ rows, milliseconds }: Origin, t: Translate): string {
  if (rows === null) return ''
  return milliseconds === null
    ? t('ui.answeredRows', { rows })
    : t('ui.answered', { rows, milliseconds: Math.round(milliseconds) })
}
