import { riskClasses } from '../risk/scorecard'
import type { DrawInput } from './draw'
import { dimensions, leastFloor, wholeShare } from './rules'
import { isSecret } from './seed'

/** What is wrong with what a draw is made from: the field, its value and what to do, in English; `code` for other languages. */
export interface PlanFault {
  readonly code: PlanFaultCode
  readonly subject: string
  readonly value: string
  readonly message: string
}

export const planFaultCodes = [
  'id_repeated', 'id_unreadable', 'class_unknown', 'count_wrong', 'share_wrong', 'quota_both', 'quota_unused',
  'floor_low', 'floor_whole', 'team_small', 'team_departments', 'days_wrong', 'seed_wrong', 'text_broken',
] as const // biome-ignore format: a list
export type PlanFaultCode = (typeof planFaultCodes)[number]

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0
/** Half of a code point beyond 65,535: it has no bytes in UTF-8. */
const broken = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: what is looked for
const control = /[\u0000-\u001F\u007F]/

/** All that is wrong with an input, nothing where a draw can be made. What cannot be filled is no fault: a draw lists it. */
export function faultsOf({ targets, inspectors, rules, met, seed }: DrawInput): PlanFault[] {
  const faults: PlanFault[] = []
  const fault = (code: PlanFaultCode, subject: string, value: unknown, what: string): void => {
    const written = JSON.stringify(value) ?? String(value)
    faults.push({ code, subject, value: written, message: `${subject}: ${written} ${what}` })
  }
  const ids = (name: string, all: readonly { readonly id: string }[]): void => {
    const seen = new Set<string>()
    for (const { id } of all) {
      if (id === '' || control.test(id) || broken.test(id))
        fault('id_unreadable', `${name}.id`, id, 'is empty or has characters that cannot be written; correct it')
      else if (seen.has(id)) fault('id_repeated', `${name}.id`, id, 'stands twice; leave one of them out')
      seen.add(id)
    }
  }
  const count = (subject: string, value: number): void => {
    if (!isCount(value)) fault('count_wrong', subject, value, 'is no whole number from 0 on; correct it')
  }
  ids('targets', targets)
  ids('inspectors', inspectors)
  for (const target of targets) {
    if (target.class !== null && !riskClasses.includes(target.class))
      fault('class_unknown', `targets[${target.id}].class`, target.class, 'is no class; give A, B, C, D or null')
    count(`targets[${target.id}].visits`, target.visits)
    for (const { department, visits } of target.departments)
      count(`targets[${target.id}].departments.${department}`, visits)
    for (const text of [target.region, target.industry, target.owner, target.address])
      if (text !== null && broken.test(text))
        fault('text_broken', `targets[${target.id}]`, text, 'holds half a character; correct it')
  }
  for (const inspector of inspectors) {
    count(`inspectors[${inspector.id}].capacity`, inspector.capacity)
    for (const text of [inspector.department, ...inspector.interests.map(({ value }) => value)])
      if (broken.test(text))
        fault('text_broken', `inspectors[${inspector.id}]`, text, 'holds half a character; correct it')
  }
  for (const id of new Set(met.flat()))
    if (id === '' || control.test(id) || broken.test(id)) fault('id_unreadable', 'met', id, 'is no id of an inspector')
  rules.quotas.forEach((quota, i) => {
    const subject = `rules.quotas[${i}]`
    if ((quota.share === null) === (quota.count === null))
      fault('quota_both', subject, quota, 'needs a share or a count, and not both')
    if (quota.share !== null && !(isCount(quota.share) && quota.share <= wholeShare))
      fault(
        'share_wrong',
        `${subject}.share`,
        quota.share,
        `is no whole number from 0 to ${wholeShare}; ${wholeShare} are all`,
      )
    if (quota.count !== null) count(`${subject}.count`, quota.count)
    for (const dimension of dimensions)
      if (quota[dimension] !== null && !rules.dimensions.includes(dimension))
        fault(
          'quota_unused',
          `${subject}.${dimension}`,
          quota[dimension],
          `is asked for, but strata are not made by ${dimension}`,
        )
  })
  for (const [subject, cap] of [
    ['capInAll', rules.capInAll],
    ['capPerDepartment', rules.capPerDepartment],
  ] as const)
    if (cap !== null) count(`rules.${subject}`, cap)
  if (!isCount(rules.floor) || rules.floor < leastFloor)
    fault(
      'floor_low',
      'rules.floor',
      rules.floor,
      `is below ${leastFloor}: at least a fifth of a plan ignores the score`,
    )
  else if (rules.floor >= wholeShare)
    fault('floor_whole', 'rules.floor', rules.floor, `leaves nothing for quotas; give less than ${wholeShare}`)
  if (!isCount(rules.team) || rules.team < 2)
    fault('team_small', 'rules.team', rules.team, 'is below 2: at least two inspectors go together')
  if (new Set(rules.departments).size > rules.team)
    fault(
      'team_departments',
      'rules.departments',
      rules.departments,
      `are more than the ${rules.team} inspectors of a visit; make the team larger`,
    )
  if (!isCount(rules.days) || rules.days < 1)
    fault('days_wrong', 'rules.days', rules.days, 'is no number of working days from 1 on')
  if (!isSecret(seed)) fault('seed_wrong', 'seed', seed, 'is not 32 bytes in lower-case hex')
  return faults
}
