import type { Business } from './businesses'
import { addWorkdays, isHoliday, isWorkday } from './calendar'
import { day, decimal, integer, type RowOf, serial, text, word } from './columns'
import { civil, compactDay, parseDay, weekday } from './days'
import { allOfficers, type Department, departments, officersOf } from './departments'
import { type Drawn, dirtCounts, withDirt } from './dirt'
import { drawFinding, type Finding, type Visit } from './findings'
import { industries } from './industries'
import type { CityMap } from './regions'
import { at, Rng, Weighted, wordDrawer } from './rng'
import { truths } from './truths'
import { vocabulary, wordsOf } from './vocabulary'

const { inspection_type: types, result: results, case_filed: filed } = vocabulary.inspections
const FROM = parseDay(truths.from)
const TO = parseDay(truths.to)

const quarters = [2022, 2023, 2024, 2025].flatMap(year => [1, 2, 3, 4].map(q => `YL${year}-${q}`))
const itemNames = [...new Set(industries.flatMap(({ items }) => items)), '消防通道', '市容环境', '污水排放']

/** The table's columns; `regions` are the codes that may stand in it. */
export const inspectionColumns = (regions: readonly string[]) => ({
  inspection_id: serial('检查编号'),
  plan_id: word('抽查计划编号', quarters),
  entity_code: text('统一社会信用代码'),
  entity_name: text('被检查单位'),
  industry_name: word(
    '行业',
    industries.map(({ name }) => name),
  ),
  region_code: word('行政区划代码', regions),
  address: text('地址'),
  lon: decimal('经度'),
  lat: decimal('纬度'),
  department: word('检查机关', departments),
  inspected_on: day('检查日期'),
  inspection_type: word('检查类型', wordsOf(types)),
  item_name: word('检查事项', itemNames),
  result: word('检查结果', wordsOf(results)),
  problem_count: integer('问题数'),
  critical_count: integer('严重'),
  serious_count: integer('较重'),
  minor_count: integer('轻微'),
  rectify_due_on: day('整改期限'),
  rectified_on: day('整改完成日期'),
  penalty_amount: decimal('罚没金额'),
  case_filed: word('是否立案', wordsOf(filed)),
  inspector_1: word('检查人员', allOfficers),
  declared_risk: word('风险等级', ['高风险', '中风险', '低风险']),
  declared_class: word('信用风险等级', ['A', 'B', 'C', 'D']),
  cap_exempt_reason: word('频次豁免原因', ['投诉举报', '复查', '许可现场核查', '上级部署', '数据监测线索']),
})
export type InspectionRow = RowOf<ReturnType<typeof inspectionColumns>>
type VisitType = Exclude<InspectionRow['inspection_type'], null>

/** Months of campaigns (before the new year, safety month, autumn term) and of little else (the new year itself). */
const MONTHS = [1.05, 0.6, 1.05, 1.1, 1.1, 1.25, 0.95, 0.9, 1.2, 1.0, 1.15, 1.0]
const WEEKDAYS = [0.95, 1.15, 1.2, 1.15, 0.95, 0.06, 0.04]

const dayWeights = Array.from({ length: TO - FROM + 1 }, (_, i) => {
  const date = FROM + i
  const free = isHoliday(date) ? 0.05 : isWorkday(date) ? 1 : at(WEEKDAYS, weekday(date))
  return at(MONTHS, civil(date).month - 1) * (isWorkday(date) ? at(WEEKDAYS, weekday(date) % 5) : free) * (1 + i / 6000)
})
const visitDays = new Weighted(dayWeights)

/** Share of visits by the department of the trade; fire, city and safety officers share the others. */
const OWN_DEPARTMENT = 0.84
const otherDepartment = wordDrawer<Department>({
  消防救援支队: 0.55,
  城市管理局: 0.25,
  应急管理局: 0.2,
} as Record<Department, number>)
const otherItems: Partial<Record<Department, string>> = {
  消防救援支队: '消防通道',
  城市管理局: '市容环境',
  应急管理局: '安全培训记录',
}

const typeOf = wordDrawer<Exclude<VisitType, '复查'>>({
  双随机抽查: 0.33,
  日常检查: 0.3,
  投诉举报核查: 0.13,
  专项检查: 0.14,
  许可核查: 0.03,
  联合检查: 0.05,
  其他: 0.02,
})

/** Re-checks and visits after the closing come on top of the visits that are drawn. */
const DRAWN_SHARE = 0.912

const tierRisk = { high: '高风险', middle: '中风险', low: '低风险' } as const

/** Days on which a business may be visited: for some weeks after its closing, too. */
function span({ opened, closed }: Business): { first: number; last: number } {
  return { first: Math.max(FROM, opened), last: Math.min(TO, closed === null ? TO : closed + 60) }
}

interface Planned {
  on: number
  recheck: boolean
}

/** The visits to one business in the order of their days, each with what it found. */
function visitsTo(rng: Rng, business: Business, mean: number): Finding[] {
  const { first, last } = span(business)
  if (first > last) return []
  const planned: Planned[] = Array.from({ length: rng.poisson(mean) }, () => ({
    on: FROM + visitDays.drawBetween(rng, first - FROM, last - FROM),
    recheck: false,
  }))
  planned.sort((a, b) => a.on - b.on)
  const found: Finding[] = []
  // Visits before the window are not in the extract, but a business does remember them.
  let lastVisit = FROM - rng.exponential((365 * (TO - FROM)) / 1096 / Math.max(mean / 3, 0.15))
  lastVisit = business.opened > lastVisit ? Number.NEGATIVE_INFINITY : lastVisit
  let afterCritical = false
  let item = rng.pick(business.industry.items)
  while (planned.length > 0) {
    const { on, recheck } = planned.shift() ?? { on: 0, recheck: false }
    const own = recheck || rng.chance(OWN_DEPARTMENT)
    const department = own ? business.industry.permit.department : otherDepartment(rng)
    // Trouble comes back: half of the visits look at the item of the last one.
    if (own && !rng.chance(0.45)) item = rng.pick(business.industry.items)
    const visit: Visit = {
      on,
      department,
      type: recheck ? '复查' : typeOf(rng),
      officer: rng.pick(officersOf(department)),
      item: own ? item : (otherItems[department] ?? item),
      yearsSinceVisit: Math.min(2, (on - lastVisit) / 365),
      afterCritical,
    }
    const finding = drawFinding(rng, business, visit)
    found.push(finding)
    if (finding.tookPlace) {
      lastVisit = on
      afterCritical = finding.critical
    }
    const due = finding.rectifyDue
    if (due !== null && !recheck && rng.chance(finding.critical ? 0.6 : 0.35)) {
      const next = addWorkdays(due, rng.between(1, 8))
      if (next <= last) planned.splice(planned.filter(other => other.on <= next).length, 0, { on: next, recheck: true })
    }
  }
  return found
}

const exemptions: Partial<Record<VisitType, Exclude<InspectionRow['cap_exempt_reason'], null>>> = {
  投诉举报核查: '投诉举报',
  复查: '复查',
  许可核查: '许可现场核查',
}

function toRow(rng: Rng, business: Business, finding: Finding): Omit<InspectionRow, 'inspection_id'> {
  const { on, type } = finding.visit
  const { year, month } = civil(on)
  const exemption = exemptions[type] ?? (type === '专项检查' && rng.chance(0.4) ? '上级部署' : null)
  return {
    plan_id: type === '双随机抽查' ? `YL${year}-${Math.ceil(month / 3)}` : null,
    entity_code: business.code,
    entity_name: business.name,
    industry_name: business.industry.name,
    region_code: rng.chance(truths.onlyCoordinates.inspections) ? null : business.subdistrict.code,
    address: business.address,
    lon: business.lon,
    lat: business.lat,
    department: finding.visit.department,
    inspected_on: on,
    inspection_type: type,
    item_name: finding.visit.item,
    result: finding.result,
    problem_count: finding.tookPlace ? finding.counts[0] + finding.counts[1] + finding.counts[2] : null,
    critical_count: finding.tookPlace ? finding.counts[0] : null,
    serious_count: finding.tookPlace ? finding.counts[1] : null,
    minor_count: finding.tookPlace ? finding.counts[2] : null,
    rectify_due_on: finding.rectifyDue,
    rectified_on: finding.rectifiedOn,
    penalty_amount: finding.penalty,
    case_filed: finding.tookPlace ? (finding.filed ? '是' : '否') : null,
    inspector_1: finding.visit.officer,
    declared_risk: tierRisk[business.industry.tier],
    declared_class: business.creditClass,
    cap_exempt_reason: exemption,
  }
}

/** The inspections of a city, sorted by day: about `rows`, with the dirt of so many. */
export function inspectionRows(
  seed: number,
  map: CityMap,
  businesses: readonly Business[],
  rows: number,
): InspectionRow[] {
  const rng = new Rng(seed, 'inspections')
  const exposure = businesses.map(business => {
    const { first, last } = span(business)
    // Some are visited far more often than others of their trade.
    return Math.max(0, last - first + 1) * business.industry.visits * Math.exp(0.3 * rng.normal())
  })
  const each = (rows * DRAWN_SHARE) / exposure.reduce((sum, days) => sum + days, 0)
  const visits = businesses.flatMap((business, i) =>
    visitsTo(rng, business, at(exposure, i) * each).map(finding => ({ business, finding, order: rng.next() })),
  )
  visits.sort((a, b) => a.finding.visit.on - b.finding.visit.on || a.order - b.order)
  const drawn = visits.map(({ business, finding }, i): Drawn<InspectionRow> => {
    const inspection_id = `JC${compactDay(finding.visit.on)}-${String(i + 1).padStart(6, '0')}`
    const { lon, lat, subdistrict } = business
    return { row: { inspection_id, ...toRow(rng, business, finding) }, business, lon, lat, region: subdistrict.code }
  })
  return [
    ...withDirt(drawn, {
      rng: new Rng(seed, 'inspections dirt'),
      clean: drawn.length,
      counts: dirtCounts('inspections', rows),
      map,
      soils: {
        changed_copy: row => {
          row.result = row.result === '合格' ? '轻微问题' : '合格'
        },
        missing_id: row => {
          row.inspection_id = null
        },
        date_1900: row => {
          row.inspected_on = parseDay('1900-01-01')
        },
        date_future: (row, dirt) => {
          row.inspected_on = parseDay('2099-01-01') + dirt.int(365)
        },
        date_missing: row => {
          row.inspected_on = null
        },
        rectified_before_inspected: (row, dirt) => {
          row.rectified_on = (row.inspected_on ?? FROM) - dirt.between(2, 60)
        },
      },
    }),
  ]
}
