import { Conflict, NoAnswer, NoRoom } from '../../storage/faults'

/** What the browser's storage got wrong; each has a message that says what to do. */
export type StorageFault = 'noRoom' | 'noAnswer' | 'conflict'

/** Null where storage has nothing to do with it. */
export function storageFault(error: unknown): StorageFault | null {
  if (error instanceof NoRoom) return 'noRoom'
  if (error instanceof NoAnswer) return 'noAnswer'
  return error instanceof Conflict ? 'conflict' : null
}
