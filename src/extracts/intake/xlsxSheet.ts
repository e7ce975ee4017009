import { limits } from '../limits'
import { ExtractError } from '../source'
import { type NumberShape, numberText } from './xlsxFormat'
import { columnName, columnOf } from './xlsxMerges'
import type { CellCounts } from './xlsxNotes'
import { RichText, unescaped } from './xlsxStrings'
import type { Attributes, XmlHandler } from './xlsxXml'

export interface SheetParts {
  /** `data.xlsx`, and the name of the sheet. */
  readonly name: string
  readonly sheet: string
  readonly strings: readonly string[]
  readonly shapes: readonly NumberShape[]
  readonly from1904: boolean
}

/** Puts the rows of a sheet together from its tags. Finished rows wait in `rows` until they are taken. */
export class SheetHandler implements XmlHandler {
  private ready: (string | null)[][] = []
  /** Empty rows that only count once a filled one follows: a format set for a whole sheet makes a million of them. */
  private blank = 0
  private row: (string | null)[] | null = null
  private rowNumber = 0
  private column = -1
  private type = ''
  private style = ''
  private value: string | null = null
  private collecting = false
  private inline: boolean = false
  private formula = false
  private readonly rich = new RichText()
  private inData = false
  private sawSheet = false

  constructor(
    private readonly parts: SheetParts,
    private readonly counts: CellCounts,
  ) {}

  /** Rows that are finished since the last call. */
  take(): (string | null)[][] {
    const rows = this.ready
    this.ready = []
    return rows
  }
  get waiting(): number {
    return this.ready.length
  }
  /** Throws ExtractError when what has been read was no sheet. */
  end(): void {
    if (!this.sawSheet) throw this.fault('decode', 'its part is no worksheet')
  }

  open(element: string, attributes: Attributes): void {
    if (element === 'c') {
      if (this.row) this.beginCell(attributes)
    } else if (element === 'v') {
      this.collecting = this.column >= 0 && this.row !== null
      if (this.collecting) this.value = ''
    } else if (element === 'row') {
      if (this.inData) this.beginRow(attributes)
    } else if (element === 'f') this.formula = true
    else if (element === 'is') {
      this.inline = true
      this.rich.begin()
    } else if (this.inline) this.rich.open(element, attributes)
    else if (element === 'sheetData') this.inData = true
    else if (element === 'worksheet') this.sawSheet = true
  }

  text(text: string): void {
    if (this.collecting) this.value += text
    else if (this.inline) this.rich.text(text)
  }

  close(element: string): void {
    if (element === 'v') this.collecting = false
    else if (element === 'c') {
      if (this.row) this.endCell(this.row)
    } else if (element === 'row') this.endRow()
    else if (element === 'is') {
      this.inline = false
      this.value = this.rich.end()
    } else if (this.inline) this.rich.close(element)
    else if (element === 'sheetData') this.inData = false
  }

  private beginRow(attributes: Attributes): void {
    const number = attributes.r === undefined ? this.rowNumber + 1 : Number(attributes.r)
    if (!Number.isInteger(number) || number <= this.rowNumber) {
      throw this.fault(
        'decode',
        `row "${attributes.r}" follows row ${this.rowNumber}: save the file again in Excel or WPS`,
      )
    }
    if (number > limits.sheetRows) {
      throw this.fault('too-large', `row ${number} lies beyond the last row ${limits.sheetRows} of a sheet`)
    }
    this.blank += number - this.rowNumber - 1
    this.rowNumber = number
    this.row = []
    this.column = -1
  }

  private endRow(): void {
    if (!this.row) return
    if (this.row.length === 0) this.blank++
    else {
      for (; this.blank > 0; this.blank--) this.ready.push([])
      this.ready.push(this.row)
    }
    this.row = null
  }

  private beginCell(attributes: Attributes): void {
    this.column = attributes.r === undefined ? this.column + 1 : columnOf(attributes.r)
    if (this.column < 0) throw this.fault('decode', `row ${this.rowNumber}: "${attributes.r}" is no cell`)
    if (this.column >= limits.sheetColumns) {
      throw this.fault('too-large', `row ${this.rowNumber} has more than ${limits.sheetColumns} columns`)
    }
    this.type = attributes.t ?? 'n'
    this.style = attributes.s ?? ''
    this.value = null
    this.collecting = false
    this.inline = false
    this.formula = false
  }

  private endCell(row: (string | null)[]): void {
    if (this.formula) {
      this.counts.formulas.add(this.reference())
      if (this.value === null) this.counts.empty.add(this.reference())
    }
    if (this.value === null || this.value === '') return
    const text = this.textOf(this.value)
    if (text === null || text === '') return
    if (text.length > limits.cellText) {
      throw this.fault('too-large', `cell ${this.reference()} holds more than ${limits.cellText} characters`)
    }
    while (row.length < this.column) row.push(null)
    row[this.column] = text
  }

  private textOf(value: string): string | null {
    switch (this.type) {
      case 's': {
        const text = /^\s*\d+\s*$/.test(value) ? this.parts.strings[Number(value)] : undefined
        if (text === undefined)
          throw this.fault('decode', `cell ${this.reference()} names a text ${value} that is missing`)
        return text
      }
      case 'inlineStr':
        return value
      case 'str':
        return unescaped(value)
      case 'b':
        return value.trim() === '1' || value.trim() === 'true' ? 'true' : 'false'
      case 'e':
        this.counts.errors.add(`${this.reference()}: ${value}`)
        return null
      case 'd':
        return isoText(value, this.shape())
      default:
        return numberText(value, this.shape(), this.parts.from1904)
    }
  }

  private shape(): NumberShape {
    return this.parts.shapes[this.style === '' ? 0 : Number(this.style)] ?? { kind: 'number' }
  }
  private reference(): string {
    return columnName(this.column) + this.rowNumber
  }
  private fault(kind: 'decode' | 'too-large', detail: string): ExtractError {
    return new ExtractError(this.parts.name, kind, `sheet "${this.parts.sheet}": ${detail}`)
  }
}

/** A day and time that the file writes as ISO 8601, as a serial number would be. */
function isoText(value: string, shape: NumberShape): string {
  const match = /^\s*(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(\S*)\s*$/.exec(value)
  if (!match) return value.trim()
  const [, day, time, zone] = match
  const midnight = /^00:00(:00(\.0+)?)?$/.test(time ?? '') && zone === ''
  return midnight && shape.kind === 'date' ? `${day}` : `${day} ${time}${zone}`
}
