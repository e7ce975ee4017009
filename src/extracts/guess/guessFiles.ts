import type { Intake, ReadOptions, ReadTable, SourceTable } from '../intake/intake'
import { ExtractError } from '../source'
import type { Guess, JoinGuess } from './guess'
import type { GuessContext, Guesser } from './guesser'

/** A table that was read and guessed; `join` is how it was joined to a businesses file, whose columns it has then. */
export interface GuessedFile {
  readonly source: SourceTable
  readonly read: ReadTable
  readonly guess: Guess
  readonly join: JoinGuess | null
}

/** A table that could not be read or guessed. */
export interface FailedFile {
  readonly source: SourceTable
  readonly error: ExtractError
}

export interface GuessFilesInput {
  readonly intake: Intake
  readonly guesser: Pick<Guesser, 'guess'>
  /** What all guesses rest on; for one table when it is a function. */
  readonly context: (read: ReadTable) => Omit<GuessContext, 'others'>
  readonly options?: ReadOptions
  readonly signal?: AbortSignal
}

/**
 * Reads tables that were dropped together, guesses each in the light of all others, joins files of businesses to those
 * that refer to them, and guesses these anew with what they gained. In the order of `sources`. Rejects with AbortError
 * once `signal` fires; what a file got wrong is its own failure.
 */
export async function guessFiles(
  input: GuessFilesInput,
  sources: readonly SourceTable[],
): Promise<(GuessedFile | FailedFile)[]> {
  const { intake, guesser, context, options, signal } = input
  const reads: (ReadTable | FailedFile)[] = []
  for (const source of sources) {
    reads.push(await attempt(source, () => intake.read(source.id, options, undefined, signal)))
  }
  const guess = (read: ReadTable): Promise<Guess> => {
    signal?.throwIfAborted()
    const others = reads.flatMap(each => ('parquet' in each && each.id !== read.id ? [each] : []))
    return guesser.guess(read, { ...context(read), others })
  }
  const files: (GuessedFile | FailedFile)[] = []
  for (const [i, read] of reads.entries()) {
    const source = sources[i]
    if (source === undefined) continue
    if (!('parquet' in read)) files.push(read)
    else {
      files.push(
        await attempt(source, async () => {
          const first = await guess(read)
          if (first.join === null) return { source, read, guess: first, join: null }
          const joined = await intake.join(read.id, first.join.businesses, first.join, signal)
          return { source, read: joined, guess: await guess(joined), join: first.join }
        }),
      )
    }
  }
  return files
}

async function attempt<T>(source: SourceTable, work: () => Promise<T>): Promise<T | FailedFile> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ExtractError) return { source, error }
    throw error
  }
}
