import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { defaultConfig, parseConfig, readConfig } from '../../src/app/config'

const address = 'https://city.example/app/index.html'

it('reads the config.json that ships', () => {
  expect(parseConfig(readFileSync('public/config.json', 'utf8'), address)).toEqual(defaultConfig)
  expect(parseConfig('{}', address)).toEqual(defaultConfig)
})

it('reads where a ClickHouse server is, and who asks it', () => {
  expect(parseConfig('{"engine":"clickhouse","url":"clickhouse/"}', address)).toEqual({
    engine: 'clickhouse',
    url: 'https://city.example/app/clickhouse/',
    database: 'supervision',
    user: null,
  })
  const text =
    '{"engine":"clickhouse","url":"http://10.0.0.7:8123","database":"north","auth":{"user":"page","password":""}}'
  expect(parseConfig(text, address)).toEqual({
    engine: 'clickhouse',
    url: 'http://10.0.0.7:8123/',
    database: 'north',
    user: { name: 'page', password: '' },
  })
})

it.each([
  ['{"engine":"clickhouse"}', 'config.json: url: '],
  ['{"engine":"clickhouse","url":"http://"}', 'config.json: url: "http://" is no address'],
  ['{"engine":"clickhouse","url":"file:///etc"}', 'config.json: url: "file:///etc" is no address'],
  ['{"engine":"clickhouse","url":"/x?user=a"}', 'config.json: url: "/x?user=a" is no address'],
  ['{"engine":"clickhouse","url":"/x","auth":"none"}', 'config.json: auth: '],
  ['{"engine":"sqlite"}', 'config.json: engine: "sqlite" is not one of duckdb, clickhouse'],
  ['{', 'config.json: not valid JSON'],
  ['', 'config.json: the file is empty'],
])('refuses %s', (text, why) => expect(() => parseConfig(text, address)).toThrow(why))

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
