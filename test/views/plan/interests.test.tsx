import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { type Language, startI18n } from '../../../src/i18n'
import { strangeInterests } from '../../../src/plan/interests'
import type { Interest } from '../../../src/plan/roster'
import { InterestsNote } from '../../../src/views/plan/InterestsNote'
import { inspector } from '../../plan/plans'

const entity = (value: string): Interest => ({ kind: 'entity', value })
const people = [
  inspector('1', { name: 'Li', interests: [entity('B1'), entity('B9'), entity('<b>Lotus</b>'), entity('B9')] }),
  inspector('2', { name: 'Wang', interests: [{ kind: 'owner', value: 'B9' }, entity('B2')] }),
  inspector('3', { name: 'Zhao', interests: [entity('b1')] }),
]
const known = new Set(['B1', 'B2'])

describe('interests in businesses', () => {
  it('that are not on the roster are found by their id, which must be the same to the letter', () => {
    expect(strangeInterests(people, known)).toEqual([
      { id: '1', name: 'Li', values: ['B9', '<b>Lotus</b>'] },
      { id: '3', name: 'Zhao', values: ['b1'] },
    ])
    expect(strangeInterests(people, new Set(['B1', 'B2', 'B9', '<b>Lotus</b>', 'b1']))).toEqual([])
  })

  it('are told as a note that says which of whom, as text', () => {
    const markup = (language: Language, of = known): string => {
      startI18n(language, true)
      return renderToStaticMarkup(<InterestsNote inspectors={people} known={of} />)
    }
    expect(markup('en')).toContain('not on the roster: 3</summary>')
    expect(markup('en')).toContain('<li>Li (1): B9, &lt;b&gt;Lotus&lt;/b&gt;</li><li>Zhao (3): b1</li>')
    expect(markup('zh')).toContain('<li>Li（1）：B9、&lt;b&gt;Lotus&lt;/b&gt;</li>')
    expect(markup('en')).not.toContain('role="alert"')
    expect(markup('en', new Set(['B1', 'B2', 'B9', '<b>Lotus</b>', 'b1']))).toBe('')
  })
})
