import type { Business } from './businesses'
import { addWorkdays, isWorkday } from './calendar'
import { DAY_MS, parseDay } from './days'
import type { Department } from './departments'
import { type Rng, Weighted } from './rng'
import { truths } from './truths'
import type { vocabulary } from './vocabulary'

type Words = typeof vocabulary.complaints
export type KindWord = Words['kind'][keyof Words['kind']][number]
export type StatusWord = Words['status'][keyof Words['status']][number]
type YesNo = '是' | '否'

/** The last moment that the extract can know. */
const END = (parseDay(truths.to) + 1) * DAY_MS
const MINUTE = 60_000

/** How a complaint was dealt with, as far as the as-of date. */
export interface Handling {
  acceptance_decided_at: number | null
  due_at: number
  closed_at: number | null
  status: StatusWord
  substantiated: YesNo | null
  resolved: YesNo | null
  /** 1 (not at all) to 5. */
  satisfaction: number | null
  published: YesNo | null
}

/** Calendar days to the due date. */
const LIMITS: Readonly<Record<KindWord, number>> = { 投诉: 10, 举报: 15, 咨询: 7, 建议: 12, 其他: 7 }

const officeTime = (rng: Rng, day: number): number => day * DAY_MS + (9 * 60 + rng.int(9 * 60)) * MINUTE

/** A working day from one to another (both inclusive), or the last one where there is none. */
function workdayWithin(rng: Rng, first: number, last: number, power: number): number {
  const chosen = first + Math.floor((last - first + 1) * rng.next() ** power)
  for (let day = chosen; day <= last; day++) if (isWorkday(day)) return day
  for (let day = chosen; day >= first; day--) if (isWorkday(day)) return day
  return last
}

/** How satisfied callers are, 1 to 5: those who got what they asked for in time, and the others. */
const happy = new Weighted([0.05, 0.08, 0.15, 0.42, 0.3])
const unhappy = new Weighted([0.2, 0.28, 0.24, 0.22, 0.06])

/** What became of a complaint received at a time. */
export function handle(
  rng: Rng,
  {
    received_at,
    kind,
    department,
    business,
  }: { received_at: number; kind: KindWord; department: Department; business: Business },
): Handling {
  const received = Math.floor(received_at / DAY_MS)
  const due = received + LIMITS[kind]
  // The acceptance of one in four hundred is decided after the seven working days.
  const accepted = addWorkdays(
    received,
    rng.chance(0.0025) ? rng.between(8, 12) : rng.between(1, rng.chance(0.8) ? 2 : 5),
  )
  const decided_at = officeTime(rng, accepted)
  const base = {
    acceptance_decided_at: decided_at < END ? decided_at : null,
    due_at: due * DAY_MS + 18 * 60 * MINUTE,
    ...{ closed_at: null, substantiated: null, resolved: null, satisfaction: null, published: null },
  }
  const open: Handling = { ...base, status: decided_at < END ? '办理中' : '待受理' }
  const fate = rng.next()
  if (fate < 0.075) {
    const status = fate < 0.04 ? '不予受理' : fate < 0.06 ? '已转办' : '已撤销'
    return decided_at < END ? { ...base, status, closed_at: decided_at } : open
  }
  // A few are forgotten.
  if (fate < 0.079) return open

  const late = department === truths.lateDepartment.department
  const inTime = rng.chance(late ? truths.lateDepartment.onTime : truths.lateDepartment.others)
  const day = inTime
    ? workdayWithin(rng, Math.min(accepted, due), due, late ? 0.6 : 0.9)
    : addWorkdays(due + 1 + Math.floor(rng.exponential(late ? 14 : 7)), 1)
  const closed_at = Math.max(officeTime(rng, day), decided_at)
  if (closed_at >= END) return open
  const checked = kind === '投诉' || kind === '举报'
  const founded = rng.chance(1 / (1 + Math.exp(0.35 - 0.6 * business.carelessness)))
  const resolved = kind === '投诉' ? (rng.chance(inTime ? 0.62 : 0.42) ? '是' : '否') : null
  return {
    ...base,
    status: '已办结',
    closed_at,
    substantiated: checked ? (founded ? '是' : '否') : null,
    resolved,
    satisfaction: rng.chance(0.45) ? (inTime && resolved !== '否' ? happy : unhappy).draw(rng) + 1 : null,
    published: kind === '投诉' ? (rng.chance(0.94) ? '是' : '否') : null,
  }
}
