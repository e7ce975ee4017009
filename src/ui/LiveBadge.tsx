import { useTranslation } from 'react-i18next'
import './bits.css'

export interface LiveBadgeProps {
  /** True for an answer of the engine, false for one computed before the page opened. */
  readonly live: boolean
  /** When a kept answer was computed, in words. */
  readonly when?: string
}

/** Whether a figure was computed just now or comes from the published answers. */
export function LiveBadge({ live, when }: LiveBadgeProps) {
  const { t } = useTranslation()
  const text = live ? t('ui.live') : when === undefined ? t('ui.kept') : `${t('ui.kept')} · ${when}`
  return (
    <span className="ui-live" data-live={live}>
      {text}
    </span>
  )
}
