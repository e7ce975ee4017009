import * as z from 'zod/mini'
import { readJson } from '../extracts/catalogueJson'
import { fetchText } from '../extracts/fetchFile'
import { ExtractError } from '../extracts/source'

/** Which engine answers: the browser's own, or a ClickHouse server. */
export type Config = { readonly engine: 'duckdb' } | ServerConfig

export interface ServerConfig {
  readonly engine: 'clickhouse'
  /** Of ClickHouse's HTTP interface or of the proxy before it, whole. */
  readonly url: string
  readonly database: string
  /** Null: the proxy knows who asks. */
  readonly user: { readonly name: string; readonly password: string } | null
}

export const defaultConfig: Config = { engine: 'duckdb' }

const file = 'config.json'
const text = z.string().check(z.minLength(1))
const engines = z.object({ engine: z._default(z.enum(['duckdb', 'clickhouse']), 'duckdb') })
const server = z.object({
  url: text,
  database: z._default(text, 'supervision'),
  auth: z._default(z.union([z.literal('proxy'), z.object({ user: text, password: z.string() })]), 'proxy'),
})

/** Reads config.json, whose address is `page` and a name. Throws an ExtractError that names the field. */
export function parseConfig(content: string, page: string): Config {
  const { engine } = readJson(engines, content, file)
  if (engine === 'duckdb') return { engine }
  const { url, database, auth } = readJson(server, content, file)
  return {
    engine,
    url: addressOf(url, page),
    database,
    user: auth === 'proxy' ? null : { name: auth.user, password: auth.password },
  }
}

function addressOf(url: string, page: string): string {
  const fault = new ExtractError(
    file,
    'catalogue',
    `url: ${JSON.stringify(url)} is no address; give https://… or a path beside the page`,
  )
  try {
    const address = new URL(url, page)
    if (!/^https?:$/.test(address.protocol) || address.search !== '' || address.hash !== '') throw fault
    return address.href
  } catch {
    throw fault
  }
}

/** The config.json beside `page`; where there is none, the default. Throws as `parseConfig` and `fetchText` do. */
export async function readConfig(page: string, signal?: AbortSignal): Promise<Config> {
  try {
    return parseConfig(await fetchText(new URL(file, page).href, file, signal), page)
  } catch (error) {
    if (error instanceof ExtractError && error.kind === 'missing') return defaultConfig
    throw error
  }
}
