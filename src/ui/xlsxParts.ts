import { escaped } from './xmlText'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Places in `cellXfs` of the styles. `text` keeps what is edited a text; `head` and `wrapped` are texts too. */
export const styles = { text: 1, day: 2, time: 3, head: 4, wrapped: 5 } as const

/** Places and names of the parts that are the same in every file, or depend on the sheets' names alone. */
export function fixedParts(sheets: readonly string[]): Readonly<Record<string, string>> {
  const each = (make: (name: string, n: number) => string): string =>
    sheets.map((name, i) => make(name, i + 1)).join('')
  return {
    '[Content_Types].xml': `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${each((_, n) => `<Override PartName="/${sheetPath(n)}" ContentType="${type}.worksheet+xml"/>`)}</Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${each((name, n) => `<sheet name="${escaped(name)}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packaged}/relationships">${each((_, n) => `<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rId${sheets.length + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${head}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`,
  }
}

export const sheetPath = (n: number): string => `xl/worksheets/sheet${n}.xml`

/** A sheet up to its rows. `widths` are in characters; `frozen` keeps the first row in sight. */
export const sheetStart = (widths: readonly number[], frozen: boolean): string =>
  `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${frozen ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' : ''}</sheetView></sheetViews><cols>${widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')}</cols><sheetData>`

/** Codes are texts on purpose: no warning in each of their cells. */
export const sheetEnd =
  '</sheetData><ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors></worksheet>'

/** A sheet's name as spreadsheets take it: 1 to 31 characters, none of `[]:*?/\`, unlike those of `taken`. */
export function sheetName(name: string, taken: readonly string[]): string {
  const clean = name
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
    .replace(/[[\]:*?/\\\u0000-\u001F\uFFFD]+/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^['\s]+/, '')
  // "History" is a name that Excel keeps for itself.
  const base = /^history$/i.test(clean.trim()) ? `${clean.trim()}_` : clean
  for (let n = 1; ; n++) {
    const end = n === 1 ? '' : ` (${n})`
    // Cut after a whole character; an apostrophe may not end a name.
    const made = `${whole(base, 31 - end.length).replace(/['\s]+$/, '') || 'Sheet'}${end}`
    if (!taken.some(other => other.toLowerCase() === made.toLowerCase())) return made
  }
}

/** The first `most` UTF-16 units without half a character at the end. */
export function whole(text: string, most: number): string {
  const cut = text.slice(0, most)
  return cut.length < text.length && /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut
}
