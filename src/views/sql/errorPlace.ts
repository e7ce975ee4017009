/**
 * Where in `statement` the engine's message points (`LINE 2: … ^`), in UTF-16 units; null where it points nowhere. Long
 * lines are cut by `...` at both ends of the message.
 */
export function errorPlace(message: string, statement: string): number | null {
  const found = /LINE (\d+): (.*)\n( *)\^/.exec(message)
  if (!found) return null
  const [, number = '1', shown = '', spaces = ''] = found
  const lines = statement.split('\n')
  const line = lines[Number(number) - 1]
  if (line === undefined) return null
  const before = lines.slice(0, Number(number) - 1).reduce((sum, each) => sum + each.length + 1, 0)
  const column = spaces.length - `LINE ${number}: `.length
  const cut = shown.startsWith('...') ? 3 : 0
  const part = shown.slice(cut).replace(/\.\.\.$/, '')
  const at = Math.max(0, line.indexOf(part))
  return Math.min(statement.length, before + at + Math.max(0, column - cut))
}

/** The message without the picture of the line, which the editor shows itself. */
export const errorText = (message: string): string => message.replace(/\s*LINE \d+: .*\n *\^[\s\S]*$/, '').trim()
