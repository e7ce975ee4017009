import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { launch } from '../browser'
import { newProfile, openLive } from './visits'

/** Resident memory of the page's process with its workers, in MB. */
export interface Memory {
  readonly peak: number
  /** Ten seconds after everything was live. */
  readonly settled: number
  /** Milliseconds of the processor, of all threads, until now. */
  readonly processor: number
}

/** In a browser of its own, so that the one page is the one renderer. Null where the system does not tell. */
export async function measureMemory(url: string): Promise<Memory | null> {
  if (process.platform !== 'linux') return null
  const browser = await launch()
  try {
    const page = await openLive(await newProfile(browser), url)
    await page.waitForTimeout(10_000)
    // The page's own renderer is by far the largest; the others are spare.
    return (await readRenderers(browser)).reduce((a, b) => (b.peak > a.peak ? b : a), {
      ...{ peak: 0, settled: 0, processor: 0 },
    })
  } finally {
    await browser.close()
  }
}

/** What every renderer of a browser took at its peak, and takes now. On Linux alone. */
export async function readRenderers(browser: Browser): Promise<Memory[]> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  return processInfo.filter(each => each.type === 'renderer').map(each => readStatus(each.id))
}

function readStatus(pid: number): Memory {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytes = (name: string): number =>
    Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024)
  // Behind the name in parentheses; user and system, in hundredths of a second.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  const processor = 10 * (Number(fields[11]) + Number(fields[12]))
  return { peak: megabytes('VmHWM'), settled: megabytes('VmRSS'), processor }
}
