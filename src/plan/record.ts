import { sealOf } from '../risk/seal'
import { type DrawInput, type Drawn, draw } from './draw'
import { hashOfSecret, seedOf } from './seed'

/** What a draw is made from, as it is published: everything but the seed. */
export interface PlanFile extends Omit<DrawInput, 'seed'> {
  readonly format: typeof formats.plan
}

/** Published before the draw: it binds the office to everything that the draw will be made from. */
export interface Commitment {
  readonly format: typeof formats.commitment
  /** Name of the plan. */
  readonly plan: string
  readonly office: string
  /** When, by the office's clock: a local timestamp, 2026-11-29T20:00:00. */
  readonly at: string
  /** Version and as-of day of the extracts that the roster was made from. */
  readonly extracts: string
  readonly asOf: string
  /** SHA-256 of each part of the plan's file in canonical JSON. */
  readonly targets: string
  readonly inspectors: string
  readonly rules: string
  readonly met: string
  /** SHA-256 of the secret part of the seed. */
  readonly secret: string
  /** Where the public part will come from, and when: a lottery's number, a figure published on a day. */
  readonly source: string
  /** Seal of the record of the office's plan before, or null. */
  readonly previous: string | null
}

/** Published after the draw: with the plan's file and the commitment anybody can draw again. */
export interface DrawRecord {
  readonly format: typeof formats.record
  readonly commitment: Commitment
  readonly at: string
  /** The public part of the seed, as it was published where the commitment says. */
  readonly public: string
  /** 32 bytes in lower-case hex. */
  readonly secret: string
  readonly drawn: Drawn
  /** SHA-256 of all of this but itself in canonical JSON. */
  readonly seal: string
}

export const formats = {
  plan: 'smart-supervision-plan/1',
  commitment: 'smart-supervision-commitment/1',
  record: 'smart-supervision-draw/1',
} as const

/** The parts of a plan that a commitment names by their hashes. */
export const parts = ['targets', 'inspectors', 'rules', 'met'] as const

export interface Occasion {
  readonly plan: string
  readonly office: string
  readonly at: string
  readonly extracts: string
  readonly asOf: string
  readonly source: string
  readonly previous: string | null
}

export function commit(file: PlanFile, secret: string, occasion: Occasion): Commitment {
  const { targets, inspectors, rules, met } = file
  return {
    format: formats.commitment,
    ...occasion,
    targets: sealOf(targets),
    inspectors: sealOf(inspectors),
    rules: sealOf(rules),
    met: sealOf(met),
    secret: hashOfSecret(secret),
  }
}

export function reveal(
  file: PlanFile,
  commitment: Commitment,
  secret: string,
  publicPart: string,
  at: string,
): DrawRecord {
  const { targets, inspectors, rules, met } = file
  const drawn = draw({ targets, inspectors, rules, met, seed: seedOf(secret, publicPart) })
  const open = { format: formats.record, commitment, at, public: publicPart, secret, drawn }
  return { ...open, seal: sealOf(open) }
}
