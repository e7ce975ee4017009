import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { schemaStatements } from '../../src/cli/clickhouse/schema'
import { projectRoot } from '../../src/cli/files'
import { neededSettings } from '../../src/engine/clickhouseTypes'

const file = (name: string): string => readFileSync(join(projectRoot, 'deploy/clickhouse', name), 'utf8')
const statementsOf = (text: string): string[] =>
  text
    .replace(/^\s*--.*$/gm, '')
    .split(/;\n/)
    .map(each => each.trim().replace(/\s+/g, ' '))
    .filter(each => each !== '')

it.each([
  ['schema.sql', {}],
  ['schema-cluster.sql', { cluster: 'supervision' }],
])('%s is what `npm run -s clickhouse -- schema` prints', (name, options) => {
  const made = schemaStatements({ database: 'supervision', ...options }).map(each => `${each};\n`)
  expect(file(name).trimEnd()).toBe(made.join('\n').trimEnd())
})

describe('users.sql', () => {
  const statements = statementsOf(file('users.sql'))
  const profile = statements.find(each => each.startsWith('CREATE SETTINGS PROFILE')) ?? ''
  const set = new Map(
    profile
      .slice(profile.indexOf('SETTINGS', 20) + 8)
      .split(',')
      .map(each => {
        const [, name = '', value = '', bounds = ''] = /^\s*(\w+) = ('[^']*'|\d+) ?(.*)$/.exec(each) ?? []
        return [name, { value: value.replaceAll("'", ''), bounds }] as const
      }),
  )

  it('sets all that an answer depends on, to stay', () => {
    for (const [name, value] of Object.entries(neededSettings))
      expect([name, set.get(name)]).toEqual([name, { value, bounds: 'CONST' }])
  })

  it('lets nobody change anything, and gives no part of an answer', () => {
    const expected = {
      readonly: '1',
      allow_ddl: '0',
      allow_introspection_functions: '0',
      skip_unavailable_shards: '0',
      http_wait_end_of_query: '1',
      cancel_http_readonly_queries_on_client_close: '1',
      timeout_overflow_mode: 'throw',
      read_overflow_mode: 'throw',
      result_overflow_mode: 'throw',
    }
    for (const [name, value] of Object.entries(expected))
      expect([name, set.get(name)]).toEqual([name, { value, bounds: 'CONST' }])
    for (const [name, { bounds }] of set) expect([name, /^(CONST|MIN \d+ MAX \d+)$/.test(bounds)]).toEqual([name, true])
  })

  it('grants readers SELECT on the database alone; files and buckets are the loader’s', () => {
    const grants = statements.filter(each => each.startsWith('GRANT ') && each.includes(' ON '))
    const readers = grants.filter(each => !each.endsWith(' TO supervision_loader'))
    expect(readers.length).toBeGreaterThan(1)
    for (const each of readers) expect(each).toMatch(/^GRANT SELECT ON supervision\.(\*|\w+) TO supervision_\w+$/)
    for (const role of ['supervision_reader', 'supervision_health', 'supervision_loader'])
      expect(statements).toContain(`REVOKE ALL ON *.* FROM ${role}`)
  })

  it('shows people of a department no table that does not say whose a row is', () => {
    const granted = statements.flatMap(
      each => /^GRANT SELECT ON supervision\.(\w+) TO supervision_health$/.exec(each)?.[1] ?? [],
    )
    expect(granted.length).toBeGreaterThan(2)
    for (const table of granted) {
      expect(table).not.toMatch(/counts|indicators|entities|releases|links/)
      const [, columns = ''] = new RegExp(`"${table}" \\(\\n([\\s\\S]*?)\\n\\)`).exec(file('schema.sql')) ?? []
      expect(columns).not.toBe('')
      const policies = statements.filter(each => each.includes(`ON supervision.${table} FOR SELECT USING`))
      expect([table, policies.length]).toEqual([table, columns.includes('"department"') ? 2 : 0])
    }
  })

  it('may be run again', () => {
    for (const each of statements)
      expect(each).toMatch(
        /^(GRANT|REVOKE) |^CREATE (ROLE|USER) IF NOT EXISTS |^CREATE (QUOTA|ROW POLICY|SETTINGS PROFILE) OR REPLACE /,
      )
  })
})
