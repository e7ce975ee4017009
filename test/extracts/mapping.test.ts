import { existsSync, openAsBlob, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openDecoder } from '../../src/extracts/decoderNode'
import { normaliseHeader } from '../../src/extracts/headers'
import { codeText, guessTable, mapColumns, requireColumns, valueTest } from '../../src/extracts/mapping'
import { findMapping } from '../../src/extracts/openFile'
import type { Mapping } from '../../src/extracts/report'
import type { Region, Sample, SourceColumn } from '../../src/extracts/source'
import { columns, mappable, type TableName, tableNames, vocabularies } from '../../src/schema'
import { chicago, chicagoMapping, sourcesOf, yunling } from '../fixtures/cityHeaders'

const folder = resolve(import.meta.dirname, '../../../shared/chicago')
const present = existsSync(folder)
if (!present) console.warn('The real folder of Chicago is absent: its tests are skipped.')

/** Sources by canonical column; several where further ones fill gaps. */
const sourcesBy = (mapping: Mapping) =>
  Object.fromEntries(
    Object.entries(mapping)
      .filter(([, m]) => m.source !== null)
      .map(([name, m]) => [name, m.fallbacks.length > 0 ? [m.source, ...m.fallbacks] : m.source]),
  )

const areas: Region[] = ['8', '25', '32'].map(code => ({ code, name: `AREA ${code}`, level: 'area', parent: null }))
const allSame = (
  columns: readonly SourceColumn[],
  values: Record<string, unknown[]>,
  regions: (string | null)[],
): Sample => ({
  rows: regions.length,
  regions,
  values: { ...Object.fromEntries(columns.map(c => [c.name, regions.map(() => null)])), ...values },
})

describe('the real extracts of Chicago', () => {
  it.each(tableNames)('%s are mapped by their headers as the design says', table => {
    // Areas stand in the complaints alone; wards and ZIP codes are codes of another kind.
    const n = 10
    const sample = allSame(
      chicago[table],
      {
        'Community Area': Array(n).fill(25),
        WARD: Array(n).fill(32),
        Ward: Array(n).fill(32),
        'ZIP CODE': Array(n).fill(60_611),
        Zip: Array(n).fill(60_611),
        'ZIP Code': Array(n).fill(60_611),
        CITY: Array(n).fill('CHICAGO'),
        City: Array(n).fill('CHICAGO'),
      },
      Array(n).fill('25'),
    )
    const constants: Record<string, string> = table === 'complaints' ? { kind: 'complaint' } : {}
    const mapping = mapColumns(table, chicago[table], { constants }, valueTest(sample, areas))
    expect(sourcesBy(mapping)).toEqual(chicagoMapping[table])
    requireColumns('x.parquet', table, mapping, chicago[table])
  })

  it.skipIf(!present)('are mapped by their headers and values as the design says', async () => {
    const decoder = openDecoder()
    const text = readFileSync(resolve(folder, 'community_areas.geojson'), 'utf8')
    const set = await decoder.regions([{ level: 'area', name: 'areas', text, code: 'area', label: 'name' }])
    for (const table of tableNames) {
      const file = await decoder.open(table, await openAsBlob(resolve(folder, `${table}.parquet`)))
      expect(file.columns).toEqual(chicago[table])
      const mapping = await findMapping(decoder, file, table, {}, set)
      expect(sourcesBy(mapping)).toEqual(chicagoMapping[table])
    }
  })
})

describe('the sample city', () => {
  it.each(tableNames)('has %s whose every header finds its column', table => {
    const sources = sourcesOf(Object.values(yunling[table]))
    expect(sourcesBy(mapColumns(table, sources))).toEqual(yunling[table])
  })

  it('and Chicago are told apart by table', () => {
    for (const table of tableNames) {
      expect(guessTable(sourcesOf(Object.values(yunling[table])))).toBe(table)
      expect(guessTable(chicago[table])).toBe(table)
    }
  })
})

describe('a guess by names', () => {
  const map = (table: TableName, ...names: string[]) => sourcesBy(mapColumns(table, sourcesOf(names)))

  it('knows every synonym of every column', () => {
    for (const table of tableNames) {
      for (const column of mappable(table)) {
        for (const name of [column.name, column.zh, ...column.synonyms]) {
          const owners = mappable(table).filter(c =>
            [c.name, c.zh, c.en, ...c.synonyms].some(other => normaliseHeader(other) === normaliseHeader(name)),
          )
          const found = Object.keys(map(table, name))
          expect(found).toHaveLength(1)
          expect(owners.map(c => c.name)).toContain(found[0])
        }
      }
    }
  })

  it('takes the first synonym that the file has, whatever the order of its columns', () => {
    expect(map('inspections', 'zip', 'ward', 'community_area').region_code).toBe('community_area')
    // An account is the key where nothing else is, else the owner's.
    expect(map('permits', 'account_number')).toEqual({ entity_code: 'account_number' })
    expect(map('permits', 'account_number', 'License Number')).toEqual({
      entity_code: 'License Number',
      owner_code: 'account_number',
    })
    expect(map('permits', 'LICENSE ID', 'ID').permit_id).toBe('ID')
    expect(map('complaints', 'sr_type', 'complaint_type').category).toBe('complaint_type')
    // The column's own name is better than any synonym.
    expect(map('permits', 'id', 'permit_id').permit_id).toBe('permit_id')
  })

  it('gives each source to one column, the one with the better claim', () => {
    for (const table of tableNames) {
      for (const sources of [chicago[table], sourcesOf(Object.values(yunling[table]))]) {
        const used = Object.values(mapColumns(table, sources)).flatMap(m => [m.source, ...m.fallbacks])
        expect(new Set(used).size).toBe(used.length)
      }
    }
    // 任务编号 is a synonym of both ids; with the id's own name there, it is the plan.
    expect(map('inspections', '任务编号', '检查编号')).toEqual({ inspection_id: '检查编号', plan_id: '任务编号' })
    expect(map('inspections', '任务编号')).toEqual({ inspection_id: '任务编号' })
  })

  it('takes further columns for gaps only where the schema says so, and only by exact names', () => {
    expect(map('inspections', 'AKA Name', 'DBA Name', 'Legal Name').entity_name).toEqual([
      'DBA Name',
      'AKA Name',
      'Legal Name',
    ])
    expect(map('permits', 'license_start_date', 'license_term_start_date').valid_from).toBe('license_term_start_date')
  })

  it('is unsure of a name that is only alike, and says how much', () => {
    const [found] = Object.values(mapColumns('inspections', sourcesOf(['Inspection Dat'])))
    expect(found).toMatchObject({ source: 'Inspection Dat', constant: null, fallbacks: [] })
    expect(found?.confidence).toBeLessThan(0.8)
    expect(mapColumns('inspections', sourcesOf(['inspected_on'])).inspected_on?.confidence).toBe(1)
    expect(mapColumns('inspections', sourcesOf(['inspection_date'])).inspected_on?.confidence).toBe(0.95)
    expect(map('inspections', 'remarks', 'x1', '备注')).toEqual({})
  })

  it('leaves nested and binary columns, and personal data, alone', () => {
    const sources: SourceColumn[] = [
      { name: 'inspection_id', type: 'nested' },
      { name: 'result', type: 'binary' },
    ]
    expect(mapColumns('inspections', sources)).toEqual({})
    expect(map('complaints', '投诉人', '来电号码', '证件号', 'complainant_name')).toEqual({})
    expect(map('permits', '法定代表人', '联系电话', 'source_status')).toEqual({})
  })
})

describe('what the catalogue states', () => {
  it('wins over every guess, and takes its column from the others', () => {
    const mapping = mapColumns('permits', chicago.permits, {
      columns: { permit_id: 'LICENSE ID', entity_code: 'ID' },
      constants: { status: 'granted' },
    })
    expect(mapping.permit_id).toEqual({ source: 'LICENSE ID', fallbacks: [], constant: null, confidence: 1 })
    expect(mapping.entity_code?.source).toBe('ID')
    expect(mapping.status).toEqual({ source: null, fallbacks: [], constant: 'granted', confidence: 1 })
    expect(Object.values(mapping).filter(m => m.source === 'ID')).toHaveLength(1)
  })

  it('is the unit of an amount; of a guessed one the header says it', () => {
    const sources = sourcesOf(['罚款金额（万元）'])
    const unit = (stated = {}) => mapColumns('inspections', sources, stated).penalty_amount?.unit
    const columns = { penalty_amount: '罚款金额（万元）' }
    expect([unit(), unit({ columns }), unit({ columns, units: { penalty_amount: '万元' } })]).toEqual([
      ...['万元', undefined, '万元'],
    ])
    expect(mapColumns('inspections', sourcesOf(['罚款金额（元）'])).penalty_amount).not.toHaveProperty('unit')
  })

  it('is refused where the file has no such column', () => {
    const mapping = mapColumns('complaints', chicago.complaints, { columns: { kind: 'Kind of thing' } })
    expect(() => requireColumns('c.parquet', 'complaints', mapping, chicago.complaints)).toThrow(
      'c.parquet: the catalogue maps kind to "Kind of thing", a column that the file does not have; it has "Creation Date", "Status",',
    )
  })
})

describe('what a table needs', () => {
  const refusal = (table: TableName, names: readonly string[], constants = {}): string => {
    const sources = sourcesOf(names)
    try {
      requireColumns('x.parquet', table, mapColumns(table, sources, { constants }), sources)
      return ''
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }

  it('is told all at once, with what the file has and what can be done', () => {
    expect(refusal('inspections', ['检查日期', 'remarks'])).toBe(
      'x.parquet: no column found for inspection_id (检查编号); inspection_type (检查类型); result (检查结果); ' +
        'one of entity_code, entity_name; one of region_code, region_name, lon and lat of inspections. ' +
        'The file has "检查日期", "remarks". Name the columns in the catalogue ("columns": {"inspection_id": "…"}) or give a constant',
    )
    const many = Array.from({ length: 40 }, (_, i) => `c${i}`)
    expect(refusal('complaints', many)).toContain('"c29" and 10 more')
  })

  it('may be a constant, coordinates for the region, any of three dates for a permit', () => {
    const inspection = ['inspection_id', 'inspected_on', 'inspection_type', 'entity_name']
    expect(refusal('inspections', [...inspection, '经度', '纬度'], { result: 'ok' })).toBe('')
    expect(refusal('inspections', [...inspection, 'result', '经度'])).toContain('lon and lat')
    expect(refusal('inspections', [...inspection, 'result', 'region_name'])).toBe('')
    const permit = ['permit_id', 'status', 'entity_code', 'region_code']
    expect(refusal('permits', permit)).toContain('one of accepted_at, decided_at, valid_from')
    for (const date of ['accepted_at', 'decided_at', 'valid_from'])
      expect(refusal('permits', [...permit, date])).toBe('')
    const complaint = ['complaint_id', 'kind', 'category', 'received_at', 'status']
    expect(refusal('complaints', [...complaint, 'region_code'])).toBe('')
    expect(refusal('complaints', complaint)).toContain('one of region_code, region_name, lon and lat')
  })
})

describe('a claim tested by values', () => {
  const code = columns.inspections.find(c => c.name === 'region_code')
  const lat = columns.inspections.find(c => c.name === 'lat')
  const name = columns.inspections.find(c => c.name === 'region_name')
  const town: Region[] = [
    { code: '01', name: 'West', level: 'd', parent: null },
    { code: '0101', name: 'West One', level: 's', parent: '01' },
    { code: '02', name: 'East', level: 'd', parent: null },
  ]
  const fits = (
    column: typeof code,
    values: unknown[],
    places: (string | null)[] = values.map(() => null),
    regions = town,
  ) =>
    column !== undefined &&
    valueTest({ rows: values.length, values: { x: values }, regions: places }, regions)(column, 'x')

  it('is a region code where nearly all values are codes of the catalogue', () => {
    expect(fits(code, ['01', '02', '0101', null, ''])).toBe(true)
    expect(fits(code, ['01', '01', '01', '01', '99'])).toBe(true)
    expect(fits(code, ['01', '01', '99', '99'])).toBe(false)
    expect(fits(code, ['60611', '60612'])).toBe(false)
  })

  it('is none where the codes are those of other regions than the rows lie in', () => {
    expect(fits(code, ['01', '02'], ['02', '0101'])).toBe(false)
    expect(fits(code, Array(10).fill('01'), ['02', ...Array(9).fill('0101')])).toBe(true)
    expect(fits(code, Array(10).fill('01'), ['02', '02', ...Array(8).fill('0101')])).toBe(false)
    expect(fits(code, ['01', '0101'], ['0101', '0101'])).toBe(true)
    // A finer code than the place tells is not borne out by it.
    expect(fits(code, ['0101', '0101'], ['01', '01'])).toBe(false)
  })

  it('reads codes that came as numbers', () => {
    expect([25, 25.0, '25.0', ' 25 ', '025'].map(codeText)).toEqual(['25', '25', '25', '25', '025'])
    expect(fits(code, [8, 25, 32], ['8', '25', null], areas)).toBe(true)
  })

  it('is a name where half of the values are names of regions, and anything without regions', () => {
    expect(fits(name, ['West', 'East', 'Old Town', 'Harbour'])).toBe(true)
    expect(fits(name, ['West', 'Old Town', 'Harbour'])).toBe(false)
    expect(fits(name, ['CHICAGO'])).toBe(false)
    expect(fits(name, ['anything'], [null], [])).toBe(true)
    expect(fits(code, ['60611'], [null], [])).toBe(true)
  })

  it('is a latitude where nine in ten values can be one', () => {
    expect(fits(lat, [41.8, -41.8, null, 90])).toBe(true)
    expect(fits(lat, [116.4, 116.5])).toBe(false)
    expect(fits(lat, [...Array(9).fill(30), 116])).toBe(true)
    expect(fits(lat, ['30.1', 'north'])).toBe(false)
    expect(fits(lat, [])).toBe(true)
  })
})

it('has vocabularies of lower-case words that mean one thing each', () => {
  for (const [name, vocabulary] of Object.entries(vocabularies)) {
    const words = Object.values(vocabulary).flat() as string[]
    expect([name, words.filter(word => word !== word.toLowerCase())]).toEqual([name, []])
    expect([name, words.filter((word, i) => words.indexOf(word) !== i)]).toEqual([name, []])
    expect(words.filter(word => word.includes('*') && !/^\*[^*]+$|^[^*]+\*$/.test(word))).toEqual([])
  }
})
