import { canonical } from '../risk/seal'
import { faultsOf, type PlanFault } from './check'
import { type DrawnStratum, type Shortfall, shortfallOf } from './draw'
import { type Published, readPublished } from './files'
import { type Commitment, commit, type DrawRecord, formats, type Occasion, type PlanFile, reveal } from './record'
import type { Target } from './roster'
import { planRounds, type Rounds, type RoundsInput } from './rounds'
import { type Rules, wholeShare } from './rules'
import { type Barrier, strataOf } from './strata'
import { type Finding, verifyDraw } from './verify'

/** What rules ask of a roster, before anything is drawn. */
export interface Preview {
  readonly strata: readonly (DrawnStratum & { readonly barred: Readonly<Record<Barrier, number>> })[]
  /** Businesses of the roster, and of them those that are closed. */
  readonly targets: number
  readonly closed: number
  /** How many would be drawn by quota, and how many from the whole roster. */
  readonly byQuota: number
  readonly floor: number
  /** What the strata cannot give; inspectors show in the draw alone. */
  readonly shortfalls: readonly Shortfall[]
  readonly faults: readonly PlanFault[]
}

/** A plan that was fixed: its file in canonical JSON, and what is published first. */
export interface Committed {
  readonly plan: string
  readonly commitment: Commitment
}

export interface Verified {
  /** In the order of `checks`; empty where a file is missing or cannot be read. */
  readonly findings: readonly Finding[]
  /** Kinds of file that are missing. */
  readonly missing: readonly Published['kind'][]
  /** Files that are none of these, or a second one of a kind: name and reason, in English. */
  readonly refused: readonly { readonly name: string; readonly why: string }[]
  /** What the files say of themselves, as far as they are there. */
  readonly commitment: Commitment | null
  readonly record: DrawRecord | null
  readonly targets: readonly Target[]
}

/** What rules would give of a roster, but for the inspectors. */
export function previewOf(targets: readonly Target[], rules: Rules): Preview {
  // Inspectors and the seed are not looked at yet.
  const faults = faultsOf({ targets, inspectors: [], rules, met: [], seed: '0'.repeat(64) })
  const closed = targets.filter(target => target.closed).length
  const nothing = { targets: targets.length, closed, strata: [], byQuota: 0, floor: 0, shortfalls: [], faults }
  if (faults.length > 0) return nothing
  const strata = strataOf(targets, rules)
  const drawn = strata.map(({ wanted, eligible }) => Math.min(wanted, eligible.length))
  const byQuota = drawn.reduce((sum, n) => sum + n, 0)
  const wanted = Math.ceil((byQuota * rules.floor) / (wholeShare - rules.floor))
  const left = strata.reduce((sum, { eligible }) => sum + eligible.length, 0) - byQuota
  const floor = Math.min(wanted, left)
  return {
    ...nothing,
    strata: strata.map(({ of, size, eligible, barred, wanted }, i) => ({
      ...{ of, size, barred, wanted, eligible: eligible.length, drawn: drawn[i] ?? 0 },
    })),
    byQuota,
    floor,
    shortfalls: [
      ...(targets.length === 0 ? [{ kind: 'no_target' } as const] : []),
      ...strata.flatMap((stratum, i) => shortfallOf(stratum, drawn[i] ?? 0)),
      ...(floor < wanted ? [{ kind: 'floor_short', wanted, drawn: floor } as const] : []),
    ],
  }
}

/** Everything of a plan that takes time: it runs in a worker. Methods throw what names the field and its value. */
export class Planner {
  #roster: readonly Target[] | null = null

  /** `targets`: null for those of the last call, which need not travel again. */
  preview(targets: readonly Target[] | null, rules: Rules): Preview {
    this.#roster = targets ?? this.#roster
    if (this.#roster === null) throw new Error('There is no roster yet: give it with the first preview')
    return previewOf(this.#roster, rules)
  }

  /** Throws an Error that names the first faults. */
  commit(file: Omit<PlanFile, 'format'>, secret: string, occasion: Occasion): Committed {
    refuseFaults({ ...file, seed: secret })
    const whole: PlanFile = { format: formats.plan, ...file }
    return { plan: canonical(whole), commitment: commit(whole, secret, occasion) }
  }

  /** `plan` is the text of `commit`. Throws where it is not the one that was committed to. */
  reveal(plan: string, commitment: Commitment, secret: string, publicPart: string, at: string): DrawRecord {
    const { value } = readPublished(plan, 'plan.json') as Extract<Published, { kind: 'plan' }>
    const { format, at: _, plan: name, office, extracts, asOf, source, previous } = commitment
    const again = commit(value, secret, { plan: name, office, at: commitment.at, extracts, asOf, source, previous })
    if (canonical(again) !== canonical({ ...commitment, format }))
      throw new Error(`${name}: what is kept is not what was committed to; load the published plan and draw from it`)
    return reveal(value, commitment, secret, publicPart, at)
  }

  /** A day for each visit: a second's work for 20,000 of them. */
  rounds(input: RoundsInput): Rounds {
    return planRounds(input)
  }

  verify(files: readonly { readonly name: string; readonly text: string }[]): Verified {
    const found = new Map<Published['kind'], Published>()
    const refused: { name: string; why: string }[] = []
    for (const { name, text } of files) {
      try {
        const file = readPublished(text, name)
        if (found.has(file.kind)) refused.push({ name, why: `a second file of the kind "${file.kind}"` })
        else found.set(file.kind, file)
      } catch (error) {
        refused.push({ name, why: error instanceof Error ? error.message : String(error) })
      }
    }
    const of = <Kind extends Published['kind']>(kind: Kind) =>
      (found.get(kind)?.value ?? null) as Extract<Published, { kind: Kind }>['value'] | null
    const [plan, commitment, record] = [of('plan'), of('commitment'), of('record')]
    return {
      findings: plan && commitment && record ? verifyDraw(plan, commitment, record) : [],
      missing: (['plan', 'commitment', 'record'] as const).filter(kind => !found.has(kind)),
      refused,
      commitment,
      record,
      targets: plan?.targets ?? [],
    }
  }
}

const mostNamed = 5

function refuseFaults(input: Parameters<typeof faultsOf>[0]): void {
  const faults = faultsOf(input)
  if (faults.length === 0) return
  const more = faults.length > mostNamed ? `; and ${faults.length - mostNamed} more` : ''
  throw new Error(faults.slice(0, mostNamed).map(({ message }) => message).join('; ') + more) // biome-ignore format: a line
}
