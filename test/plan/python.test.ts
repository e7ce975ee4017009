import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { faultsOf } from '../../src/plan/check'
import { draw } from '../../src/plan/draw'
import { canonical } from '../../src/risk/seal'
import { randomPlan } from './plans'

const script = fileURLToPath(new URL('draw.py', import.meta.url))
const python = ['python3', 'python'].find(
  name => spawnSync(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 7))']).status === 0,
)

describe('another implementation', () => {
  it.skipIf(python === undefined)(
    `in Python draws the same 1,000 random plans${python === undefined ? ' (skipped: there is no Python 3.7 or newer)' : ''}`,
    () => {
      const plans = Array.from({ length: 1000 }, (_, n) => randomPlan(n))
      for (const plan of plans) expect(faultsOf(plan)).toEqual([])
      const run = spawnSync(python ?? '', [script], {
        input: plans.map(plan => `${JSON.stringify(plan)}\n`).join(''),
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      })
      expect(run.stderr).toBe('')
      const theirs = run.stdout.trimEnd().split('\n')
      const ours = plans.map(plan => draw(plan))
      expect(theirs).toHaveLength(ours.length)
      ours.forEach((each, n) => {
        expect(theirs[n], `plan ${n}`).toBe(canonical(each))
      })
      // What can go wrong, and what cannot, all of it occurs.
      const kinds = new Set(ours.flatMap(each => each.shortfalls.map(({ kind }) => kind)))
      expect([...kinds].sort()).toEqual([
        'floor_short',
        'no_quota',
        'no_target',
        'no_team',
        'pair_again',
        'short',
        'too_small',
      ])
      const lacks = new Set(ours.flatMap(each => each.shortfalls.flatMap(s => (s.kind === 'no_team' ? [s.lack] : []))))
      expect([...lacks].sort()).toEqual(['capacity', 'department', 'industry', 'inspectors', 'interest', 'region'])
      expect(ours.some(each => each.visits.some(({ by, inspectors }) => by === 'floor' && inspectors.length > 2))).toBe(
        true,
      )
    },
  )
})
