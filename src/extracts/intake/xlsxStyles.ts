import { builtInFormat, type NumberShape, shapeOf } from './xlsxFormat'
import { readPart, type XmlHandler } from './xlsxXml'
import type { ZipMember } from './zipList'

/** By a cell's style number: how its number is written. */
export async function numberShapes(
  name: string,
  bytes: Blob,
  part: ZipMember,
  signal?: AbortSignal,
): Promise<NumberShape[]> {
  const formats = new Map<number, string>()
  const styles: number[] = []
  let inCells = false
  const handler: XmlHandler = {
    open(element, attributes) {
      if (element === 'cellXfs') inCells = true
      else if (element === 'numFmt') formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      else if (element === 'xf' && inCells) styles.push(Number(attributes.numFmtId ?? 0))
    },
    close(element) {
      if (element === 'cellXfs') inCells = false
    },
  }
  await readPart(name, bytes, part, handler, { signal })
  const shapes = new Map<number, NumberShape>()
  return styles.map(id => {
    const shape = shapes.get(id) ?? shapeOf(formats.get(id) ?? builtInFormat(id))
    shapes.set(id, shape)
    return shape
  })
}
