import { describe, expect, it } from 'vitest'
import type { RegionFile } from '../../src/extracts/source'
import type { IncomingBeside } from '../../src/extracts/workspace/workspace'
import { incoming, openPage, type Page } from './workspaceHost'

const signal = new AbortController().signal
const trial = ({ workspace }: Page, files: Parameters<Page['workspace']['trial']>[0], beside?: IncomingBeside) =>
  workspace.trial(files, () => undefined, signal, beside)
const kept = async ({ files }: Page) =>
  (await files.list()).map(({ name }) => name).filter(name => name.startsWith('kept/'))
const extracts = (page: Page) => page.shown.at(-1)?.opened.catalogue.extracts.map(({ file }) => file)

async function load(page: Page, files: Parameters<typeof trial>[1], beside?: IncomingBeside): Promise<string> {
  await trial(page, files, beside)
  await page.workspace.commit('Li')
  return page.workspace.state().current ?? ''
}

const square = (code: string | number, at = 0): object => ({
  type: 'Feature',
  properties: { code, name: `Name ${code}` },
  geometry: { type: 'Polygon', coordinates: [[[at, 0], [at + 1, 0], [at + 1, 1], [at, 0]]] },
}) // biome-ignore format: one feature
const regionFile = (features: readonly object[], level = 'district'): RegionFile => ({
  level,
  name: 'data.zip · 区划.geojson',
  text: JSON.stringify({ type: 'FeatureCollection', features }),
  code: 'code',
  label: 'name',
})

describe('a trial', () => {
  it('is kept and shown by a commit, brought back, and undone', async () => {
    const page = await openPage()
    const { files } = await trial(page, [incoming('permits', 'one')])
    expect(page.shown).toHaveLength(0)
    expect(await kept(page)).toEqual([])
    await page.workspace.commit('Li')
    const first = page.workspace.state()
    expect(first.versions).toMatchObject([{ by: 'Li', what: 'replace', replaced: ['permits'] }])
    expect(await kept(page)).toEqual(files.map(({ entry }) => entry.file))
    expect(extracts(page)).toEqual(['c.parquet', files[0]?.entry.file])

    const second = await load(page, [incoming('permits', 'two', 'append')])
    expect(page.workspace.state().versions[0]).toMatchObject({ id: second, what: 'append' })
    expect(extracts(page)).toHaveLength(3)
    await page.workspace.restore(first.current)
    expect(page.workspace.state().versions.map(({ what }) => what)).toEqual(['restore', 'append', 'replace'])
    expect(extracts(page)).toHaveLength(2)
    await page.workspace.restore(null)
    expect(page.workspace.state()).toMatchObject({ current: null })
    expect(extracts(page)).toEqual(['p.parquet', 'c.parquet'])
    await page.workspace.restore(second)
    expect(extracts(page)).toHaveLength(3)
    expect(page.shown.every(({ closed }) => !closed())).toBe(true)
  })

  it('is read from its own bytes before the commit, and from the kept ones after', async () => {
    const page = await openPage()
    const { files } = await trial(page, [incoming('permits', 'one')])
    const name = files[0]?.entry.file ?? ''
    const { folder } = page.loads[0]?.opened ?? {}
    expect(await (await folder?.blob(name))?.text()).toBe('one')
    await page.workspace.commit(null)
    expect(await (await folder?.blob(name))?.text()).toBe('one')
    await page.files.remove(name)
    await expect(folder?.blob(name)).rejects.toThrow(`${name}: this browser kept it and has it no more`)
  })

  it('that finds no room names the file as it was dropped', async () => {
    const page = await openPage()
    await trial(page, [incoming('permits', 'one')])
    page.fails = 'room'
    await expect(page.workspace.commit(null)).rejects.toMatchObject({
      name: 'NoRoom',
      message: expect.stringMatching(/^one\.csv: 10 bytes cannot be kept, 4 bytes are left/),
    })
  })

  it('is ended when it is discarded and when another begins', async () => {
    const page = await openPage()
    await trial(page, [incoming('permits', 'one')])
    await trial(page, [incoming('permits', 'two')])
    expect(page.loads.map(({ closed }) => closed())).toEqual([true, false])
    page.workspace.discard()
    expect(page.loads.map(({ closed }) => closed())).toEqual([true, true])
    await expect(page.workspace.commit(null)).rejects.toThrow('no checked load')
  })

  it('that is late is ended and takes no later one’s place', async () => {
    const page = await openPage()
    let go = (): void => undefined
    page.held = new Promise(resolve => {
      go = resolve
    })
    const late = trial(page, [incoming('permits', 'one')])
    const refused = expect(late).rejects.toThrow('A later check')
    await new Promise(resolve => setTimeout(resolve))
    page.held = Promise.resolve()
    await trial(page, [incoming('permits', 'two')])
    go()
    await refused
    expect(page.loads.map(({ closed }) => closed())).toEqual([false, true])
    await page.workspace.commit(null)
    expect(page.workspace.state().versions[0]?.files[0]?.path).toEqual(['two.csv'])
  })

  it('names a file that cannot be loaded as it was dropped, and leaves no engine', async () => {
    const page = await openPage()
    page.fails = 'load'
    await expect(trial(page, [incoming('permits', 'one')])).rejects.toThrow('it cannot be loaded')
    await expect(page.workspace.commit(null)).rejects.toThrow('no checked load')
  })
})

describe('a failure', () => {
  const files = [incoming('permits', 'new 1'), incoming('complaints', 'new 2')]
  for (const step of ['second file', 'manifest', 'show'] as const)
    it(`of a commit (${step}) leaves all as it was, and the commit can be tried again`, async () => {
      const page = await openPage()
      await load(page, [incoming('permits', 'old'), incoming('complaints', 'older')])
      const [before, names] = [page.workspace.state(), await kept(page)]
      await trial(page, files)
      page.fails = step
      await expect(page.workspace.commit(null)).rejects.toThrow()
      page.fails = null
      expect(page.workspace.state()).toMatchObject({ current: before.current, versions: before.versions })
      expect(await kept(page)).toEqual(names)
      expect(page.shown).toHaveLength(1)
      // What is on disk is what another page finds.
      const other = await openPage(page.files)
      expect(other.workspace.state()).toMatchObject({ current: before.current, versions: before.versions })
      await page.workspace.commit(null)
      expect(page.workspace.state().versions).toHaveLength(2)
      expect(await kept(page)).toHaveLength(4)
      expect(page.shown.at(-1)?.closed()).toBe(false)
    })

  for (const step of ['load', 'manifest', 'show'] as const)
    it(`of bringing back (${step}) leaves all as it was`, async () => {
      const page = await openPage()
      const first = await load(page, [incoming('permits', 'old')])
      await load(page, [incoming('permits', 'new')])
      const [before, names] = [page.workspace.state(), await kept(page)]
      for (const id of [first, null]) {
        page.fails = step
        await expect(page.workspace.restore(id)).rejects.toThrow()
        page.fails = null
        expect(page.workspace.state()).toMatchObject({ current: before.current, versions: before.versions })
        expect(await kept(page)).toEqual(names)
        expect(page.shown).toHaveLength(2)
      }
      expect(page.loads.slice(2).every(({ closed }) => closed())).toBe(true)
    })
})

describe('two tabs', () => {
  it('do not overwrite each other’s change', async () => {
    const mine = await openPage()
    const other = await openPage(mine.files)
    await trial(mine, [incoming('permits', 'mine')])
    const theirs = await load(other, [incoming('permits', 'theirs')])
    const names = await kept(other)
    await expect(mine.workspace.commit(null)).rejects.toThrow('Another tab changed the extracts')
    expect(await kept(mine)).toEqual(names)
    expect((await openPage(mine.files)).workspace.state().current).toBe(theirs)
  })

  it('that load the same file do not remove it from under each other', async () => {
    const mine = await openPage()
    const other = await openPage(mine.files)
    await trial(mine, [incoming('permits', 'same')])
    await load(other, [incoming('permits', 'same')])
    await expect(mine.workspace.commit(null)).rejects.toThrow('Another tab')
    expect(await kept(other)).toHaveLength(1)
  })
})

describe('changes', () => {
  it('are refused while another is under way', async () => {
    const page = await openPage()
    await load(page, [incoming('permits', 'one')])
    const first = page.workspace.restore(null)
    await expect(page.workspace.restore(null)).rejects.toThrow('under way')
    await expect(trial(page, [incoming('permits', 'two')])).rejects.toThrow('under way')
    await first
    expect(page.workspace.state().current).toBeNull()
  })

  it('free the files that no version needs', async () => {
    const page = await openPage()
    const first = await load(page, [incoming('permits', 'one')])
    const second = await load(page, [incoming('permits', 'two')])
    await expect(page.workspace.removeVersion(second)).rejects.toThrow('on screen')
    expect(await kept(page)).toHaveLength(2)
    await page.workspace.removeVersion(first)
    expect(await kept(page)).toHaveLength(1)
  })

  it('remove everything, and show the server’s extracts', async () => {
    const page = await openPage()
    await load(page, [incoming('permits', 'one')])
    await page.workspace.removeEverything()
    expect(page.workspace.state()).toMatchObject({ current: null, versions: [] })
    expect(await page.files.list()).toEqual([])
    expect(page.storage.size).toBe(0)
    expect(extracts(page)).toEqual(['p.parquet', 'c.parquet'])
  })
})

describe('dropped regions', () => {
  it('come in without a table, in place of those of their level', async () => {
    const page = await openPage()
    const first = await load(page, [], { regions: [regionFile([square(1), square(2, 5)])] })
    const [entry] = page.shown[0]?.opened.catalogue.regions ?? []
    expect(entry?.file).toMatch(/^kept\/区划-[0-9a-f]{8}\.geojson$/)
    expect(page.shown[0]?.opened.catalogue.regions).toHaveLength(1)
    expect(await page.shown[0]?.opened.folder.text(entry?.file ?? '')).toContain('Name 2')
    await load(page, [], { regions: [regionFile([square(3)], 'street')] })
    expect(page.shown[1]?.opened.catalogue.regions.map(({ level }) => level)).toEqual(['district', 'street'])
    await page.workspace.restore(first)
    expect(page.shown[2]?.opened.catalogue.regions).toHaveLength(1)
  })

  it('are refused by name where nothing can be used', async () => {
    const page = await openPage()
    await expect(trial(page, [], { regions: [regionFile([])] })).rejects.toThrow('区划.geojson')
    expect(page.loads).toHaveLength(0)
  })
})

describe('rows with the same id', () => {
  it('stay as the analyst said, over the catalogue, until the table is the server’s again', async () => {
    const page = await openPage()
    const repeated = () => page.shown.at(-1)?.opened.catalogue.repeated
    const asked = { repeated: { permits: 'last', complaints: 'all' } } as const
    const checked = await trial(page, [incoming('permits', 'one')], asked)
    expect(checked.repeated).toEqual({ permits: 'last' })
    await page.workspace.commit(null)
    expect(repeated()).toEqual({ permits: 'last' })
    const other = await openPage(page.files)
    expect(other.workspace.state().versions[0]?.repeated).toEqual(asked.repeated)
    await page.workspace.removeFile(page.workspace.state().versions[0]?.files[0]?.entry.file ?? '')
    expect(repeated()).toEqual({ complaints: 'first' })
  })
})

describe('a record that cannot be read', () => {
  it('is told, and an earlier state is used', async () => {
    const page = await openPage()
    await load(page, [incoming('permits', 'one')])
    await page.files.write('versions.json.2', new Blob(['{"form":9}']))
    const other = await openPage(page.files)
    expect(other.workspace.state().versions).toHaveLength(1)
    expect(other.workspace.state().setAside).toEqual([expect.stringContaining('versions.json.2')])
  })
})
