import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseOptions, pathOf, runCommand, UsageError } from '../src/cli/args'
import { distFolder, isBuilt } from '../src/cli/build'
import { cityFolder } from '../src/cli/start'
import { checks, type Site } from './checks'
import { findNginx, startNginx } from './nginx'

const HELP = `npx tsx deploy/check.ts [options]: checks a server of the app; exit code 1 when it differs
  --url URL       the server to check, without a slash at its end (default: nginx itself, with deploy/nginx.conf,
                  once with brotli where its module is installed and once without)
  --extracts DIR  the extracts folder that it serves (default: the sample city)
  --no-brotli     the server at URL has no brotli
  --help          this text`

await runCommand(async () => {
  const options = parseOptions(process.argv.slice(2), {
    url: { type: 'string' },
    extracts: { type: 'string' },
    'no-brotli': { type: 'boolean' },
    help: { type: 'boolean' },
  })
  if (options.help) {
    console.log(HELP)
    return
  }
  const extracts = options.extracts === undefined ? cityFolder : pathOf(options.extracts)
  if (!existsSync(join(extracts, 'catalog.json')))
    throw new UsageError(`${extracts} has no catalog.json: run npm start once`)
  if (!isBuilt()) throw new UsageError('dist is not current: run npm run build')
  const folders = { root: distFolder, extracts }
  if (options.url !== undefined) {
    await checkSite({ ...folders, url: options.url.replace(/\/$/, ''), brotli: !options['no-brotli'] })
    return
  }
  const nginx = findNginx()
  if (!nginx)
    throw new UsageError('nginx is not installed (Debian: apt-get install nginx libnginx-mod-http-brotli-static)')
  for (const brotliModule of new Set([nginx.brotliModule, undefined])) {
    console.log(`nginx ${brotliModule ? 'with' : 'without'} brotli`)
    const server = await startNginx({ ...folders, program: nginx.program, brotliModule })
    await checkSite({ ...folders, url: server.url, brotli: brotliModule !== undefined }).finally(server.close)
  }
})

async function checkSite(site: Site): Promise<void> {
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check(site)
      console.log(`  passed  ${name}`)
    } catch (error) {
      process.exitCode = 1
      console.log(`  FAILED  ${name}\n          ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}
