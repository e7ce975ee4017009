import { expect, it } from 'vitest'
import { Slots, untilAborted } from '../../src/engine/slots'

/** Takes a slot for `name` and notes when it is entered. */
function visitor(slots: Slots, log: string[]) {
  return async (name: string, signal?: AbortSignal) => {
    const release = await slots.take(signal)
    log.push(name)
    return release
  }
}

it('lets so many in, and the others in the order they came', async () => {
  const log: string[] = []
  const visit = visitor(new Slots(2), log)
  const [a, b] = await Promise.all([visit('a'), visit('b')])
  const rest = [visit('c'), visit('d'), visit('e')]
  await Promise.resolve()
  expect(log).toEqual(['a', 'b'])
  b()
  ;(await rest[0]!)()
  a()
  await Promise.all(rest)
  expect(log).toEqual(['a', 'b', 'c', 'd', 'e'])
})

it('gives a slot back once, however often it is released', async () => {
  const log: string[] = []
  const slots = new Slots(1)
  const visit = visitor(slots, log)
  const release = await visit('a')
  release()
  release()
  await visit('b')
  void visit('c')
  await Promise.resolve()
  expect(log).toEqual(['a', 'b'])
})

it('forgets who left the line, and never lets in who came with a fired signal', async () => {
  const log: string[] = []
  const slots = new Slots(1)
  const visit = visitor(slots, log)
  const release = await visit('a')
  const controller = new AbortController()
  const left = visit('b', controller.signal)
  const stays = visit('c', new AbortController().signal)
  controller.abort()
  await expect(left).rejects.toMatchObject({ name: 'AbortError' })
  await expect(visit('d', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
  release()
  ;(await stays)()
  ;(await visit('e'))()
  expect(log).toEqual(['a', 'c', 'e'])
})

it('ends a wait with its signal, and does not begin with a fired one', async () => {
  const controller = new AbortController()
  const waiting = untilAborted(controller.signal, () => new Promise(() => {}))
  controller.abort()
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
  let begun = false
  const work = async () => {
    begun = true
  }
  await expect(untilAborted(controller.signal, work)).rejects.toMatchObject({ name: 'AbortError' })
  expect(begun).toBe(false)
  const throws = () => {
    throw new Error('at once')
  }
  await expect(untilAborted(undefined, throws)).rejects.toThrow('at once')
  await expect(untilAborted(new AbortController().signal, throws)).rejects.toThrow('at once')
})
