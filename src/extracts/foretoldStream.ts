import { type Data, Float64, Int32, makeData, Utf8 } from 'apache-arrow'
import type { Foretold } from '../risk/model/foretell'
import { arrowStream } from './arrowStream'

/** A model's scores as one Arrow stream: entity_id, score, coverage, why. */
export function foretoldStream({ entities, scores, coverage, why }: Foretold): Uint8Array {
  const length = entities.length
  const columns: Data[] = [
    makeData({ type: new Int32(), length, nullCount: 0, data: entities }),
    makeData({ type: new Float64(), length, nullCount: 0, data: scores }),
    makeData({ type: new Float64(), length, nullCount: 0, data: coverage }),
    texts(why),
  ]
  return arrowStream(['entity_id', 'score', 'coverage', 'why'], columns, length)
}

function texts(values: readonly string[]): Data {
  const encoder = new TextEncoder()
  const parts = values.map(value => encoder.encode(value))
  const valueOffsets = new Int32Array(values.length + 1)
  parts.forEach((part, i) => {
    valueOffsets[i + 1] = (valueOffsets[i] ?? 0) + part.length
  })
  const data = new Uint8Array(valueOffsets.at(-1) ?? 0)
  parts.forEach((part, i) => {
    data.set(part, valueOffsets[i])
  })
  return makeData({ type: new Utf8(), length: values.length, nullCount: 0, valueOffsets, data })
}
