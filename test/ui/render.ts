import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { startI18n } from '../../src/i18n'

/** The first HTML of a component, in English; a message that does not exist throws. */
export function html(element: ReactElement): string {
  startI18n('en', true)
  return renderToStaticMarkup(element)
}
