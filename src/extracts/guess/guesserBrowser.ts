import type { ReadTable } from '../intake/intake'
import { RemoteWorker } from '../remoteWorker'
import type { RegionFile } from '../source'
import type { Guess } from './guess'
import type { GuessContext } from './guesser'

export interface RemoteGuesser {
  /** Guesses from now on know these regions instead. */
  regions(files: readonly RegionFile[]): Promise<void>
  guess(read: ReadTable, context: GuessContext): Promise<Guess>
  end(): void
}

/** Longest silence of the guessing worker, in seconds. */
const silence = 60

/** A guesser in a worker of its own, without regions yet: comparing names and values takes longer than a page may stand still. */
export function openGuesser(): RemoteGuesser {
  const worker = new RemoteWorker<'regions' | 'guess'>(
    new Worker(new URL('../roleWorker.ts', import.meta.url), { type: 'module', name: 'guess' }),
    'guessing worker',
    silence,
  )
  return {
    regions: files => worker.call<void>('regions', 'regions', [files]),
    guess: (read, context) => worker.call<Guess>(read.path.join('/'), 'guess', [read, context]),
    end: () => worker.end('the guessing was ended'),
  }
}
