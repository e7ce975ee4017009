import { describe, expect, it, vi } from 'vitest'
import { askingWith, once } from '../../src/app/asking'
import { readyClasses } from '../../src/app/warmUp'
import type { ExtractEngine } from '../../src/engine/engine'
import type { Profile } from '../../src/extracts/report'
import { classesAt, keptTable } from '../../src/risk/kept'
import { defaultScorecard } from '../../src/risk/scorecard'

const engine = {} as ExtractEngine
const profile = {
  asOf: '2024-06-30',
  firstDay: '2020-01-01',
  regions: { levels: [], regions: [] },
} as unknown as Profile

/** What was made or asked for, in its order. */
function session(fails = 0) {
  const done: string[] = []
  let left = fails
  const asked = askingWith(
    engine,
    {
      with: async (_, text, ask) => {
        done.push(`with ${text.join('?').includes(keptTable) ? 'indicators' : 'rows'}`)
        return ask()
      },
    },
    {
      indicators: once(async () => {
        done.push('indicators')
        if (left-- > 0) throw new Error('out of memory')
      }),
      calendar: once(async () => {
        done.push('calendar')
      }),
    },
  )
  return { done, asked }
}

describe('a statement', () => {
  it('has what it reads made before it is asked, once for all, and nothing else', async () => {
    const { done, asked } = session()
    const scored = [`SELECT count(*) FROM ${keptTable}`]
    await asked(['SELECT 1'], async () => done.push('asked'))
    expect(done).toEqual(['with rows', 'asked'])
    done.length = 0
    await Promise.all([asked(scored, async () => 1), asked(scored, async () => 2)])
    await asked(['SELECT * FROM calendar'], async () => 3)
    expect(done.filter(each => each === 'indicators')).toHaveLength(1)
    expect(done.filter(each => each === 'calendar')).toHaveLength(1)
    expect(done.indexOf('indicators')).toBeLessThan(done.indexOf('with indicators'))
  })

  it('hears what failed beforehand, and the next one tries again', async () => {
    const { done, asked } = session(1)
    const ask = vi.fn(async () => 'answer')
    await expect(asked([`SELECT * FROM ${keptTable}`], ask)).rejects.toThrow('out of memory')
    expect(ask).not.toHaveBeenCalled()
    expect(await asked([`SELECT * FROM ${keptTable}`], ask)).toBe('answer')
    expect(done).toEqual(['indicators', 'indicators', 'with indicators'])
  })
})

describe("today's classes, made ahead", () => {
  it('are made of indicators that are there', async () => {
    const { done, asked } = session()
    await readyClasses(asked, profile)
    // Each of the overview's questions names what it needs.
    expect(done).toEqual(['indicators', ...Array.from({ length: 5 }, () => 'with indicators')])
  })

  it('are not made of indicators that failed: the table would stay empty. Who asks for classes tries again', async () => {
    const { done, asked } = session(1)
    await readyClasses(asked, profile)
    expect(done).toEqual(['indicators'])
    const text = classesAt({ day: profile.asOf, states: true }, defaultScorecard).strings
    expect(await asked(text, async () => 'classes')).toBe('classes')
    expect(done).toEqual(['indicators', 'indicators', 'with indicators'])
  })
})
