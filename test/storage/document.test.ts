import { describe, expect, it } from 'vitest'
import { type DocumentFormat, KeptDocument } from '../../src/storage/document'
import { type Disk, openStorage } from '../../src/storage/kept'
import { sharedDisk } from './sharedDisk'

const words: DocumentFormat<readonly string[]> = {
  empty: [],
  read(value) {
    if (!Array.isArray(value) || !value.every(each => typeof each === 'string')) throw new Error('no list of words')
    return value
  },
  write: value => value,
}
const url = 'https://city.example/catalog.json'
const open = async (shared: Disk, of = url) => {
  const document = new KeptDocument(openStorage(shared), 'words', words)
  await document.open(of)
  return document
}

describe('a document that the browser keeps', () => {
  it('is there in the next visit, of the same catalogue alone', async () => {
    const shared = sharedDisk()
    const first = await open(shared)
    expect(first.state()).toEqual({ value: [], fault: null })
    await first.change(now => [...now, 'a'])
    expect((await open(shared)).state().value).toEqual(['a'])
    expect((await open(shared, 'https://other.example/catalog.json')).state().value).toEqual([])
  })

  it('of two tabs is one: nobody writes over the other', async () => {
    const shared = sharedDisk()
    const tabs = await Promise.all([1, 2, 3].map(() => open(shared)))
    await Promise.all(tabs.map((tab, i) => tab.change(now => [...now, `tab ${i}`])))
    await tabs[0]?.refresh()
    expect([...(tabs[0]?.state().value ?? [])].sort()).toEqual(['tab 0', 'tab 1', 'tab 2'])
    for (const tab of tabs) tab.close()
  })

  it('tells other tabs, and whoever listens', async () => {
    const shared = sharedDisk()
    const [one, other] = [await open(shared), await open(shared)]
    let heard = 0
    other.subscribe(() => {
      heard += 1
    })
    await one.change(() => ['news'])
    for (let i = 0; i < 100 && heard === 0; i++) await new Promise(resolve => setTimeout(resolve, 10))
    expect(other.state().value).toEqual(['news'])
    one.close()
    other.close()
  })

  it('that cannot be read stays as it is', async () => {
    const shared = sharedDisk()
    shared.values.set(`words of ${url}`, { format: 9 })
    const document = await open(shared)
    expect(document.state()).toMatchObject({ value: [], fault: { message: 'no list of words' } })
    await expect(document.change(() => ['over it'])).rejects.toThrow('no list of words')
    expect(shared.values.get(`words of ${url}`)).toEqual({ format: 9 })
    // Taken away, as "remove everything" does, it is empty again.
    shared.values.clear()
    await document.refresh()
    expect(document.state()).toEqual({ value: [], fault: null })
  })

  it('is not changed by what could not be read again, nor before it is open', async () => {
    const shared = sharedDisk()
    const document = await open(shared)
    await document.change(() => ['good'])
    await expect(document.change(() => [1 as unknown as string])).rejects.toThrow('no list of words')
    expect(document.state().value).toEqual(['good'])
    await expect(new KeptDocument(openStorage(shared), 'words', words).change(() => [])).rejects.toThrow('not open yet')
  })

  it('goes on in memory where nothing can be kept', async () => {
    const document = new KeptDocument(openStorage(null), 'words', words)
    await document.open(url)
    await document.change(now => [...now, 'a'])
    await document.change(now => [...now, 'b'])
    expect(document.state().value).toEqual(['a', 'b'])
    expect(document.persistent()).toBe(false)
  })
})
