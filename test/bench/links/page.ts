import { loadEngine } from '../../../src/app/live'
import { openCatalogue } from '../../../src/app/opened'
import { readyClasses } from '../../../src/app/warmUp'
import { fillKeptIndicators } from '../../../src/extracts/fillIndicators'
import { makeEnums } from '../../../src/extracts/words'
import { type Choices, defaults } from '../../../src/filters/filters'
import { overviewQuestions, questionsOf, settingOf } from '../../../src/queries/overview'
import { keepCounts } from '../../../src/queries/sums'
import { nameDerived } from '../../../src/risk/derived'
import { choicesEach, choicesOf } from './choices'
import { type LinkKind, linkKinds } from './kinds'

export interface Links {
  /** Rows of all tables over milliseconds since the engine was open, until the extracts are loaded. */
  readonly rows: number
  readonly load: number
  /** Milliseconds from the choice to the last answer, one choice after another. */
  readonly times: Readonly<Record<LinkKind, readonly number[]>>
}

declare global {
  interface Window {
    linkBench: { run(): Promise<Links> }
  }
}

window.linkBench = {
  async run() {
    nameDerived()
    const opened = await openCatalogue(new AbortController().signal)
    const whole = { ...opened, effective: (catalogue: typeof opened.catalogue) => catalogue }
    const loaded = await loadEngine(whole, { signal: new AbortController().signal, onProgress: () => undefined })
    // A page's own mark.
    const load = performance.now() - (performance.getEntriesByName('engine-open')[0]?.startTime ?? Number.NaN)
    const { engine, derived, profile } = loaded
    keepCounts(profile.rows)
    await makeEnums(engine)
    await fillKeptIndicators(engine, profile.asOf)
    await readyClasses((text, ask) => derived.with(engine, text, ask), profile)
    const setting = settingOf(profile)
    /** What was answered before: a page keeps it. */
    const answered = new Set<string>()
    const ask = async (choices: Choices): Promise<number> => {
      const from = performance.now()
      const questions = questionsOf(overviewQuestions(choices, setting))
        .map(each => ({ each, key: JSON.stringify([each.strings, each.values]) }))
        .filter(({ key }) => !answered.has(key))
      await Promise.all(questions.map(({ each }) => derived.rows(engine, each)))
      const time = performance.now() - from
      for (const { key } of questions) answered.add(key)
      return time
    }
    // As a page does before anyone can click.
    await ask(defaults)
    const times: Partial<Record<LinkKind, number[]>> = {}
    for (const kind of linkKinds) {
      const found: number[] = []
      times[kind] = found
      for (let i = 0; i < choicesEach; i++) found.push(await ask(choicesOf(kind, i, profile)))
    }
    const rows = Object.values(profile.rows).reduce((sum, n) => sum + n, 0)
    return { rows, load, times: times as Links['times'] }
  },
}
