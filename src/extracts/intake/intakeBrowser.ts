import type { Intake } from './intake'
import { IntakeReader } from './reader'
import { RemoteCore } from './remote'

/** An intake that works in workers of its own; `end` it when the files are in. */
export function openIntake(): Intake {
  return new IntakeReader(
    new RemoteCore(() => new Worker(new URL('../roleWorker.ts', import.meta.url), { type: 'module', name: 'intake' })),
  )
}
