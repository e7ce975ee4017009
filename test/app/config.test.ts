import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { defaultConfig, parseConfig, readConfig } from '../../src/app/config'

it('reads the config.json that ships', () => {
  expect(parseConfig(readFileSync('public/config.json', 'utf8'))).toEqual(defaultConfig)
  expect(parseConfig('{}')).toEqual(defaultConfig)
})

it.each([
  [
    '{"engine":"clickhouse","url":"/clickhouse/"}',
    'config.json: engine: this build has no ClickHouse engine yet; use "duckdb"',
  ],
  ['{"engine":"sqlite"}', 'config.json: engine: "sqlite" is not one of duckdb, clickhouse'],
  ['{', 'config.json: not valid JSON'],
  ['', 'config.json: the file is empty'],
])('refuses %s', (text, why) => expect(() => parseConfig(text)).toThrow(why))

it('does without the file, but not with a broken server', async () => {
  let status = 404
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(status).end('{"engine":"duckdb"}')
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const page = `http://127.0.0.1:${(server.address() as AddressInfo).port}/app/index.html?a=1#/map`
  try {
    expect(await readConfig(page)).toEqual(defaultConfig)
    status = 500
    await expect(readConfig(page)).rejects.toThrow('config.json: the server failed to answer (HTTP 500)')
    status = 200
    expect(await readConfig(page)).toEqual({ engine: 'duckdb' })
    expect(new Set(asked)).toEqual(new Set(['/app/config.json']))
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
