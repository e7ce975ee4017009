import type { Tip } from '../charts/chart'

/** A tooltip as text nodes: whatever the data holds stays text. */
export function tipNode(tip: Tip): HTMLElement {
  const box = element('div', 'ui-tip')
  box.append(element('b', '', tip.title))
  const list = element('dl', '')
  for (const row of tip.rows) list.append(element('dt', '', row.label), element('dd', '', row.value))
  box.append(list)
  if (tip.note !== undefined) box.append(element('p', '', tip.note))
  return box
}

function element(tag: string, className: string, text?: string): HTMLElement {
  const made = document.createElement(tag)
  if (className !== '') made.className = className
  if (text !== undefined) made.textContent = text
  return made
}
