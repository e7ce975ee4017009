import { build } from '../../src/cli/build'
import { makeCity } from '../../src/cli/start'

await build()
await makeCity()
