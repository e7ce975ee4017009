import { loadEngine } from '../../../src/app/live'
import { openCatalogue } from '../../../src/app/opened'
import { defaults } from '../../../src/filters/filters'
import { overviewQuestions, questionsOf, settingOf } from '../../../src/queries/overview'
import { keepCounts } from '../../../src/queries/sums'
import { nameDerived } from '../../../src/risk/derived'

/** Milliseconds since the engine was open. */
export interface Load {
  /** Rows of all tables. */
  readonly rows: number
  /** When each file's last row was in its table, by file. */
  readonly files: Readonly<Record<string, number>>
  /** When businesses were linked and the profile known, and when the overview's questions were answered. */
  readonly loaded: number
  readonly live: number
  /** The longest time between two signs of progress, and the longest task of the page's own thread (0: none over 50 ms). */
  readonly gap: number
  readonly task: number
}

declare global {
  interface Window {
    loadBench: { run(): Promise<Load> }
  }
}

window.loadBench = {
  async run() {
    nameDerived()
    let task = 0
    new PerformanceObserver(list => {
      for (const { duration } of list.getEntries()) task = Math.max(task, duration)
    }).observe({ type: 'longtask' })
    const { signal } = new AbortController()
    const opened = await openCatalogue(signal)
    const whole = { ...opened, effective: (catalogue: typeof opened.catalogue) => catalogue }
    let [last, gap] = [0, 0]
    let share = -1
    const files: Record<string, number> = {}
    // A page's own mark; until then rows wait for the engine.
    const open = new Promise<number>(resolve =>
      new PerformanceObserver(list => {
        for (const { name, startTime } of list.getEntries()) if (name === 'engine-open') resolve(startTime)
      }).observe({ type: 'mark' }),
    )
    const { engine, derived, profile } = await loadEngine(whole, {
      signal,
      onProgress: progress => {
        const now = performance.now()
        const { file, rows, totalRows } = progress
        if (progress.step === 'load' && file !== null && rows === totalRows) files[file] ??= now
        if (progress.share === share) return
        share = progress.share
        if (last > 0) gap = Math.max(gap, now - last)
        last = now
      },
    })
    const began = await open
    const loaded = performance.now() - began
    for (const file of Object.keys(files)) files[file] = (files[file] ?? 0) - began
    gap = Math.max(gap, performance.now() - last)
    keepCounts(profile.rows)
    const questions = questionsOf(overviewQuestions(defaults, settingOf(profile)))
    await Promise.all(questions.map(each => derived.rows(engine, each)))
    const live = performance.now() - began
    // Long tasks are told of some time later.
    await new Promise(resolve => setTimeout(resolve, 500))
    const rows = Object.values(profile.rows).reduce((sum, n) => sum + n, 0)
    return { rows, files, loaded, live, gap, task }
  },
}
