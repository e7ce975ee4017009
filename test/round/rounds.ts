import { emptyEntry, type RoundFile, type RoundStop, roundFormat, type VisitEntry } from '../../src/round/round'

export const stopOf = (n: number, more: Partial<RoundStop> = {}): RoundStop => ({
  id: `p1-${n}`,
  day: '2026-12-01',
  place: n,
  team: [
    { id: '0101', name: '王明', department: '市场监管局' },
    { id: '0102', name: '李娜', department: '市场监管局' },
  ],
  business: {
    name: `=餐厅 ${n}`,
    code: `9133010000000000${n}`,
    address: `路 ${n} 号`,
    region: '330102',
    regionName: '上城区',
    industry: '餐饮',
    lon: 120.2,
    lat: 30.25,
    class: 'C',
    score: 61.5,
    why: '从未检查',
  },
  permits: { all: 1, rows: [{ id: 'x', name: '食品经营许可证', status: 'granted', validTo: '2027-01-01' }] },
  inspections: {
    all: 1,
    rows: [{ day: '2026-01-02', type: 'routine', result: 'problem', item: '卫生', dueOn: null, rectifiedOn: null }],
  },
  complaints: { all: 0, rows: [] },
  ...more,
})

export const roundOf = (more: Partial<RoundFile> = {}): RoundFile => ({
  format: roundFormat,
  plan: { id: 'p1', name: '四季度', office: '市局', seal: 'a'.repeat(64) },
  extracts: 'v1',
  asOf: '2026-11-29',
  made: '2026-11-30T08:00:00',
  inspector: { id: '0101', name: '王明', department: '市场监管局' },
  stops: [stopOf(1), stopOf(2), stopOf(3)],
  ...more,
})

export const entryOf = (more: Partial<VisitEntry> = {}): VisitEntry => ({
  ...emptyEntry,
  result: 'ok',
  day: '2026-12-01',
  started: '09:00',
  finished: '09:40',
  done: true,
  ...more,
})
