import { describe, expect, it } from 'vitest'
import { ExpectedFiles } from '../../src/app/expectedFiles'
import type { Intake, ReadTable } from '../../src/extracts/intake/intake'

const live = Promise.resolve()
const turn = () => new Promise<void>(resolve => setTimeout(resolve, 0))

/** Intakes that note what is asked of them; `read` answers once `answer` is called. */
function fake() {
  const intakes: { asked: string[]; answer: () => void; fail: () => void }[] = []
  const open = (): Intake => {
    const asked: string[] = []
    let answer: () => void = () => undefined
    let fail: () => void = () => undefined
    const reading = new Promise<ReadTable>((resolve, reject) => {
      answer = () => resolve({ id: 'practice' } as ReadTable)
      fail = () => reject(new Error('died'))
    })
    intakes.push({ asked, answer: () => answer(), fail: () => fail() })
    return {
      open: async (files: readonly File[]) => {
        asked.push(`open ${files.map(({ name }) => name)}`)
        return { tables: [{ id: 'practice' }] }
      },
      read: () => {
        asked.push('read')
        return reading
      },
      close: async (id: string) => void asked.push(`close ${id}`),
      end: () => void asked.push('end'),
    } as unknown as Intake
  }
  return { intakes, files: new ExpectedFiles(open, task => task()) }
}

describe('expected files', () => {
  it('find an intake that went through the practice file, and only one', async () => {
    const { intakes, files } = fake()
    files.begin(live)
    files.begin(live)
    await turn()
    intakes[0]?.answer()
    expect((await files.practice)?.id).toBe('practice')
    expect(files.take()).not.toBeNull()
    expect(files.take()).toBeNull()
    expect(intakes.map(({ asked }) => asked)).toEqual([['open practice.csv', 'read', 'close practice']])
    files.end()
    expect(intakes[0]?.asked).not.toContain('end')
  })

  it('that come in the middle of practice have its intake, and practice goes on', async () => {
    const { intakes, files } = fake()
    files.begin(live)
    await turn()
    expect(files.take()).not.toBeNull()
    intakes[0]?.answer()
    expect((await files.practice)?.id).toBe('practice')
    expect(intakes[0]?.asked).not.toContain('end')
  })

  it('that come before it began, or never, leave nothing behind', async () => {
    const { intakes, files } = fake()
    files.begin(live)
    expect(files.take()).toBeNull()
    expect(await files.practice).toBeNull()
    expect(intakes).toHaveLength(0)
    files.begin(live)
    await turn()
    files.end()
    expect(intakes[0]?.asked.at(-1)).toBe('end')
    // The page is opened once more, while the first practice has not ended yet.
    files.begin(live)
    await turn()
    intakes[0]?.fail()
    intakes[1]?.answer()
    expect((await files.practice)?.id).toBe('practice')
    expect(files.take()).not.toBeNull()
  })

  it('do without where the page does not get live or the intake dies, and may be expected again', async () => {
    const { intakes, files } = fake()
    expect(await files.practice).toBeNull()
    files.begin(Promise.reject(new Error('failed')))
    expect(await files.practice).toBeNull()
    files.begin(live)
    await turn()
    intakes[0]?.fail()
    expect(await files.practice).toBeNull()
    expect(intakes[0]?.asked.at(-1)).toBe('end')
    expect(files.take()).toBeNull()
    files.begin(live)
    await turn()
    expect(intakes).toHaveLength(2)
  })
})
