import { useTranslation } from 'react-i18next'
import { Icon } from './Icon'

export type Tool = 'box' | 'lasso'

export interface MapToolsProps {
  readonly tool: Tool | null
  /** Absent where areas cannot be drawn. */
  onTool?(tool: Tool | null): void
  onZoom(by: number): void
  onWhole(): void
}

/** Buttons on a map: what the wheel and dragging do, for keyboards and fingers too. */
export function MapTools({ tool, onTool, onZoom, onWhole }: MapToolsProps) {
  const { t } = useTranslation()
  const button = (name: 'plus' | 'minus' | 'whole', label: string, act: () => void) => (
    <button type="button" className="ui-icon-button" aria-label={label} title={label} onClick={act}>
      <Icon name={name} />
    </button>
  )
  const draw = (name: Tool, label: string) => (
    <button
      type="button"
      className="ui-icon-button"
      aria-label={label}
      title={label}
      aria-pressed={tool === name}
      onClick={() => onTool?.(tool === name ? null : name)}
    >
      <Icon name={name} />
    </button>
  )
  return (
    <div className="ui-map-tools">
      {button('plus', t('ui.zoomIn'), () => onZoom(1.5))}
      {button('minus', t('ui.zoomOut'), () => onZoom(1 / 1.5))}
      {button('whole', t('ui.zoomAll'), onWhole)}
      {onTool !== undefined && draw('box', t('ui.drawBox'))}
      {onTool !== undefined && draw('lasso', t('ui.drawLasso'))}
    </div>
  )
}
