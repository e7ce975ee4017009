import type { ReactElement } from 'react'
import { MemoryRouter } from 'react-router'
import { describe, expect, it } from 'vitest'
import type { ExtractServices } from '../../../src/views/extracts/contracts'
import { ExtractsPage } from '../../../src/views/extracts/ExtractsPage'
import { flowOf } from '../../../src/views/extracts/flowOf'
import { html } from '../../ui/render'
import {
  complaintColumns, emptyState, fakeIntake, fakeServices, fakeWorkspace, guessOf, type profile, readTable, reportOf, source, trialOf,
} from './fakes' // biome-ignore format: one line

const page = (services: ExtractServices, shown: typeof profile | null = null): string => {
  const element: ReactElement = (
    <MemoryRouter>
      <ExtractsPage services={services} profile={shown} />
    </MemoryRouter>
  )
  return html(element)
}
const read = readTable(source(['a.csv']), Object.values(complaintColumns), {
  preview: [Object.values(complaintColumns).map(() => '<img src=x onerror=alert(1)>')],
})
const file = new File(['x'], 'a.csv')

describe('the page of the extracts', () => {
  it('invites to drop files where there is nothing', () => {
    const markup = page(fakeServices(fakeIntake({})))
    expect(markup).toContain('No data yet: drop files here')
    expect(markup).toContain('Nothing is loaded yet.')
  })

  it('says plainly where nothing can be kept, and warns when it is nearly full', () => {
    const at = (more: Partial<typeof emptyState>): string =>
      page(fakeServices(fakeIntake({}), { workspace: fakeWorkspace({}, { ...emptyState, ...more }) }))
    expect(at({ where: 'memory' })).toContain('gone once the page is closed')
    expect(at({ used: 79, quota: 100 })).not.toContain('Nearly full')
    expect(at({ used: 80, quota: 100 })).toContain('Nearly full')
  })

  it('shows a file with what is needed and unknown words, and never its text as markup', async () => {
    const { status: _, ...rest } = complaintColumns
    const words = { kind: [{ text: '<b>x</b>', count: 3, word: null, sure: false }] }
    const services = fakeServices(fakeIntake({ 'a.csv': read }), {
      guess: async () => guessOf('complaints', rest, { words }),
    })
    await flowOf(services).drop([file])
    const markup = page(services)
    expect(markup).toMatch(/Still needed:.*Status/s)
    expect(markup).toContain('1 to confirm')
    expect(markup).toContain('&lt;b&gt;x&lt;/b&gt;')
    expect(markup).not.toMatch(/<img|<b>x/)
  })

  it('names what a commit does and holds it back until a loss is confirmed', async () => {
    const comparison = {
      table: 'complaints',
      before: 2000,
      after: 990,
      added: 0,
      gone: 1010,
      changed: 0,
      shifted: [],
      sampled: 990,
      reasons: ['fewer_rows'],
      needsConfirmation: true,
    } as const
    const workspace = fakeWorkspace({ trial: async () => trialOf({ comparisons: [comparison] }) })
    const services = fakeServices(fakeIntake({ 'a.csv': read }), {
      workspace,
      quality: async () => [reportOf({ rows: 69_598 })],
    })
    const flow = flowOf(services)
    await flow.drop([file])
    await flow.check()
    const button = /<button[^>]*data-primary[^>]*>Replace complaints: 69,598 rows/
    expect(page(services)).toContain('50.5% fewer rows')
    expect(button.exec(page(services))?.[0]).toContain('disabled')
    flow.confirm(true)
    expect(button.exec(page(services))?.[0]).not.toContain('disabled')
  })
})
