import type { Sql } from '../../engine/sql'
import { type Rows, useAskedEarly, useRows } from '../../engine/useRows'

/** The answer to a question of the part that is shown: asked before those of the tiles, which lead to other parts. */
export function useFirstRows<Row>(question: Sql<Row>): Rows<Row> {
  useAskedEarly([question])
  return useRows(question)
}
