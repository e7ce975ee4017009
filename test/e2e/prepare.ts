import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { generateCity } from '../../data/generate'
import { build } from '../../src/cli/build'
import { publishExtracts } from '../../src/cli/publish'
import { makeCity } from '../../src/cli/start'

/** Builds what tests in a browser need; the small cities that smallCity.ts copies go to the folder of the argument. */
const [cities] = process.argv.slice(2)
if (cities === undefined) throw new Error('the folder for the small cities is missing')
await build()
await makeCity()
await generateCity({ out: join(cities, 'plain'), rows: 6000 })
cpSync(join(cities, 'plain'), join(cities, 'published'), { recursive: true })
await publishExtracts({ dir: join(cities, 'published') })
