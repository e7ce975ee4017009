import type { Business } from './businesses'
import { addWorkdays } from './calendar'
import { civil, parseDay } from './days'
import type { Department } from './departments'
import { type Rng, wordDrawer } from './rng'
import { truths } from './truths'
import { vocabulary } from './vocabulary'

const { result: results, inspection_type: types } = vocabulary.inspections
export type ResultWord = (typeof results)[keyof typeof results][number]
export type TypeWord = (typeof types)[keyof typeof types][number]

const TO = parseDay(truths.to)

/** One visit before anything is found. */
export interface Visit {
  on: number
  department: Department
  type: TypeWord
  officer: string
  item: string
  /** 0-2; 2 where there was none. */
  yearsSinceVisit: number
  /** The last visit that took place ended with a critical finding. */
  afterCritical: boolean
}

export interface Finding {
  visit: Visit
  result: ResultWord
  /** False where the shop was shut, could not be entered or was not found. */
  tookPlace: boolean
  critical: boolean
  /** Critical, serious and minor problems. */
  counts: readonly [number, number, number]
  rectifyDue: number | null
  rectifiedOn: number | null
  /** 元 */
  penalty: number | null
  filed: boolean
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x))

/** The planted log-odds of a critical finding at a visit that takes place. */
export function criticalLogOdds(business: Business, visit: Visit): number {
  const { critical } = truths
  const { month } = civil(visit.on)
  const kind =
    visit.type === '投诉举报核查' ? critical.visit.complaint : visit.type === '复查' ? critical.visit.recheck : 0
  return (
    critical.base +
    critical.tier[business.industry.tier] +
    critical.carelessness * business.carelessness +
    (visit.on - business.opened < 365 ? critical.youngLicence : 0) +
    critical.yearSinceVisit * visit.yearsSinceVisit +
    (visit.afterCritical ? critical.afterCritical : 0) +
    (business.industry.food && month >= 6 && month <= 8 ? critical.summerFood : 0) +
    (business.permitted ? 0 : critical.noPermit) +
    kind +
    (critical.subdistricts[business.subdistrict.code] ?? 0) +
    (critical.inspectors[visit.officer] ?? 0)
  )
}

const okWord = wordDrawer({ 合格: 0.55, 未发现问题: 0.45 })
const problemWord = wordDrawer({ 发现问题: 0.45, 责令改正: 0.55 })
const closedWord = wordDrawer({ 停业: 0.6, 歇业: 0.4 })
const unreachableWord = wordDrawer({ 查无下落: 0.5, 通过登记的住所无法联系: 0.5 })
/** Departments of safety speak of hidden dangers, the others of violations. */
const DANGERS: readonly Department[] = ['应急管理局', '消防救援支队', '住房和城乡建设局']

/** Why a visit did not take place, or null. */
function hindrance(rng: Rng, business: Business, visit: Visit): ResultWord | null {
  const x = rng.next()
  if (business.closed !== null && visit.on >= business.closed) return x < 0.65 ? closedWord(rng) : unreachableWord(rng)
  if (visit.type === '复查') return x < 0.01 ? '未能进入' : null
  return x < 0.018 ? closedWord(rng) : x < 0.03 ? unreachableWord(rng) : x < 0.04 ? '未能进入' : null
}

/** Deadline and end of the repair: most are done in time, careless businesses are late or never finish. */
function rectification(rng: Rng, business: Business, on: number, critical: boolean) {
  const due = addWorkdays(on + (critical ? rng.between(7, 15) : rng.between(10, 30)), 0)
  const late = logistic(-2.2 + 0.6 * business.carelessness)
  const fate = rng.next()
  const days =
    fate < late * 0.4 ? null : fate < late ? due - on + 1 + Math.floor(rng.exponential(25)) : 1 + rng.int(due - on)
  const done = days === null ? null : on + days
  return { rectifyDue: due, rectifiedOn: done !== null && done <= TO ? done : null }
}

/** What a visit finds. */
export function drawFinding(rng: Rng, business: Business, visit: Visit): Finding {
  const nothing = { counts: [0, 0, 0] as const, rectifyDue: null, rectifiedOn: null, penalty: null, filed: false }
  const hindered = hindrance(rng, business, visit)
  if (hindered !== null) return { visit, result: hindered, tookPlace: false, critical: false, ...nothing }
  if (rng.chance(0.003 * Math.exp(0.5 * business.carelessness)))
    return { visit, result: '不配合检查', tookPlace: true, critical: false, ...nothing }
  if (rng.chance(logistic(criticalLogOdds(business, visit)))) {
    const penalty = rng.chance(0.6) ? Math.round(Math.exp(8.3 + 0.9 * rng.normal()) / 100) * 100 : null
    return {
      visit,
      result: DANGERS.includes(visit.department) ? '重大隐患' : '严重违法',
      tookPlace: true,
      critical: true,
      counts: [1 + rng.poisson(0.3), rng.poisson(1.1), rng.poisson(1.5)],
      ...rectification(rng, business, visit.on, true),
      penalty,
      filed: penalty !== null || rng.chance(0.2),
    }
  }
  const inspector = 0.5 * (truths.critical.inspectors[visit.officer] ?? 0)
  const trouble = 0.5 * business.carelessness + inspector
  if (rng.chance(logistic(-1.7 + trouble))) {
    const penalty = rng.chance(0.08) ? Math.round(Math.exp(6.8 + 0.7 * rng.normal()) / 100) * 100 : null
    return {
      visit,
      result: problemWord(rng),
      tookPlace: true,
      critical: false,
      counts: [0, 1 + rng.poisson(0.4), rng.poisson(0.9)],
      ...rectification(rng, business, visit.on, false),
      penalty,
      filed: penalty !== null,
    }
  }
  if (rng.chance(logistic(-1.5 + 0.6 * trouble)))
    return {
      visit,
      result: '轻微问题',
      tookPlace: true,
      critical: false,
      ...nothing,
      counts: [0, 0, 1 + rng.poisson(0.5)],
    }
  return { visit, result: okWord(rng), tookPlace: true, critical: false, ...nothing }
}
