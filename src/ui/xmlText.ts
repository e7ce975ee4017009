/** What XML 1.0 cannot hold: control characters but tab and line ends, lone surrogates, U+FFFE and U+FFFF. */
const unholdable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** The text with U+FFFD in place of what XML cannot hold; `onReplaced` hears of each. */
export const holdable = (text: string, onReplaced?: () => void): string =>
  text.replace(unholdable, () => {
    onReplaced?.()
    return '\uFFFD'
  })

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A reader of XML would make a line feed of it.
  '\r': '&#13;',
}

/** Text as content or attribute of an element. */
export const escaped = (text: string): string => text.replace(/[&<>"\r]/g, found => entities[found] ?? found)
