import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { TableName } from '../../src/schema'
import { asGbCsv, readPlain } from '../fixtures/chicagoFiles'
import { chicagoFolder, facts, noFacts } from './chicagoFacts'
import { writeFolder } from './extractFolders'
import { check, chooseFiles, commit, mapped, openEmptyExtracts, overview } from './importing'
import { english, figures } from './reading'
import { sharedApp } from './sharedApp'
import { scratchFolder } from './smallCity'

if (facts === null) {
  describe('Chicago as files in GB18030', () => {
    it.skip(noFacts, () => undefined)
  })
} else {
  const known = facts
  const textOf = (name: string): string => readFileSync(join(chicagoFolder, name), 'utf8')
  const catalogue = JSON.parse(textOf('catalog.json')) as object
  const extracts = writeFolder(scratchFolder('chicago'), {
    'catalog.json': { ...catalogue, extracts: [] },
    'community_areas.geojson': textOf('community_areas.geojson'),
    'targets.json': textOf('targets.json'),
  })

  describe('Chicago as files in GB18030', () => {
    const app = sharedApp({ extracts, context: english })

    it('has the figures that another engine counted', async () => {
      const { page, url } = app()
      await openEmptyExtracts(page, url)
      const tables: TableName[] = ['permits', 'inspections', 'complaints']
      const files = await Promise.all(
        tables.map(async table => ({
          name: `${table}.csv`,
          bytes: asGbCsv(await readPlain(chicagoFolder, table)),
        })),
      )
      await chooseFiles(page, files)
      await mapped(page)
      await check(page)
      await commit(page)
      await overview(page, url)
      const shown = await figures(page)
      for (const [key, value] of Object.entries(known.figures)) {
        const found = shown[key as keyof typeof shown]
        if (value === null) expect(found, key).toBeNull()
        else expect(found, key).toBeCloseTo(value, 6)
      }
    })
  })
}
