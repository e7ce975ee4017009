import { canonical, sealOf } from '../risk/seal'
import { faultsOf } from './check'
import { type Drawn, draw } from './draw'
import { type Commitment, type DrawRecord, type PlanFile, parts } from './record'
import { hashOfSecret, isSecret, seedOf } from './seed'

/** What is checked, in this order. */
export const checks = [
  'record_seal', 'commitment_same', 'targets', 'inspectors', 'rules', 'met', 'secret', 'order', 'input', 'strata', 'visits', 'shortfalls',
] as const // biome-ignore format: a list
export type Check = (typeof checks)[number]

export interface Finding {
  readonly check: Check
  readonly holds: boolean
  /** What is stated, and what was worked out; both null where the check holds or could not be made. */
  readonly stated: string | null
  readonly found: string | null
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
    message: inOrder
      ? `Committed on ${commitment.at}, drawn on ${record.at}, by the office’s clock.`
      : `By the office’s clock it was drawn on ${record.at}, not after the commitment of ${commitment.at}: the clocks disagree, or the order was another`,
  })
  return [...findings, ...drawnAgain(file, record)]
}

function drawnAgain(file: PlanFile, record: DrawRecord): Finding[] {
  const { targets, inspectors, rules, met } = file
  const seed = isSecret(record.secret) ? seedOf(record.secret, record.public) : record.secret
  const faults = faultsOf({ targets, inspectors, rules, met, seed })
  if (faults.length > 0) {
    const message = `Nothing can be drawn from these files: ${faults
      .slice(0, 5)
      .map(fault => fault.message)
      .join('; ')}`
    return [{ check: 'input', holds: false, stated: null, found: null, message }]
  }
  const again = draw({ targets, inspectors, rules, met, seed })
  const found = (check: 'strata' | 'visits' | 'shortfalls', what: string, difference: string | null): Finding => ({
    check,
    holds: difference === null,
    stated: null,
    found: null,
    message: difference === null ? `${what}: the same when drawn again.` : `${what}: ${difference}`,
  })
  return [
    { check: 'input', holds: true, stated: null, found: null, message: 'A draw can be made from these files.' },
    found(
      'strata',
      'Strata and their numbers',
      partOf(record.drawn, again, 'strata') ?? partOf(record.drawn, again, 'floor'),
    ),
    found('visits', `Visits (${again.visits.length})`, partOf(record.drawn, again, 'visits')),
    found('shortfalls', 'What could not be filled', partOf(record.drawn, again, 'shortfalls')),
  ]
}

/** The first place at which two differ, in words; null where they do not. */
function partOf(stated: Drawn, again: Drawn, part: keyof Drawn): string | null {
  const [a, b] = [stated[part], again[part]]
  if (canonical(a) === canonical(b)) return null
  if (!Array.isArray(a) || !Array.isArray(b)) return `stated ${short(canonical(a))}, drawn again ${short(canonical(b))}`
  const at = Array.from({ length: Math.max(a.length, b.length) }, (_, i) => i).find(
    i => canonical(a[i] ?? null) !== canonical(b[i] ?? null),
  )
  const line = (all: readonly unknown[]): string =>
    at === undefined || all[at] === undefined ? 'nothing' : short(canonical(all[at]))
  return `the ${(at ?? 0) + 1}. is stated as ${line(a)}, drawn again it is ${line(b)}`
}

const short = (text: string): string => (text.length <= 120 ? text : `${text.slice(0, 117)}…`)

const words = {
  targets: 'The roster of businesses is',
  inspectors: 'The roster of inspectors is',
  rules: 'The rules are',
  met: 'The pairs of the last twelve months are',
} as const
