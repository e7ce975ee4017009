import { describe, expect, it } from 'vitest'
import { newestOnly } from '../../../src/views/plan/newestOnly'

/** A worker that answers when it is told to, in any order. */
function slow() {
  const begun: number[] = []
  const open = new Map<number, { readonly give: () => void; readonly fail: () => void }>()
  const ask = (n: number): Promise<string> => {
    begun.push(n)
    return new Promise((resolve, reject) =>
      open.set(n, { give: () => resolve(`of ${n}`), fail: () => reject(new Error(`no ${n}`)) }),
    )
  }
  return { begun, open, newest: newestOnly(ask) }
}
const turn = () => new Promise(resolve => setTimeout(resolve))

describe('the newest question', () => {
  it('wins over an older answer, and what was asked in between is never begun', async () => {
    const { begun, open, newest } = slow()
    const answers = [1, 2, 3].map(n => newest(n))
    await turn()
    expect(begun).toEqual([3])
    const later = [newest(4), newest(5)]
    await turn()
    expect(begun).toEqual([3])
    open.get(3)?.give()
    await turn()
    expect(begun).toEqual([3, 5])
    open.get(5)?.give()
    expect(await Promise.all([...answers, ...later])).toEqual([null, null, null, null, 'of 5'])
  })

  it('is told what went wrong with it, an older one is not, and both can be followed by another', async () => {
    const { begun, open, newest } = slow()
    const first = newest(1)
    await turn()
    const second = newest(2)
    open.get(1)?.fail()
    expect(await first).toBeNull()
    await turn()
    open.get(2)?.fail()
    await expect(second).rejects.toThrow('no 2')
    const third = newest(3)
    await turn()
    open.get(3)?.give()
    expect(await third).toBe('of 3')
    expect(begun).toEqual([1, 2, 3])
  })
})
