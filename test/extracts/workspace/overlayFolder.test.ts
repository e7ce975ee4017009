import { describe, expect, it } from 'vitest'
import { overlayFolder, withWaiting } from '../../../src/extracts/workspace/overlayFolder'
import { contentAfter, nothingAdded } from '../../../src/extracts/workspace/versions'
import { openFileStore } from '../../../src/storage/files'
import { memoryFolder } from '../../fixtures/cityFiles'
import { keptFile } from './kept'

const content = contentAfter(nothingAdded, {
  what: 'load',
  incoming: [{ file: keptFile('permits', 'kept/p.parquet'), mode: 'replace' }],
  regions: [{ entry: { file: 'r.geojson' }, text: 'dropped' }],
})

async function setup() {
  const files = await openFileStore('city', { storage: null, indexedDB: null, locks: null })
  const web = memoryFolder({ 'p.parquet': 'served', 'r.geojson': 'served', 'other.parquet': new Blob(['other']) })
  return { files, web, folder: overlayFolder(web, files, content) }
}

describe('the folder with kept files over it', () => {
  it('serves what is kept, then what was dropped, then the server’s', async () => {
    const { files, web, folder } = await setup()
    await files.write('kept/p.parquet', new Blob(['kept']))
    // A name that this version does not know is not served from here, whatever is kept.
    await files.write('other.parquet', new Blob(['mine']))
    expect(folder.catalogue).toBe(web.catalogue)
    const seen: unknown[] = []
    expect(await (await folder.blob('kept/p.parquet', undefined, (...of) => seen.push(of))).text()).toBe('kept')
    expect(seen).toEqual([[4, 4]])
    expect(await folder.text('kept/p.parquet')).toBe('kept')
    expect(await folder.text('r.geojson')).toBe('dropped')
    expect(await (await folder.blob('r.geojson')).text()).toBe('dropped')
    expect(await (await folder.blob('other.parquet')).text()).toBe('other')
    expect(await folder.stamp('kept/p.parquet')).toBe('kept kept/p.parquet')
    expect(await folder.stamp('other.parquet')).toBe(await web.stamp('other.parquet'))
  })

  it('names a kept file that is gone, and one that cannot be read', async () => {
    const { web, folder } = await setup()
    await expect(folder.blob('kept/p.parquet')).rejects.toMatchObject({ kind: 'missing', subject: 'kept/p.parquet' })
    const silent = overlayFolder(web, { read: () => Promise.reject(new Error('no answer')) }, content)
    await expect(silent.blob('kept/p.parquet')).rejects.toMatchObject({ kind: 'load' })
    await expect(folder.blob('kept/p.parquet', AbortSignal.abort())).rejects.toThrow(/abort/i)
  })

  it('serves what waits to be kept', async () => {
    const { files, web } = await setup()
    const waiting = withWaiting(files, new Map([['kept/p.parquet', new Blob(['waiting'])]]))
    expect(await overlayFolder(web, waiting, content).text('kept/p.parquet')).toBe('waiting')
    await expect(overlayFolder(web, withWaiting(files, new Map()), content).text('kept/p.parquet')).rejects.toThrow()
  })
})
