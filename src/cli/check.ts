import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { parseProfile } from '../extracts/guess/profileJson'
import type { SavedProfile } from '../extracts/guess/profiles'
import { ExtractError } from '../extracts/source'
import { type TableName, tableNames } from '../schema'
import { pathOf, UsageError } from './args'
import { checkFiles } from './checkFiles'
import { isMain } from './files'

const usage = `Usage: npm run -s check -- FILE… [--as TABLE] [--profile FILE]
Checks extracts (Parquet, CSV, TSV, XLSX, ZIP) together and prints one JSON line for each table.
  --as TABLE      take all files for ${tableNames.join(', ')}
  --profile FILE  read them with a saved mapping`

async function main(args: readonly string[]): Promise<number> {
  const { files, as, profile } = optionsOf(args)
  const saved = profile === undefined ? undefined : await profileAt(pathOf(profile))
  if (saved && as && saved.table !== as) {
    throw new UsageError(`--as ${as}: the profile "${saved.name}" is for ${saved.table}; leave one of the two out`)
  }
  const lines = await checkFiles(files.map(pathOf), { ...(as ? { as } : {}), ...(saved ? { profile: saved } : {}) })
  for (const line of lines) console.log(JSON.stringify(line))
  return lines.some(line => line.error !== undefined) ? 1 : 0
}

function optionsOf(args: readonly string[]) {
  const { values, positionals } = parsed(args)
  if (positionals.length === 0) throw new UsageError(usage)
  const as = values.as === undefined ? undefined : tableNames.find(name => name === values.as)
  if (values.as !== undefined && as === undefined) {
    throw new UsageError(`--as: ${JSON.stringify(values.as)} is no table; the tables are ${tableNames.join(', ')}`)
  }
  return { files: positionals, as: as satisfies TableName | undefined, profile: values.profile }
}

function parsed(args: readonly string[]) {
  try {
    const options = { as: { type: 'string' }, profile: { type: 'string' } } as const
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true })
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  }
}

async function profileAt(at: string): Promise<SavedProfile> {
  const name = path.basename(at)
  const text = await readFile(at, 'utf8').catch(cause => {
    throw new ExtractError(name, 'missing', `the profile cannot be read (${at})`, { cause })
  })
  return parseProfile(text, name)
}

if (isMain(import.meta.url)) {
  process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    return error instanceof UsageError ? 2 : 1
  })
}
