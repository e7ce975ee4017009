import { type Business, lastDayOfValidity } from './businesses'
import { addWorkdays } from './calendar'
import { day, decimal, integer, type RowOf, serial, text, time, word } from './columns'
import { addYears, compactDay, DAY_MS, parseDay } from './days'
import { departments } from './departments'
import { type Drawn, dirtCounts, withDirt } from './dirt'
import { industries, type PermitItem } from './industries'
import type { CityMap } from './regions'
import { Rng, wordDrawer } from './rng'
import { truths } from './truths'
import { vocabulary, wordsOf } from './vocabulary'

const CASES = ['新办', '延续', '变更'] as const
type Case = (typeof CASES)[number]

const items = new Map<string, PermitItem>(
  industries.flatMap(({ permit, extra }) => [permit, ...(extra ? [extra] : [])]).map(item => [item.name, item]),
)
const permitNames = [...items.keys()].flatMap(name => CASES.map(kind => `${name}（${kind}）`))
const { status: statuses, online } = vocabulary.permits

/** The table's columns; `regions` are the codes that may stand in it. */
export const permitColumns = (regions: readonly string[]) => ({
  permit_id: serial('许可编号'),
  entity_code: text('统一社会信用代码'),
  entity_name: text('主体名称'),
  owner_code: text('经营者代码'),
  industry_name: word(
    '行业',
    industries.map(({ name }) => name),
  ),
  region_code: word('行政区划代码', regions),
  address: text('地址'),
  lon: decimal('经度'),
  lat: decimal('纬度'),
  department: word('许可机关', departments),
  permit_name: word('许可事项', permitNames),
  permit_category: word('许可类别', ['普通', '认可', '核准', '登记']),
  applied_at: time('申请时间'),
  accepted_at: time('受理时间'),
  decided_at: time('决定时间'),
  valid_from: day('有效期自'),
  valid_to: day('有效期至'),
  first_issued_on: day('首次发证日期'),
  status: word('状态', wordsOf(statuses)),
  legal_limit_days: integer('法定时限'),
  promised_days: integer('承诺时限'),
  suspended_days: integer('补正天数'),
  handling_mode: word('办件类型', ['即办件', '承诺件', '联办件']),
  online: word('是否网办', wordsOf(online)),
})
export type PermitRow = RowOf<ReturnType<typeof permitColumns>>

const FROM = parseDay(truths.from)
const TO = parseDay(truths.to)
const MINUTE = 60_000
const expiredWord = wordDrawer({ 过期: 0.8, 失效: 0.2 })

/** A minute of the working day between two hours. */
const officeTime = (rng: Rng, day: number, from: number, to: number): number =>
  day * DAY_MS + (from * 60 + rng.int((to - from) * 60)) * MINUTE

interface Times {
  applied_at: number
  accepted_at: number
  decided_at: number
  suspended_days: number
  handling_mode: '即办件' | '承诺件' | '联办件'
}

/** The way to a decision on a given working day, told backwards. */
function timesBefore(rng: Rng, { category, promisedDays }: PermitItem, decided: number): Times {
  const atOnce = category === '登记' && rng.chance(0.35)
  const late = !atOnce && rng.chance(truths.permitsLate)
  const worked = atOnce
    ? 0
    : late
      ? promisedDays + 1 + Math.floor(rng.exponential(3))
      : 1 + Math.floor(promisedDays * rng.next() ** 0.8)
  const suspended = !atOnce && rng.chance(0.08) ? rng.between(3, 12) : 0
  const accepted = addWorkdays(decided, -(worked + suspended))
  const waited = rng.chance(0.6) ? 0 : rng.between(1, 3)
  const accepted_at = officeTime(rng, accepted, 10, 12)
  return {
    applied_at:
      waited === 0
        ? accepted_at - rng.between(5, 100) * MINUTE
        : officeTime(rng, addWorkdays(accepted, -waited), 8, 17),
    accepted_at,
    decided_at: officeTime(rng, decided, 13, 18),
    suspended_days: suspended,
    handling_mode: atOnce ? '即办件' : rng.chance(0.06) ? '联办件' : '承诺件',
  }
}

/** A working day of decision in a span (both ends inclusive) whose application lies in the window. */
function timesWithin(rng: Rng, item: PermitItem, first: number, last: number): Times {
  for (let tries = 0; tries < 50; tries++) {
    const decided = addWorkdays(first + rng.int(last - first + 1), 0)
    const times = timesBefore(rng, item, decided)
    if (times.applied_at >= FROM * DAY_MS) return times
  }
  return timesBefore(rng, item, addWorkdays(FROM, 60))
}

type Draft = Omit<PermitRow, 'permit_id'>

function draft(
  business: Business,
  item: PermitItem,
  kind: Case,
  rest: Pick<PermitRow, 'applied_at' | 'accepted_at' | 'decided_at' | 'suspended_days' | 'handling_mode'> &
    Pick<PermitRow, 'valid_from' | 'valid_to' | 'first_issued_on' | 'status' | 'online'>,
): Draft {
  return {
    entity_code: business.code,
    entity_name: business.name,
    owner_code: business.owner,
    industry_name: business.industry.name,
    region_code: business.subdistrict.code,
    address: business.address,
    lon: business.lon,
    lat: business.lat,
    department: item.department,
    permit_name: `${item.name}（${kind}）`,
    permit_category: item.category,
    legal_limit_days: item.legalDays,
    promised_days: item.promisedDays,
    ...rest,
  }
}

const onlineWord = wordDrawer({ 是: 0.72, 否: 0.28 })

/** The state of a granted permit as the extract tells it: some have run out without anybody noting it. */
function grantedStatus(rng: Rng, business: Business, validTo: number | null): PermitRow['status'] {
  if (business.closed !== null && rng.chance(0.7)) return '注销'
  if (business.carelessness > 1.6 && rng.chance(0.05)) return '吊销'
  return validTo !== null && validTo < TO && rng.chance(0.7) ? expiredWord(rng) : '准予许可'
}

function granted(rng: Rng, business: Business, item: PermitItem, kind: Case, times: Times, from: number): Draft {
  const validTo = item.years === null ? null : lastDayOfValidity(from, item.years)
  return draft(business, item, kind, {
    ...times,
    valid_from: from,
    valid_to: validTo,
    first_issued_on: kind === '新办' ? Math.floor(times.decided_at / DAY_MS) : business.opened,
    status: grantedStatus(rng, business, validTo),
    online: onlineWord(rng),
  })
}

/** First day of the term that a licence is in on a day; terms follow one another from the first licence on. */
function termStart(opened: number, years: number | null, on: number): number {
  if (years === null) return opened
  let start = opened
  for (let next = addYears(start, years); next <= on; next = addYears(start, years)) start = next
  return start
}

/** The row of the main licence: its first issue, its renewal, or a change where its term does not end in the window. */
function mainPermit(rng: Rng, business: Business): Draft {
  const { opened, industry } = business
  const item = industry.permit
  if (opened >= FROM) return granted(rng, business, item, '新办', timesBefore(rng, item, opened), opened)
  const last = business.closed ?? TO
  const start = termStart(opened, item.years, FROM)
  const end = item.years === null ? null : addYears(start, item.years)
  // One licence in twelve is not renewed: it runs out, and the business goes on.
  if (end !== null && end > FROM + 90 && end <= last && rng.chance(0.92)) {
    const times = timesWithin(rng, item, end - 60, end - 1)
    return granted(rng, business, item, '延续', times, end)
  }
  return granted(rng, business, item, '变更', timesWithin(rng, item, FROM + 1, last), start)
}

/** Another permit or a change of the licence; a few are refused or withdrawn. */
function furtherPermit(rng: Rng, business: Business, item: PermitItem, kind: Case): Draft {
  const first = Math.max(business.opened, FROM) + 1
  const times = timesWithin(rng, item, first, Math.max(first, business.closed ?? TO))
  const fate = rng.next()
  if (fate < 0.07)
    return draft(business, item, kind, {
      ...times,
      valid_from: null,
      valid_to: null,
      first_issued_on: kind === '新办' ? null : business.opened,
      status: fate < 0.05 ? '不予许可' : '撤回',
      online: onlineWord(rng),
    })
  const decided = Math.floor(times.decided_at / DAY_MS)
  return granted(
    rng,
    business,
    item,
    kind,
    times,
    kind === '新办' ? decided : termStart(business.opened, item.years, decided),
  )
}

/** An application that is not yet decided on the last day. */
function pendingPermit(rng: Rng, business: Business): Draft {
  const item = business.industry.permit
  const accepted = addWorkdays(TO, -Math.floor(rng.next() ** 1.5 * (item.promisedDays + 4)))
  const accepted_at = officeTime(rng, accepted, 9, 17)
  return draft(business, item, '变更', {
    applied_at: accepted_at - rng.between(5, 30) * MINUTE,
    accepted_at,
    decided_at: null,
    suspended_days: 0,
    handling_mode: '承诺件',
    valid_from: null,
    valid_to: null,
    first_issued_on: business.opened,
    status: '办理中',
    online: onlineWord(rng),
  })
}

function permitsOf(rng: Rng, business: Business): Draft[] {
  if (!business.permitted) return []
  const { permit, extra } = business.industry
  const rows = [mainPermit(rng, business)]
  const settled = business.opened < TO - 40
  if (settled && extra && rng.chance(0.37)) rows.push(furtherPermit(rng, business, extra, '新办'))
  if (settled && rng.chance(0.22)) rows.push(furtherPermit(rng, business, permit, '变更'))
  if (settled && business.closed === null && rng.chance(0.014)) rows.push(pendingPermit(rng, business))
  return rows
}

/** The permits of a city, sorted by the time of acceptance: about `rows`, with the dirt of so many. */
export function permitRows(seed: number, map: CityMap, businesses: readonly Business[], rows: number): PermitRow[] {
  const rng = new Rng(seed, 'permits')
  const drafts = businesses.flatMap(business => permitsOf(rng, business).map(row => ({ row, business })))
  drafts.sort((a, b) => (a.row.accepted_at ?? 0) - (b.row.accepted_at ?? 0))
  const drawn = drafts.map(({ row, business }, i): Drawn<PermitRow> => {
    const { lon, lat, subdistrict } = business
    const acceptedOn = Math.floor((row.accepted_at ?? 0) / DAY_MS)
    const id = `XK${compactDay(acceptedOn)}-${String(i + 1).padStart(6, '0')}`
    const region_code = rng.chance(truths.onlyCoordinates.permits) ? null : row.region_code
    return { row: { permit_id: id, ...row, region_code }, business, lon, lat, region: subdistrict.code }
  })
  const shift = (ms: number | null, days: number) => (ms === null ? null : ms + days * DAY_MS)
  return [
    ...withDirt(drawn, {
      rng: new Rng(seed, 'permits dirt'),
      clean: drawn.length,
      counts: dirtCounts('permits', rows),
      map,
      soils: {
        changed_copy: row => {
          row.status = row.status === '注销' ? '吊销' : '注销'
        },
        missing_id: row => {
          row.permit_id = null
        },
        date_1900: row => {
          const day1900 = parseDay('1900-01-01')
          row.applied_at = row.accepted_at = row.decided_at = day1900 * DAY_MS
          row.valid_from = row.valid_to = row.first_issued_on = day1900
        },
        date_missing: row => {
          row.applied_at = row.accepted_at = row.decided_at = row.valid_from = null
        },
        decided_before_accepted: row => {
          row.decided_at = shift(row.accepted_at, -9)
        },
        valid_to_before_from: row => {
          row.valid_from ??= FROM
          row.valid_to = row.valid_from - 200
        },
      },
    }),
  ]
}
