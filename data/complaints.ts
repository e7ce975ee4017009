import type { Business } from './businesses'
import { decimal, integer, type RowOf, serial, text, time, word } from './columns'
import { complaintDrawer, type Draw } from './complaintDraw'
import { complaintKinds } from './complaintKinds'
import { compactDay, DAY_MS, parseDay } from './days'
import { departments } from './departments'
import { copies, type Drawn, dirtCounts, withDirt } from './dirt'
import { handle } from './handling'
import { misspell } from './names'
import type { CityMap } from './regions'
import { Rng, wordDrawer } from './rng'
import { truths } from './truths'
import { vocabulary, wordsOf } from './vocabulary'

const words = vocabulary.complaints
const CHANNELS = {
  '12345热线': 0.52,
  '12315平台': 0.21,
  手机APP: 0.12,
  网站: 0.06,
  微信小程序: 0.06,
  信访: 0.02,
  走访: 0.01,
}

/** The table's columns; `regions` are the codes that may stand in it. */
export const complaintColumns = (regions: readonly string[]) => ({
  complaint_id: serial('工单编号'),
  kind: word('诉求类型', wordsOf(words.kind)),
  category: word(
    '诉求类别',
    complaintKinds.map(({ category }) => category),
  ),
  subcategory: word('细类', [...new Set(complaintKinds.flatMap(({ subcategories }) => subcategories))]),
  channel: word('来源渠道', Object.keys(CHANNELS) as (keyof typeof CHANNELS)[]),
  received_at: time('受理时间'),
  acceptance_decided_at: time('受理决定时间'),
  due_at: time('办结时限'),
  closed_at: time('办结时间'),
  status: word('办理状态', wordsOf(words.status)),
  entity_code: text('统一社会信用代码'),
  entity_name: text('被投诉单位'),
  region_code: word('行政区划代码', regions),
  address: text('问题地址'),
  lon: decimal('经度'),
  lat: decimal('纬度'),
  department: word('承办单位', departments),
  substantiated: word('是否属实', wordsOf(words.substantiated)),
  resolved: word('是否解决', wordsOf(words.resolved)),
  satisfaction: integer('满意度'),
  duplicate_flag: word('重复件', wordsOf(words.duplicate_flag)),
  published: word('是否公示', wordsOf(words.published)),
})
export type ComplaintRow = RowOf<ReturnType<typeof complaintColumns>>

const drawChannel = wordDrawer(CHANNELS)

/** What the caller said of the business: its code, its name (not always quite right), both or neither. */
function named(rng: Rng, { coded, business }: Draw): Pick<ComplaintRow, 'entity_code' | 'entity_name'> {
  if (coded) return { entity_code: business.code, entity_name: rng.chance(0.12) ? business.name : null }
  return { entity_code: null, entity_name: rng.chance(0.42) ? misspell(rng, business.name) : null }
}

function toRow(rng: Rng, id: string, draw: Draw): ComplaintRow {
  const { business, kind, received_at } = draw
  const where = rng.next()
  const noCode = where < truths.onlyCoordinates.complaints
  const noPlace = !noCode && where < truths.onlyCoordinates.complaints + truths.onlyRegion.complaints
  return {
    complaint_id: id,
    kind: draw.word,
    category: kind.category,
    subcategory: draw.subcategory,
    channel: drawChannel(rng),
    received_at,
    ...named(rng, draw),
    region_code: noCode ? null : business.subdistrict.code,
    address: rng.chance(0.85) ? business.address : null,
    lon: noPlace ? null : draw.lon,
    lat: noPlace ? null : draw.lat,
    department: kind.department,
    duplicate_flag: draw.repeated && rng.chance(0.8) ? '是' : '否',
    ...handle(rng, { received_at, kind: draw.word, department: kind.department, business }),
  }
}

function* drawRows(rng: Rng, draws: Iterable<Draw>): Generator<Drawn<ComplaintRow>> {
  let serialNumber = 0
  for (const draw of draws) {
    serialNumber++
    const id = `GD${compactDay(Math.floor(draw.received_at / DAY_MS))}-${String(serialNumber).padStart(7, '0')}`
    const { business, lon, lat } = draw
    yield { row: toRow(rng, id, draw), business, lon, lat, region: business.subdistrict.code }
  }
}

/** The complaints of a city, sorted by the time of receipt: exactly `rows`, with their dirt, drawn as they are taken. */
export function complaintRows(
  seed: number,
  map: CityMap,
  businesses: readonly Business[],
  rows: number,
): Iterable<ComplaintRow> {
  const counts = dirtCounts('complaints', rows)
  const clean = rows - copies(counts)
  const draws = complaintDrawer(seed, businesses, clean, Math.round((truths.surge.rowsPer250000 * rows) / 250_000))
  return withDirt(drawRows(new Rng(seed, 'complaints'), draws), {
    rng: new Rng(seed, 'complaints dirt'),
    clean,
    counts,
    map,
    soils: {
      changed_copy: (row, dirt) => {
        row.status = row.status === '已办结' ? '办理中' : '已办结'
        row.closed_at = row.status === '已办结' ? (row.due_at ?? 0) - dirt.between(1, 30) * 3_600_000 : null
      },
      missing_id: row => {
        row.complaint_id = null
      },
      date_1900: row => {
        row.received_at = parseDay('1900-01-01') * DAY_MS
      },
      date_future: (row, dirt) => {
        row.received_at = (parseDay('2099-01-01') + dirt.int(365)) * DAY_MS
      },
      date_missing: row => {
        row.received_at = null
      },
      closed_before_received: (row, dirt) => {
        row.closed_at = (row.received_at ?? 0) - dirt.between(2, 40) * DAY_MS
        row.status = '已办结'
      },
    },
  })
}
