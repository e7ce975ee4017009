import { describe, expect, it } from 'vitest'
import { RemoteForecast } from '../../src/app/remoteForecast'
import { exposeMethods } from '../../src/extracts/wire'
import { type OutlookInput, outlookOf } from '../../src/insight/forecast/outlook'
import { fakeWorker } from '../fixtures/workers'

const input: OutlookInput = {
  rows: [1, 2, 3].map(month => ({
    bucket: `2024-0${month}-01`,
    rows: 10 * month,
    all_rows: 10 * month,
    first_day: `2024-0${month}-01`,
    last_day: `2024-0${month}-28`,
    usual_gap: 9,
  })),
  step: 'month',
  to: '2024-03-31',
  calendar: { holidays: new Set(['2024-05-01']), workdays: new Set() },
}

describe('forecasts in a worker', () => {
  it('are those of this thread, from one worker that is started when it is first needed, and anew where it died', async () => {
    const workers: ReturnType<typeof fakeWorker>[] = []
    const remote = new RemoteForecast(() => {
      const target = { outlook: async (asked: OutlookInput) => outlookOf(asked) }
      const next = fakeWorker(port => exposeMethods(target, 'forecast', port))
      workers.push(next)
      return next.worker
    })
    expect(workers).toHaveLength(0)
    const [first, second] = await Promise.all([remote.foretell(input), remote.foretell(input)])
    expect(first).toEqual(outlookOf(input))
    expect(second).toEqual(first)
    expect(workers).toHaveLength(1)
    const owed = remote.foretell(input)
    workers[0]?.die('error', 'out of memory')
    await expect(owed).rejects.toThrow('the worker of forecasts stopped: out of memory')
    expect(await remote.foretell(input)).toEqual(first)
    expect(workers).toHaveLength(2)
  })
})
