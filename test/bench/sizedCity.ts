import { join } from 'node:path'
import { cityIsCurrent, generateCity } from '../../data/generate'
import { DEFAULTS } from '../../data/marker'
import { projectRoot } from '../../src/cli/files'

/** The folder of a sample city with so many complaints, which is made where it is not there. */
export async function citySized(complaints: number): Promise<string> {
  const city = join(projectRoot, 'node_modules/.cache', `city-${complaints}`)
  if (!cityIsCurrent(city, { ...DEFAULTS, rows: complaints })) await generateCity({ out: city, rows: complaints })
  return city
}

/**
 * What `measure` finds for each number of complaints. One that cannot be measured (the engine runs out of memory, say) is
 * told of in `failed`, and the others go on.
 */
export async function eachSize<Result>(
  what: string,
  sizes: readonly number[],
  failed: Failure[],
  measure: (complaints: number) => Promise<Result | readonly Result[]>,
): Promise<Result[]> {
  const found: Result[] = []
  for (const complaints of sizes) {
    try {
      found.push(...([await measure(complaints)].flat() as Result[]))
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
      failed.push({ what, complaints, reason })
      console.error(`${what}, ${complaints} complaints: ${reason}`)
    }
  }
  return found
}

export interface Failure {
  readonly what: string
  readonly complaints: number
  readonly reason: string
}
