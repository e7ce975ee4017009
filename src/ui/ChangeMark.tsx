import { useTranslation } from 'react-i18next'
import './changeMark.css'

export interface Delta {
  /** The size of the change without a sign: "15.7%", "0.4 pp". */
  readonly text: string
  readonly direction: 'up' | 'down' | 'flat'
  /** Whether the change is welcome: never said by colour alone. */
  readonly tone: 'good' | 'bad' | 'neutral'
  /** What it is a change from: "on a year ago". */
  readonly against: string
}

const marks = { up: '▲', down: '▼', flat: '■' } as const

/** Which way and how far: a shape, a number, a colour, and the word for those who see neither. */
export function ChangeMark({ text, direction, tone }: Pick<Delta, 'text' | 'direction' | 'tone'>) {
  const { t } = useTranslation()
  return (
    <b className="ui-change" data-tone={tone}>
      <i aria-hidden="true">{marks[direction]}</i>
      <span className="ui-hidden">{t(`ui.${direction}`)} </span>
      {text}
    </b>
  )
}
