import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { filesUnder, hashTexts } from '../../src/cli/files'
import { prepareVersion } from '../../src/cli/prepareVersion'

const root = mkdtempSync(join(tmpdir(), 'supervision-'))
const write = (path: string, text: string) => writeFileSync(join(root, path), text)

beforeEach(() => {
  mkdirSync(join(root, 'src', 'queries', 'deep'), { recursive: true })
  write('src/schema.ts', 'one\ntwo\n')
  write('src/queries/deep/b.ts', 'b')
  write('src/queries/a.ts', 'a')
})

afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('files', () => {
  it('are listed in one order on every system, absent folders as empty', () => {
    expect(filesUnder(root, ['src/schema.ts', 'src/queries', 'src/nothing'])).toEqual([
      'src/queries/a.ts',
      'src/queries/deep/b.ts',
      'src/schema.ts',
    ])
  })

  it('have a hash that knows names and texts, not line ends', () => {
    const hash = hashTexts(root, ['src'])
    write('src/schema.ts', 'one\r\ntwo\r\n')
    expect(hashTexts(root, ['src'])).toBe(hash)
    write('src/schema.ts', 'one\ntwo')
    expect(hashTexts(root, ['src'])).not.toBe(hash)
  })
})

describe('the version of preparing', () => {
  it('is 16 digits that change with each of its sources', () => {
    const version = prepareVersion(root)
    expect(version).toMatch(/^[0-9a-f]{16}$/)
    write('src/queries/deep/b.ts', 'changed')
    expect(prepareVersion(root)).not.toBe(version)
  })

  it('is the same in Node and in what Vite builds', () => {
    expect(__PREPARE_VERSION__).toBe(prepareVersion())
  })
})
