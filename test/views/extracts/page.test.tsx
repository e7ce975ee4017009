import type { ReactElement } from 'react'
import { MemoryRouter } from 'react-router'
import { describe, expect, it } from 'vitest'
import type { ExtractServices } from '../../../src/views/extracts/contracts'
import { ExtractsPage } from '../../../src/views/extracts/ExtractsPage'
import { flowOf } from '../../../src/views/extracts/flowOf'
import { keptFile } from '../../extracts/workspace/kept'
import { html } from '../../ui/render'
import {
  complaintColumns, profile as emptyProfile, emptyState, fakeIntake, fakeServices, fakeWorkspace, guessOf, readTable, reportOf, source, trialOf,
} from './fakes' // biome-ignore format: one line

const page = (services: ExtractServices, shown: typeof emptyProfile | null = null): string => {
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

  it('says plainly where profiles are not kept, and how to keep them', () => {
    const services = fakeServices(fakeIntake({}))
    const at = (more: Partial<ExtractServices['profiles']>) =>
      page({ ...services, profiles: { ...services.profiles, ...more } })
    const list = [{ name: '热线', table: 'complaints' as const }]
    expect(at({ list: () => list })).not.toContain('did not keep the profiles')
    expect(at({ list: () => list, persistent: () => false })).toContain('did not keep the profiles')
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

  it('lists a hidden sheet, says that it is left out, and offers to use it', async () => {
    const sheet = readTable(source(['b.xlsx', '代码'], 'xlsx'), Object.values(complaintColumns), { hidden: true })
    const services = fakeServices(fakeIntake({ 'a.csv': read, 'b.xlsx': sheet }))
    const flow = flowOf(services)
    await flow.drop([file, new File(['x'], 'b.xlsx')])
    const listed = /代码<\/b><small[^>]*>([^<]*)</
    expect(listed.exec(page(services))?.[1]).toBe('hidden sheet, left out')
    flow.select(sheet.id)
    const chosen = (kind: string): boolean => {
      const radio = new RegExp(`<input type="radio"[^>]*value="${kind}"[^>]*>`).exec(page(services))?.[0]
      expect(radio).toBeDefined()
      return radio?.includes('checked') ?? false
    }
    expect([chosen('skip'), chosen('complaints')]).toEqual([true, false])
    await flow.take(sheet.id, 'complaints')
    expect(listed.exec(page(services))?.[1]).toMatch(/^Complaints/)
  })

  it('names what a commit does and holds it back until a loss is confirmed', async () => {
    const comparison = {
      table: 'complaints',
      before: 2000,
      after: 990,
      added: 0,
      gone: 1010,
      changed: 0,
      shifted: [
        { column: 'status', reason: 'emptied', from: null, share: 0 },
        { column: 'address', reason: 'emptied', from: null, share: 0.1 },
        { column: 'category', reason: 'emptied', from: null, share: 0 },
      ],
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
    expect(page(services)).toContain('Complaints: mostly filled before, empty now: Status, Category')
    expect(page(services)).toContain('“Address” was mostly filled and is now in 10.0% of the rows')
    expect(button.exec(page(services))?.[0]).toContain('disabled')
    flow.confirm(true)
    expect(button.exec(page(services))?.[0]).not.toContain('disabled')
  })

  it('tells records that were set aside', () => {
    const workspace = fakeWorkspace({}, { ...emptyState, setAside: ['versions.json.2.broken-1: not <i>JSON</i>'] })
    const markup = page(fakeServices(fakeIntake({}), { workspace }))
    expect(markup).toContain('could not be read; they are kept aside')
    expect(markup).toContain('versions.json.2.broken-1: not &lt;i&gt;JSON')
  })

  it('shows a region file with its properties, and what would come of it', async () => {
    const text = JSON.stringify({
      type: 'FeatureCollection',
      features: ['A', 'B'].map(code => ({
        properties: { code, name: `<b>${code}</b>` },
        geometry: { type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] },
      })),
    }) // biome-ignore format: a small map
    const open = async () => ({
      tables: [],
      others: [{ path: ['d.geojson'], kind: 'regions' as const, text }],
      faults: [],
    })
    const region = { code: 'A', name: 'A', level: 'district', parent: null }
    const regions = {
      ...emptyProfile.regions,
      regions: [region],
      levels: ['district'],
      problems: ['d.geojson: feature 2'],
    }
    const trial = async () => trialOf({ profile: { ...emptyProfile, regions } })
    const services = fakeServices(fakeIntake({}, { open }), {
      workspace: fakeWorkspace({ trial }),
      quality: async () => [],
    })
    const flow = flowOf(services)
    await flow.drop([file])
    expect(page(services)).toMatch(/d\.geojson.*2 regions.*code \(A, B\).*name \(&lt;b&gt;A/s)
    await flow.check()
    expect(page(services)).toMatch(/District: 1.*Problems in the region files.*feature 2.*Load region files: 1/s)
  })

  it('asks which of the rows with the same id stay', async () => {
    const issue = { kind: 'repeated_id', column: null, count: 4, rejected: false, examples: [], rows: [], dimension: 'uniqueness' } as const // biome-ignore format: one issue
    const services = fakeServices(fakeIntake({ 'a.csv': read }), {
      workspace: fakeWorkspace({ trial: async () => trialOf({ repeated: { complaints: 'last' } }) }),
      quality: async () => [reportOf({ issues: [issue] })],
    })
    const flow = flowOf(services)
    await flow.drop([file])
    await flow.check()
    expect(page(services)).toMatch(/<input[^>]*checked=""[^>]*value="last"/)
    expect(page(services)).not.toMatch(/<input[^>]*checked=""[^>]*value="all"/)
  })

  it('warns before a commit that would fill the room', async () => {
    const at = async (bytes: number): Promise<string> => {
      const trial = async () => trialOf({ files: [{ ...keptFile('complaints', 'kept/c.parquet'), bytes }] })
      const workspace = fakeWorkspace({ trial }, { ...emptyState, used: 70, quota: 100 })
      const services = fakeServices(fakeIntake({ 'a.csv': read }), { workspace })
      await flowOf(services).drop([file])
      await flowOf(services).check()
      return page(services)
    }
    expect(await at(5)).not.toContain('will fill the room')
    expect(await at(10)).toContain('will fill the room')
  })
})
