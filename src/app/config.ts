import * as z from 'zod/mini'
import { readJson } from '../extracts/catalogueJson'
import { fetchText } from '../extracts/fetchFile'
import { ExtractError } from '../extracts/source'

/** Which engine answers. This build has one. */
export interface Config {
  readonly engine: 'duckdb'
}

export const defaultConfig: Config = { engine: 'duckdb' }

const file = 'config.json'
const schema = z.object({ engine: z._default(z.enum(['duckdb', 'clickhouse']), 'duckdb') })

/** Reads config.json. Throws an ExtractError that names the field, or that this build lacks the engine. */
export function parseConfig(text: string): Config {
  const { engine } = readJson(schema, text, file)
  if (engine === 'duckdb') return { engine }
  throw new ExtractError(file, 'catalogue', 'engine: this build has no ClickHouse engine yet; use "duckdb"')
}

/** The config.json beside `page`; where there is none, the default. Throws as `parseConfig` and `fetchText` do. */
export async function readConfig(page: string, signal?: AbortSignal): Promise<Config> {
  try {
    return parseConfig(await fetchText(new URL(file, page).href, file, signal))
  } catch (error) {
    if (error instanceof ExtractError && error.kind === 'missing') return defaultConfig
    throw error
  }
}
