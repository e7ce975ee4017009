import { expect, it } from 'vitest'
import { briefingHref, isRoute } from '../../src/app/routes'

const url = (search: string) => ({ href: (path: string) => `#${path}${search}` })

it('the report takes the filters along, and from the overview its measure and level', () => {
  expect(briefingHref('/risk', '?q=x', url('?window=90d'))).toBe('#/briefing?window=90d')
  expect(
    briefingHref('/overview', '?window=90d&measure=complaints&map=points&level=sub%26district', url('?window=90d')),
  ).toBe('#/briefing?window=90d&measure=complaints&level=sub%26district')
  expect(briefingHref('/overview', '?level=ward', url(''))).toBe('#/briefing?level=ward')
  expect(briefingHref('/overview', '', url(''))).toBe('#/briefing')
})

it('no report is offered where no filter is in force, and on its own page', () => {
  expect(['/extracts', '/sql', '/dictionary', '/model', '/briefing'].map(path => briefingHref(path, '', url('')))).toEqual([null, null, null, null, null]) // biome-ignore format: one line
  expect(briefingHref('/model', '?tab=integrity', url(''))).toBe('#/briefing')
  expect(isRoute('/briefing')).toBe(true)
})
