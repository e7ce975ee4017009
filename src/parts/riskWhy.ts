import { reasonText, type Texts, whyFeature } from '../i18n'
import type { RiskRow } from '../queries/riskList'
import type { Why } from '../risk/model/foretell'
import { coefficientOf } from '../risk/model/riskModel'
import { reasonsOf } from '../risk/reasons'
import type { Scorecard } from '../risk/scorecard'

export interface RiskWords {
  readonly texts: Texts
  readonly card: Scorecard
  readonly asOf: string
  /** Names of regions by code. */
  readonly regions: ReadonlyMap<string, string>
}

/** Reasons of a row in words, at most `most` of them. */
export function whyText(row: RiskRow, most: number, { texts, card, asOf }: RiskWords): string {
  const reasons = reasonsOf(row, card, asOf)
  const { model } = card
  const words =
    model === undefined
      ? reasons.map(reason => reasonText(reason, texts))
      : // What lifts a business counts beside what a model says.
        [
          ...reasons.filter(({ kind }) => kind === 'override').map(reason => reasonText(reason, texts)),
          ...whysOf(row.why).map(why => whyFeature(why, coefficientOf(model, why[0]), texts)),
        ]
  return words.slice(0, most).join(' · ')
}

const whysOf = (json: string | null | undefined): readonly Why[] => (json ? (JSON.parse(json) as Why[]) : [])

/** A score as everyone writes it: one decimal, always. */
export const scoreText = (score: number | null): string => (score === null ? '–' : score.toFixed(1))
