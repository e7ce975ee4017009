import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type LoadedFolder, loadFolder } from '../../../src/cli/load'
import { defaultFeatureSettings } from '../../../src/risk/model/features'
import { type History, readHistory } from '../../../src/risk/model/history'
import { samplesOf, type VisitSamples } from '../../../src/risk/model/samples'

const folder = resolve(import.meta.dirname, '../../../../shared/chicago')
export const chicagoPresent = existsSync(folder)

interface Chicago {
  readonly city: LoadedFolder
  readonly history: History
  readonly samples: VisitSamples
}

/** Loads the real extracts of Chicago before the tests of a suite, and what a model learns from. */
export function chicagoSamples(): () => Chicago {
  let known: Chicago | undefined
  beforeAll(async () => {
    const city = await loadFolder(folder)
    const history = await readHistory(query => city.engine.rows(query))
    known = { city, history, samples: samplesOf(history, defaultFeatureSettings) }
  }, 180_000)
  afterAll(() => known?.city.engine.close())
  return () => {
    if (known === undefined) throw new Error('Chicago is not loaded yet')
    return known
  }
}
