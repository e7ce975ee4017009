import { SaxesParser } from 'saxes'
import { limits, sizeText } from '../limits'
import { ExtractError } from '../source'
import { partFaults } from './memberFaults'
import { unzip } from './unzip'
import type { ZipMember } from './zipList'

export type Attributes = Readonly<Record<string, string>>

/** What a part's reader is told of. Names are without prefix, so that any binding of the (strict or older) namespaces reads. */
export interface XmlHandler {
  open(element: string, attributes: Attributes): void
  close(element: string): void
  text?(text: string): void
}

/** Reads XML in pieces. Refuses document types: no part of a workbook has one, and they carry entities. */
export class XmlParser {
  private readonly parser = new SaxesParser({ xmlns: false as const, position: false })
  /** Characters since the last event: what the parser holds in one string. */
  private held = 0

  constructor(
    private readonly name: string,
    private readonly part: string,
    handler: XmlHandler,
  ) {
    const { parser } = this
    parser.on('doctype', () => {
      throw new ExtractError(name, 'decode', `part ${part} declares a document type, which no workbook does`)
    })
    parser.on('opentag', tag => {
      this.held = 0
      handler.open(local(tag.name), tag.attributes)
    })
    parser.on('closetag', tag => {
      this.held = 0
      handler.close(local(tag.name))
    })
    if (handler.text) {
      const text = handler.text.bind(handler)
      parser.on('text', text)
      parser.on('cdata', text)
    }
  }

  write(text: string): void {
    this.held += text.length
    this.guarded(() => this.parser.write(text))
    if (this.held > limits.cellText + text.length) {
      const detail = `part ${this.part} holds a text of more than ${sizeText(limits.cellText)}`
      throw new ExtractError(this.name, 'too-large', detail)
    }
  }

  end(): void {
    this.guarded(() => this.parser.close())
  }

  private guarded(work: () => void): void {
    try {
      work()
    } catch (cause) {
      if (cause instanceof ExtractError) throw cause
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new ExtractError(this.name, 'decode', `part ${this.part} is no valid XML: ${why}`, { cause })
    }
  }
}

function local(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

export interface PartOptions {
  /** Unpacked bytes that the part may have; without it `limits.partBytes`. */
  readonly most?: number
  /** Hears of the packed bytes that are done. */
  readonly onBytes?: (packed: number) => void
  readonly signal?: AbortSignal | undefined
}

/** The text of a part in pieces: UTF-8 unless a byte-order mark says UTF-16. Rejects as `unzip` does. */
export async function* partText(
  name: string,
  bytes: Blob,
  part: ZipMember,
  { most = limits.partBytes, onBytes, signal }: PartOptions,
): AsyncGenerator<string> {
  const options = { most, ratio: limits.partRatio, faults: partFaults(name, part, most), onBytes, signal }
  let decoder: TextDecoder | null = null
  for await (const piece of unzip(name, bytes, part, options)) {
    decoder ??= new TextDecoder(encodingOf(piece), { fatal: true })
    yield decode(name, part, decoder, piece)
  }
  if (decoder) yield decode(name, part, decoder, null)
}

function encodingOf(piece: Uint8Array): string {
  if (piece[0] === 0xff && piece[1] === 0xfe) return 'utf-16le'
  if (piece[0] === 0xfe && piece[1] === 0xff) return 'utf-16be'
  return 'utf-8'
}

function decode(name: string, part: ZipMember, decoder: TextDecoder, piece: Uint8Array | null): string {
  try {
    return piece ? decoder.decode(piece, { stream: true }) : decoder.decode()
  } catch (cause) {
    throw new ExtractError(name, 'decode', `part ${part.name} holds bytes that are no ${decoder.encoding} text`, {
      cause,
    })
  }
}

/** Reads a whole part. */
export async function readPart(
  name: string,
  bytes: Blob,
  part: ZipMember,
  handler: XmlHandler,
  options: PartOptions = {},
): Promise<void> {
  const parser = new XmlParser(name, part.name, handler)
  for await (const text of partText(name, bytes, part, options)) parser.write(text)
  parser.end()
}
