import { canonical, sealOf } from '../risk/seal'
import { faultsOf, type PlanFault } from './check'
import { type Drawn, type DrawnStratum, type DrawnVisit, draw, type Shortfall } from './draw'
import { type Commitment, type DrawRecord, type PlanFile, parts } from './record'
import { hashOfSecret, isSecret, seedOf } from './seed'

/** What is checked, in this order. */
export const checks = [
  'record_seal', 'commitment_same', 'targets', 'inspectors', 'rules', 'met', 'secret', 'order', 'input', 'strata', 'visits', 'shortfalls',
] as const // biome-ignore format: a list
export type Check = (typeof checks)[number]

/** Where a list that was drawn differs first: its place from 1 on, and what stands there; null where nothing does. */
interface At<Part extends keyof Drawn, Entry> {
  readonly part: Part
  readonly place: number
  readonly stated: Entry | null
  readonly found: Entry | null
}

export type Difference =
  | At<'strata', DrawnStratum>
  | At<'visits', DrawnVisit>
  | At<'shortfalls', Shortfall>
  | { readonly part: 'floor'; readonly stated: number; readonly found: number }

/** `message` says all of it in English; the other fields are for words in other languages. */
export interface Finding {
  readonly check: Check
  readonly holds: boolean
  /** What is stated, and what was worked out; both null where the check holds, or `difference` or `faults` says it. */
  readonly stated: string | null
  readonly found: string | null
  /** Where another plan is drawn than is stated; null for other checks. */
  readonly difference: Difference | null
  /** Why nothing can be drawn: the first few of `count`; null where a draw can be made. */
  readonly faults: { readonly first: readonly PlanFault[]; readonly count: number } | null
  /** English: what holds, or what does not and what that means. */
  readonly message: string
}

/**
 * Draws again from what was published and compares everything. `commitment` is the file that was published before the
 * draw: without it nobody can tell whether the record's own was written afterwards.
 */
export function verifyDraw(file: PlanFile, commitment: Commitment, record: DrawRecord): Finding[] {
  const findings: Finding[] = []
  const compare = (check: Check, stated: string, found: string, holds: string, fails: string): void => {
    const same = stated === found
    findings.push({
      check,
      holds: same,
      stated: same ? null : stated,
      found: same ? null : found,
      ...plain,
      message: same ? holds : `${fails} (stated ${short(stated)}, worked out ${short(found)})`,
    })
  }
  const { seal, ...open } = record
  compare(
    'record_seal',
    seal,
    sealOf(open),
    'The record is as it was sealed.',
    'The record was changed after it was sealed',
  )
  compare(
    'commitment_same',
    canonical(commitment),
    canonical(record.commitment),
    'The record names the commitment that was published before.',
    'The record names another commitment than the one published before',
  )
  for (const part of parts)
    compare(
      part,
      commitment[part],
      sealOf(file[part]),
      `${words[part]} as committed to.`,
      `${words[part]} not as committed to: changed since`,
    )
  const secret = isSecret(record.secret) ? hashOfSecret(record.secret) : `not a secret: ${record.secret}`
  compare(
    'secret',
    commitment.secret,
    secret,
    'The secret is the one committed to.',
    'The secret is not the one committed to',
  )
  const inOrder = commitment.at < record.at
  findings.push({
    check: 'order',
    holds: inOrder,
    stated: inOrder ? null : commitment.at,
    found: inOrder ? null : record.at,
    ...plain,
    message: inOrder
      ? `Committed on ${commitment.at}, drawn on ${record.at}, by the office’s clock.`
      : `By the office’s clock it was drawn on ${record.at}, not after the commitment of ${commitment.at}: the clocks disagree, or the order was another`,
  })
  return [...findings, ...drawnAgain(file, record)]
}

const plain = { difference: null, faults: null } as const
const mostNamed = 5

function drawnAgain(file: PlanFile, record: DrawRecord): Finding[] {
  const { targets, inspectors, rules, met } = file
  const nothing = { stated: null, found: null, ...plain }
  const seed = isSecret(record.secret) ? seedOf(record.secret, record.public) : record.secret
  const faults = faultsOf({ targets, inspectors, rules, met, seed })
  if (faults.length > 0) {
    const first = faults.slice(0, mostNamed)
    const message = `Nothing can be drawn from these files: ${first.map(fault => fault.message).join('; ')}`
    return [{ check: 'input', holds: false, ...nothing, faults: { first, count: faults.length }, message }]
  }
  const again = draw({ targets, inspectors, rules, met, seed })
  const { drawn } = record
  const found = (check: 'strata' | 'visits' | 'shortfalls', what: string, difference: Difference | null): Finding => ({
    ...{ check, holds: difference === null, ...nothing, difference },
    message: difference === null ? `${what}: the same when drawn again.` : `${what}: ${inWords(difference)}`,
  })
  const strata = firstOf('strata', drawn.strata, again.strata)
  const floor =
    drawn.floor === again.floor ? null : ({ part: 'floor', stated: drawn.floor, found: again.floor } as const)
  return [
    { check: 'input', holds: true, ...nothing, message: 'A draw can be made from these files.' },
    found('strata', 'Strata and their numbers', strata ?? floor),
    found('visits', `Visits (${again.visits.length})`, firstOf('visits', drawn.visits, again.visits)),
    found('shortfalls', 'What could not be filled', firstOf('shortfalls', drawn.shortfalls, again.shortfalls)),
  ]
}

/** The first place at which two lists differ; null where they do not. */
function firstOf<Part extends keyof Drawn, Entry>(
  part: Part,
  stated: readonly Entry[],
  again: readonly Entry[],
): At<Part, Entry> | null {
  for (let i = 0; i < Math.max(stated.length, again.length); i++) {
    const [a = null, b = null] = [stated[i], again[i]]
    if (canonical(a) !== canonical(b)) return { part, place: i + 1, stated: a, found: b }
  }
  return null
}

function inWords(difference: Difference): string {
  const { stated, found } = difference
  if (difference.part === 'floor') return `stated ${stated}, drawn again ${found}`
  const line = (entry: typeof stated): string => (entry === null ? 'nothing' : short(canonical(entry)))
  return `the ${difference.place}. is stated as ${line(stated)}, drawn again it is ${line(found)}`
}

const short = (text: string): string => (text.length <= 120 ? text : `${text.slice(0, 117)}…`)

const words = {
  targets: 'The roster of businesses is',
  inspectors: 'The roster of inspectors is',
  rules: 'The rules are',
  met: 'The pairs of the last twelve months are',
} as const
