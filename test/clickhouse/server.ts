import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../../src/cli/files'
import type { ClickHouseAuth } from '../../src/engine/clickhouse'

/** A server that somebody named: its administrator's address, user and password. */
export interface NamedServer {
  readonly url: string
  readonly user: string
  readonly password: string
}

/** CLICKHOUSE_URL, with CLICKHOUSE_USER (default) and CLICKHOUSE_PASSWORD; null where it is not set. */
export function namedServer(): NamedServer | null {
  const { CLICKHOUSE_URL: url, CLICKHOUSE_USER: user = 'default', CLICKHOUSE_PASSWORD: password = '' } = process.env
  return url === undefined || url === '' ? null : { url, user, password }
}

/** What the page signs in with; the tests choose it. */
export const pageUser = {
  mode: 'user',
  user: 'supervision_page',
  password: 'page of the tests',
} as const satisfies ClickHouseAuth

/** Runs one statement as somebody, by default the administrator; `body` are rows of an INSERT. Rejects with what the server says. */
export async function asked(
  { url, user, password }: NamedServer,
  statement: string,
  body: Uint8Array | null = null,
): Promise<string> {
  const address = new URL(url)
  if (body !== null) address.searchParams.set('query', statement)
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password },
    body: body === null ? statement : (body as Uint8Array<ArrayBuffer>),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(text.slice(0, 500))
  return text
}

/** Statements of a script, one after another. */
export async function runScript(server: NamedServer, script: string): Promise<void> {
  for (const statement of script.split(/;\n(?:\n|$)/)) if (statement.trim() !== '') await asked(server, statement)
}

const secret = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The users of deploy/clickhouse, with passwords of the tests. */
export async function makeUsers(server: NamedServer): Promise<void> {
  const users = readFileSync(path.join(projectRoot, 'deploy/clickhouse/users.sql'), 'utf8')
    .replace('SHA256_OF_PAGE_SECRET', secret(pageUser.password))
    .replace('SHA256_OF_LOADER_SECRET', secret('loader of the tests'))
    .replace("HOST IP '127.0.0.1', IP '::1'", 'HOST ANY')
  await asked(server, 'DROP USER IF EXISTS supervision_page, supervision_load')
  await runScript(server, users)
}

/** Fills the tables from files of this machine, which a server elsewhere cannot read: each is sent as the rows of an INSERT. */
export async function loadExport(server: NamedServer, out: string): Promise<void> {
  const from = / SELECT [\s\S]* FROM file\('([\w*.-]+)', Parquet\)$/
  for (const statement of readFileSync(path.join(out, 'load.sql'), 'utf8').split(/;\n(?:\n|$)/)) {
    // Settings of a session that ends with its request.
    if (statement.trim() === '' || statement.startsWith('SET ')) continue
    const [, pattern] = from.exec(statement) ?? []
    if (pattern === undefined) await asked(server, statement)
    else
      for (let i = 1; ; i++) {
        const file = path.join(out, pattern.replace('*', String(i).padStart(4, '0')))
        const rows = read(file)
        if (rows === null) break
        await asked(server, `${statement.replace(from, '')} FORMAT Parquet`, rows)
      }
  }
}

function read(file: string): Uint8Array | null {
  try {
    return readFileSync(file)
  } catch {
    return null
  }
}
