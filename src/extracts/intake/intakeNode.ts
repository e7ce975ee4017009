import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as parquet from 'parquet-wasm/esm'
import { LocalCore } from './core'
import type { Intake } from './intake'
import { IntakeReader } from './reader'
import { LocalGroupWriter } from './writeGroup'

/** An intake in this thread, for Node: the command line and tests. */
export function openIntake(): Intake {
  return new IntakeReader(
    new LocalCore(async () => {
      const wasm = createRequire(import.meta.url).resolve('parquet-wasm/esm/parquet_wasm_bg.wasm')
      // The module keeps its instance: further intakes share it.
      parquet.initSync({ module: readFileSync(wasm) })
      return { ...parquet, openWriter: () => new LocalGroupWriter(parquet) }
    }),
  )
}
