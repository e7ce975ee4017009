const refused = /[%~/\\:*?"<>|]|^\.|[. ]$/g
const escaped = (char: string) => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`
const isControl = (char: string) => char < ' ' || char === '\u007f'

/** Any text as a name that every file system takes: what it might not take is written as `%` and hex digits. */
export const fileNameOf = (name: string): string =>
  [...name.replaceAll(refused, escaped)].map(char => (isControl(char) ? escaped(char) : char)).join('')

/** The text that `fileNameOf` was given. */
export const nameOfFile = (file: string): string =>
  file.replaceAll(/%([0-9a-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
