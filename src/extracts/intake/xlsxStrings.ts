import { limits } from '../limits'
import { ExtractError } from '../source'
import { type Attributes, type PartOptions, readPart, type XmlHandler } from './xlsxXml'
import type { ZipMember } from './zipList'

/** `_x000D_` stands for a character that XML cannot hold; `_x005F_` for an underscore that only looks like one. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text

/**
 * Collects the text of `<si>` or `<is>`: one `<t>`, or the runs of a rich text; readings (`<rPh>`) are left out. White
 * space at the ends of a `<t>` counts where `xml:space` says so, as in Excel.
 */
export class RichText {
  private whole = ''
  private piece: string | null = null
  private preserved = false
  private readings = 0

  begin(): void {
    this.whole = ''
    this.piece = null
    this.readings = 0
  }
  open(element: string, attributes: Attributes): void {
    if (element === 'rPh') this.readings++
    else if (element === 't' && this.readings === 0) {
      this.piece = ''
      this.preserved = attributes['xml:space'] === 'preserve'
    }
  }
  close(element: string): void {
    if (element === 'rPh') this.readings--
    else if (element === 't' && this.piece !== null) {
      this.whole += this.preserved ? this.piece : this.piece.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')
      this.piece = null
    }
  }
  text(text: string): void {
    if (this.piece !== null) this.piece += text
  }
  /** The text so far, with escapes resolved. */
  end(): string {
    return unescaped(this.whole)
  }
}

/** The shared strings of a workbook, in order. Rejects with ExtractError beyond the limits. */
export async function sharedStrings(
  name: string,
  bytes: Blob,
  part: ZipMember,
  options: Omit<PartOptions, 'most'>,
): Promise<string[]> {
  const strings: string[] = []
  const rich = new RichText()
  const handler: XmlHandler = {
    open(element, attributes) {
      if (element === 'si') rich.begin()
      else rich.open(element, attributes)
    },
    close(element) {
      if (element !== 'si') return rich.close(element)
      const text = rich.end()
      if (text.length > limits.cellText || strings.length >= limits.strings) {
        const most = `${limits.strings} texts of ${limits.cellText} characters`
        throw new ExtractError(name, 'too-large', `part ${part.name} holds more than ${most}`)
      }
      strings.push(text)
    },
    text: text => rich.text(text),
  }
  await readPart(name, bytes, part, handler, { ...options, most: limits.stringsBytes })
  return strings
}
