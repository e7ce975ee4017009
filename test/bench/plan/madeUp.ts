import type { Inspector, Target } from '../../../src/plan/roster'
import { type Rules, usualRules } from '../../../src/plan/rules'
import type { RiskClass } from '../../../src/risk/scorecard'

export const businesses = 100_000
export const inspectors = 300

/** A city's mix of classes, in thousandths: 65.4, 25.3, 7.8 and 1.5 %. */
const classOf = (i: number): RiskClass => {
  const part = (i * 617) % 1000
  return part < 654 ? 'A' : part < 907 ? 'B' : part < 985 ? 'C' : 'D'
}

/** A roster of 100,000 businesses and 300 inspectors who may go anywhere, each with an interest in somebody. */
export function madeUp(): { targets: Target[]; inspectors: Inspector[]; rules: Rules } {
  return {
    targets: Array.from({ length: businesses }, (_, i) => ({
      id: `91110105MA${String(i).padStart(8, '0')}`,
      name: `Business ${i}`,
      class: classOf(i),
      region: `1101${String(i % 16).padStart(2, '0')}`,
      industry: `industry ${i % 20}`,
      owner: `owner ${i % 90_000}`,
      address: `street ${i % 5_000}, ${i % 400}`,
      visits: 0,
      departments: [],
      closed: false,
    })),
    inspectors: Array.from({ length: inspectors }, (_, i) => ({
      id: `P${i}`,
      name: `Inspector ${i}`,
      department: `department ${i % 3}`,
      regions: [],
      industries: [],
      capacity: 4,
      interests: [{ kind: 'owner', value: `owner ${i * 7}` }],
    })),
    rules: { ...usualRules, dimensions: ['class', 'region', 'industry'] },
  }
}
