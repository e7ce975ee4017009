import { draw } from '../../../src/plan/draw'
import { madeUp } from './madeUp'

/** Draws once for each message, whose text is the seed; answers with the milliseconds and the number of visits. */
addEventListener('message', ({ data: seed }: MessageEvent<string>) => {
  const input = { ...madeUp(), met: [], seed }
  const from = performance.now()
  const { visits } = draw(input)
  postMessage({ time: performance.now() - from, visits: visits.length })
})
