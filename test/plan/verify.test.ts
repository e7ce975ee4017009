import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../src/cli/files'
import { runVerifyDraw } from '../../src/cli/verifyDraw'
import { readPublished } from '../../src/plan/files'
import { type Commitment, commit, type DrawRecord, formats, type PlanFile, reveal } from '../../src/plan/record'
import { verifyDraw } from '../../src/plan/verify'
import { inspector, rules, target } from './plans'

const secret = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'
const file: PlanFile = {
  format: formats.plan,
  targets: Array.from({ length: 12 }, (_, i) =>
    target(`B-${i + 1}`, { class: (['A', 'B', 'C', 'D'] as const)[i % 4], region: i % 2 ? '110105' : '110106' }),
  ),
  inspectors: ['01', '02', '03', '04'].map(id => inspector(id)),
  rules: rules(),
  met: [['01', '03']],
}
const occasion = {
  plan: '2026 Q4',
  office: '云岭市市场监管局',
  at: '2026-11-29T09:00:00',
  extracts: 'c754191',
  asOf: '2026-11-28',
  source: '中国福利彩票双色球第2026139期开奖号码',
  previous: null,
}
const commitment = commit(file, secret, occasion)
const record = reveal(file, commitment, secret, '03 11 14 22 27 31 + 09', '2026-11-29T21:30:00')
const failing = (f: PlanFile, c: Commitment, r: DrawRecord) =>
  verifyDraw(f, c, r).flatMap(({ check, holds }) => (holds ? [] : [check]))

describe('a published draw', () => {
  it('is drawn again and found the same', () => {
    expect(failing(file, commitment, record)).toEqual([])
  })

  it.each<[string, string[], (all: { f: PlanFile; c: Commitment; r: DrawRecord }) => object]>([
    ['a business that was left out', ['targets', 'strata'], ({ f }) => ({ f: { ...f, targets: f.targets.slice(1) } })],
    ['another class', ['targets', 'strata', 'visits'], ({ f }) => ({ f: { ...f, targets: f.targets.map(t => ({ ...t, class: 'D' as const })) } })],
    ['an interest that was struck out', ['inspectors'], ({ f }) => ({ f: { ...f, inspectors: f.inspectors.map(i => ({ ...i, name: 'x' })) } })],
    ['another rule', ['rules'], ({ f }) => ({ f: { ...f, rules: { ...f.rules, days: 61 } } })],
    ['pairs that were forgotten', ['met', 'visits'], ({ f }) => ({ f: { ...f, met: [] } })],
    ['another public part', ['record_seal', 'visits'], ({ r }) => ({ r: { ...r, public: '03 11 14 22 27 31 + 10' } })],
    ['another secret', ['record_seal', 'secret', 'visits'], ({ r }) => ({ r: { ...r, secret: `ff${r.secret.slice(2)}` } })],
    ['a commitment that was written afterwards', ['commitment_same'], ({ c }) => ({ c: { ...c, source: 'another' } })],
    ['a clock that is behind', ['record_seal', 'order'], ({ r }) => ({ r: { ...r, at: occasion.at } })],
    ['a visit that was exchanged', ['record_seal', 'visits'], ({ r }) => ({ r: { ...r, drawn: { ...r.drawn, visits: [...r.drawn.visits].reverse() } } })],
    ['a shortfall that was hidden', ['record_seal', 'shortfalls'], ({ r }) => ({ r: { ...r, drawn: { ...r.drawn, shortfalls: [] } } })],
  ])('shows %s', (_, expected, change) => {
    const { f, c, r } = { f: file, c: commitment, r: record, ...change({ f: file, c: commitment, r: record }) }
    const found = failing(f, c, r)
    expect(found).toEqual(expect.arrayContaining(expected))
    // What has nothing to do with it still holds.
    if (expected.length === 1) expect(found).toEqual(expected)
  }) // biome-ignore format: a change a line

  it('shows any byte that was changed in the record', () => {
    const text = JSON.stringify(record)
    const seen: string[] = []
    for (let at = 0; at < text.length; at += 7) {
      const other = text[at] === '0' ? '1' : '0'
      const changed = text.slice(0, at) + other + text.slice(at + 1)
      try {
        const read = readPublished(changed, 'record.json')
        if (read.kind === 'record' && failing(file, commitment, read.value).length === 0)
          seen.push(changed.slice(at - 20, at + 20))
      } catch {
        // It cannot be read any more.
      }
    }
    expect(seen).toEqual([])
  })

  it('says in words what does not hold, and where', () => {
    const changed = { ...record, drawn: { ...record.drawn, visits: record.drawn.visits.slice(1) } }
    const messages = verifyDraw(file, { ...commitment, rules: '0'.repeat(64) }, changed).map(({ message }) => message)
    expect(messages.join('\n')).toMatch(/The record was changed after it was sealed/)
    expect(messages.join('\n')).toMatch(
      /The rules are not as committed to: changed since \(stated 0{64}, worked out [0-9a-f]{64}\)/,
    )
    expect(messages.join('\n')).toMatch(/Visits \(\d+\): the 1\. is stated as \{"by":.*drawn again it is \{"by":/)
  })

  it('says where two differ first in parts that any language can word', () => {
    const { drawn } = record
    const [first, second] = drawn.visits
    const differenceOf = (change: Partial<typeof drawn>) =>
      verifyDraw(file, commitment, { ...record, drawn: { ...drawn, ...change } }).flatMap(({ difference }) =>
        difference === null ? [] : [difference],
      )
    expect(differenceOf({})).toEqual([])
    expect(differenceOf({ visits: drawn.visits.slice(1) })).toEqual([
      { part: 'visits', place: 1, stated: second, found: first },
    ])
    expect(differenceOf({ visits: drawn.visits.slice(0, -1) })).toEqual([
      { part: 'visits', place: drawn.visits.length, stated: null, found: drawn.visits.at(-1) },
    ])
    expect(differenceOf({ shortfalls: [...drawn.shortfalls, { kind: 'no_target' }] })).toEqual([
      { part: 'shortfalls', place: 3, stated: { kind: 'no_target' }, found: null },
    ])
    expect(differenceOf({ floor: 7 })).toEqual([{ part: 'floor', stated: 7, found: 1 }])
    const larger = { ...drawn.strata[2], size: 4 } as (typeof drawn.strata)[number]
    expect(differenceOf({ strata: drawn.strata.with(2, larger), floor: 7 })).toEqual([
      { part: 'strata', place: 3, stated: larger, found: drawn.strata[2] },
    ])
  })

  it('cannot be drawn again from what is no plan, which is named', () => {
    const twice = { ...file, targets: [...file.targets, ...file.targets.slice(0, 7)] }
    const findings = verifyDraw(twice, commitment, record)
    const last = findings.at(-1)
    expect(last).toMatchObject({ check: 'input', holds: false, faults: { count: 7 } })
    expect(last?.message).toContain('targets.id: "B-1" stands twice')
    expect(last?.faults?.first.map(({ code, value }) => `${code} ${value}`)).toEqual(
      [1, 2, 3, 4, 5].map(n => `id_repeated "B-${n}"`),
    )
    expect(findings.slice(0, -1).map(({ faults }) => faults)).toEqual(findings.slice(1).map(() => null))
  })
})

describe('the files of a draw', () => {
  it('name the field that is wrong', () => {
    const wrong = (value: unknown) => () => readPublished(JSON.stringify(value), 'x.json')
    expect(wrong({ ...file, format: 'other' })).toThrow(
      /x\.json: "format": "other" is none of smart-supervision-plan\/1/,
    )
    expect(wrong({ ...commitment, secret: 'abc' })).toThrow(/x\.json: "secret": must be 64 digits/)
    expect(wrong({ ...record, drawn: { ...record.drawn, floor: 'x' } })).toThrow(/x\.json: "drawn\.floor":/)
    expect(wrong({ ...file, extra: 1 })).toThrow(/x\.json/)
    expect(() => readPublished('{', 'x.json')).toThrow(/x\.json: not JSON/)
  })

  it('are verified by the command, whose answer tells what fails', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'draw-'))
    const write = (name: string, value: unknown): string => {
      const path = join(folder, name)
      writeFileSync(path, JSON.stringify(value, null, 2))
      return path
    }
    const paths = [write('record.json', record), write('plan.json', file), write('commitment.json', commitment)]
    const lines: string[] = []
    expect(await runVerifyDraw(paths, line => lines.push(line))).toBe(true)
    expect(lines.at(-1)).toBe('The draw is as published.')
    expect(lines.filter(line => line.startsWith('ok  '))).toHaveLength(12)
    const edited = write('edited.json', { ...record, public: '1' })
    lines.length = 0
    expect(await runVerifyDraw([edited, ...paths.slice(1)], line => lines.push(line))).toBe(false)
    expect(lines.filter(line => line.startsWith('NOT '))).toHaveLength(2)
    await expect(runVerifyDraw(paths.slice(1), () => undefined)).rejects.toThrow(/Usage/)
    await expect(runVerifyDraw([...paths.slice(0, 2), paths[1] ?? ''], () => undefined)).rejects.toThrow(
      /second file of the kind "plan"/,
    )
    await expect(runVerifyDraw([...paths.slice(0, 2), join(folder, 'none.json')], () => undefined)).rejects.toThrow(
      /none\.json cannot be read/,
    )
  })

  it('are the test vectors of the docs', () => {
    const docs = readFileSync(join(projectRoot, 'docs', 'draw.md'), 'utf8')
    const vector = /```json vector\n([^`]*)```/.exec(docs)?.[1]
    expect(JSON.parse(vector ?? 'null')).toEqual({
      secret,
      public: record.public,
      commitment,
      drawn: record.drawn,
      seal: record.seal,
    })
  })
})
