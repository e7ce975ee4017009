import type { QueryEngine } from './engine'
import { Slots } from './slots'

/**
 * The same engine for who can wait: its questions are asked one after another. One that somebody asks meanwhile shares the
 * engine with a single one of these, and not with all of them.
 */
export function oneByOne(engine: QueryEngine): Pick<QueryEngine, 'name' | 'rows' | 'text'> {
  const line = new Slots(1)
  return {
    name: engine.name,
    async rows(query, signal) {
      const leave = await line.take(signal)
      try {
        return await engine.rows(query, signal)
      } finally {
        leave()
      }
    },
    text: query => engine.text(query),
  }
}
