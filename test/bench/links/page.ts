import { loadEngine } from '../../../src/app/live'
import { openCatalogue } from '../../../src/app/opened'
import { fillKeptIndicators } from '../../../src/extracts/fillIndicators'
import type { Profile } from '../../../src/extracts/report'
import { makeEnums } from '../../../src/extracts/words'
import { addDays } from '../../../src/filters/days'
import { type Choices, defaults } from '../../../src/filters/filters'
import { bucketStart } from '../../../src/queries/buckets'
import { overviewQuestions, questionsOf } from '../../../src/queries/overview'
import { keepCounts } from '../../../src/queries/sums'
import { nameDerived } from '../../../src/risk/derived'
import { riskClasses } from '../../../src/risk/scorecard'
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

/** Choices of each kind; the first one is told apart from the others. */
const most = 9

window.linkBench = {
  async run() {
    nameDerived()
    const opened = await openCatalogue(new AbortController().signal)
    const whole = { ...opened, effective: (catalogue: typeof opened.catalogue) => catalogue }
    let open = 0
    const loaded = await loadEngine(whole, {
      signal: new AbortController().signal,
      onProgress: ({ step }) => {
        if (step !== 'engine' && open === 0) open = performance.now()
      },
    })
    const load = performance.now() - open
    const { engine, derived, profile } = loaded
    keepCounts(profile.rows)
    await makeEnums(engine)
    await fillKeptIndicators(engine, profile.asOf)
    const { asOf, firstDay, regions } = profile
    const setting = { asOf, firstDay, level: regions.levels[0] ?? '', regions: regions.regions }
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
      for (let i = 0; i < most; i++) found.push(await ask(choicesOf(kind, i, profile)))
    }
    const rows = Object.values(profile.rows).reduce((sum, n) => sum + n, 0)
    return { rows, load, times: times as Links['times'] }
  },
}

function choicesOf(kind: LinkKind, i: number, { asOf, regions, choices }: Profile): Choices {
  switch (kind) {
    case 'region': {
      const all = regions.regions.filter(({ level }) => level === regions.levels[0])
      return { ...defaults, regions: [all[i % all.length]?.code ?? ''] }
    }
    case 'months': {
      const to = addDays(bucketStart('month', addDays(bucketStart('month', asOf), -31 * i)), -1)
      return { ...defaults, window: { from: bucketStart('month', addDays(to, -340)), to } }
    }
    case 'days':
      return { ...defaults, window: { from: addDays(asOf, -371 - 13 * i), to: addDays(asOf, -5 - 7 * i) } }
    case 'category':
      return { ...defaults, categories: [choices.categories[i % choices.categories.length]?.value ?? null] }
    case 'class':
      // Fifteen ways to choose some of four.
      return { ...defaults, classes: riskClasses.filter((_, bit) => ((i % 15) + 1) & (1 << bit)) }
    case 'area': {
      const [west, south, east, north] = regions.extent ?? [0, 0, 1, 1]
      const at = (x: number, y: number) => [west + (east - west) * x, south + (north - south) * y] as const
      const shift = i / 40
      return {
        ...defaults,
        area: [at(0.3 + shift, 0.3), at(0.6 + shift, 0.35), at(0.55 + shift, 0.6), at(0.35 + shift, 0.65)],
      }
    }
  }
}
