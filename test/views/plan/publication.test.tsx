import { renderToStaticMarkup } from 'react-dom/server'
import readXlsxFile from 'read-excel-file/node'
import { beforeAll, describe, expect, it } from 'vitest'
import { formats, type Language, messagesOf, startI18n } from '../../../src/i18n'
import { faultsOf, planFaultCodes } from '../../../src/plan/check'
import type { Shortfall } from '../../../src/plan/draw'
import type { DrawRecord, PlanFile } from '../../../src/plan/record'
import { barriers } from '../../../src/plan/strata'
import { lacks } from '../../../src/plan/team'
import { XlsxWriter } from '../../../src/ui/xlsxFile'
import { Publication } from '../../../src/views/plan/Publication'
import { drawTable, namesOf, planCsv, shortfallTable, strataTable } from '../../../src/views/plan/planTables'
import { publicationHtml } from '../../../src/views/plan/publicationHtml'
import { publicationPage } from '../../../src/views/plan/publicationPage'
import { rulesText } from '../../../src/views/plan/publicationRules'
import {
  barredText,
  faultText,
  lackText,
  shareText,
  shortfallText,
  stratumText,
} from '../../../src/views/plan/shortfallTexts'
import { nasty, plan, record, regionName } from './published'

const textsOf = (language: Language) => ({ t: messagesOf(language), language, formats: formats(language) })
const drawn = { plan, record, regionName }
const holes = /\{\{|undefined|NaN|\[object/

beforeAll(() => startI18n('en', true))

describe('the page for publication as a file', () => {
  const html = (language: Language, of = drawn): string =>
    publicationHtml(publicationPage(textsOf(language), of), language)

  it.each(['zh', 'en'] as const)('holds every text of the data as text, in %s', language => {
    const text = html(language)
    // Every name that was drawn stands in a cell of its own, escaped and unchanged.
    const written = (name: string) =>
      name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
    for (const name of nasty) expect(text).toContain(`<td>${written(name)}</td>`)
    expect(text).not.toMatch(/<script|<b>|<i>/)
    expect(text).toContain('2026 Q4 &lt;i&gt;')
    // Nothing but the elements that the page is made of, and nothing that fetches.
    const elements = new Set([...text.matchAll(/<([a-z0-9]+)/gi)].map(([, name]) => name))
    expect([...elements].sort()).toEqual(
      'body caption code dd dl dt h1 h2 head html li main meta p section style table tbody td th thead title tr ul'.split(
        ' ',
      ),
    )
    expect(text).not.toMatch(/ (href|src|on\w+)=|url\(|https?:/)
    expect(text).not.toMatch(holes)
    expect(text).toContain(language === 'zh' ? '<html lang="zh-CN">' : '<html lang="en">')
    expect(text).toContain(language === 'zh' ? '<h2>随机种子</h2>' : '<h2>Seed</h2>')
  })

  it('holds the whole list, and what anybody needs to check it', () => {
    const text = html('en')
    const rows = text.split('<tbody>')[1]?.split('</tbody>')[0] ?? ''
    expect(rows.match(/<tr>/g)).toHaveLength(record.drawn.visits.length)
    const { targets, inspectors, rules, met, secret } = record.commitment
    for (const hash of [targets, inspectors, rules, met, secret, record.secret, record.seal])
      expect(text).toContain(hash)
    expect(text).toContain('03 11 14 22 27 31 + 09')
    expect(text).toContain('npm run -s verify-draw -- PLAN.json COMMITMENT.json RECORD.json')
    expect(text).toContain('29 Nov 2026, 21:30')
  })

  it('says of a business neither its class nor how it was drawn', () => {
    const { sections } = publicationPage(textsOf('en'), drawn)
    const list = sections.find(({ key }) => key === 'list')?.blocks[0]
    if (list?.kind !== 'table') throw new Error('no list')
    expect(list.table.columns.map(({ label }) => label)).toEqual([
      'No.',
      'Business id',
      'Name',
      'Region',
      'Industry',
      'Inspectors',
    ])
    const cells = list.table.rows.flat()
    expect(cells.filter(cell => /^(Class )?[ABCD]$|quota|stratum|class/i.test(cell))).toEqual([])
    const four = list.table.rows.find(([, id]) => id === '04')
    expect(four?.slice(1, 5)).toEqual(['04', '00123', '朝阳区', '–'])
  })

  it('has no column that every business leaves empty', () => {
    const bare = { ...plan, targets: plan.targets.map(target => ({ ...target, region: null, industry: null })) }
    const { sections } = publicationPage(textsOf('zh'), { ...drawn, plan: bare })
    const list = sections.find(({ key }) => key === 'list')?.blocks[0]
    expect(list?.kind === 'table' && list.table.columns.map(({ label }) => label)).toEqual([
      '序号',
      '企业编号',
      '企业名称',
      '检查人员',
    ])
  })

  it('says the kind of plan by its departments, and what was not drawn', () => {
    const kind = (departments: readonly string[]): string => {
      const { sections } = publicationPage(textsOf('en'), {
        ...drawn,
        plan: { ...plan, rules: { ...plan.rules, departments } },
      })
      const facts = sections[0]?.blocks[0]
      return (facts?.kind === 'facts' && facts.facts.find(({ label }) => label === 'Kind')?.text) || ''
    }
    expect([[], ['消防'], ['消防', '城管']].map(kind)).toEqual([
      'Double-random inspections',
      'Double-random inspections (消防)',
      'Joint double-random inspections (消防, 城管)',
    ])
    const none: DrawRecord = {
      ...record,
      drawn: { strata: [], floor: 0, visits: [], shortfalls: [{ kind: 'no_target' }] },
    }
    expect(html('zh', { ...drawn, record: none })).toMatch(/没有抽中任何企业.*名录中没有企业，未能抽取/s)
  })
})

describe('the page for publication on screen', () => {
  const show = (file: PlanFile, of: DrawRecord): string => {
    startI18n('en', true)
    return renderToStaticMarkup(
      <Publication plan={file} record={of} regionName={regionName} onClose={() => undefined} />,
    )
  }

  it('is the same, with ways to print and to save it', () => {
    const markup = show(plan, record)
    expect(markup).toContain('&lt;script&gt;')
    expect(markup).not.toContain('<script')
    expect(markup).toMatch(/Print<.*Save as a web page \(HTML\)<.*Save the table \(XLSX\)</)
    expect(markup).not.toContain('rows are on screen')
  })

  it('shows the first 200 rows of a long list and says so; the file holds them all', () => {
    const targets = Array.from({ length: 450 }, (_, i) => ({
      ...(plan.targets[0] as (typeof plan.targets)[number]),
      id: `T${i}`,
    }))
    const visits = targets.map(({ id }) => ({ target: id, by: 'quota' as const, inspectors: [] }))
    const shortfalls = visits.map(({ target }) => ({ kind: 'no_team' as const, target, lack: 'capacity' as const }))
    const long = { ...record, drawn: { ...record.drawn, visits, shortfalls } }
    const markup = show({ ...plan, targets }, long)
    const body = markup.split('<tbody>')[1]?.split('</tbody>')[0] ?? ''
    expect(body.match(/<tr>/g)).toHaveLength(200)
    expect(markup.match(/The first 200 of 450 rows are on screen/g)).toHaveLength(2)
    const file = publicationHtml(
      publicationPage(textsOf('en'), { plan: { ...plan, targets }, record: long, regionName }),
      'en',
    )
    expect(file.match(/<td>T\d+<\/td>/g)).toHaveLength(450)
    expect(file.match(/no inspectors could be sent/g)).toHaveLength(450)
  })
})

describe('tables of a draw', () => {
  it('are texts that no spreadsheet takes for formulas or numbers', async () => {
    const wanted = drawTable(textsOf('en'), drawn)
    const csv = planCsv(wanted)
    expect(csv.startsWith('\uFEFF')).toBe(true)
    expect(csv.split('\r\n').find(line => line.includes(',02,'))).toMatch(/^\d+,02,'=1\+1,B,朝阳区,餐饮,by (stratum)/)
    expect(csv).not.toMatch(/,[=@-]/)
    const writer = new XlsxWriter(wanted.table)
    writer.add(wanted.rows)
    const sheet = await readXlsxFile(Buffer.from(await (await writer.finish()).arrayBuffer()))
    const rows = (sheet as unknown as { data: unknown[][] }[])[0]?.data ?? (sheet as unknown as unknown[][])
    expect(rows[0]).toEqual([
      'No.',
      'Business id',
      'Name',
      'Risk class',
      'Region',
      'Industry',
      'Drawn',
      'Inspectors’ ids',
      'Inspectors',
    ])
    expect(rows.find(row => row[1] === '02')?.slice(1, 4)).toEqual(['02', '=1+1', 'B'])
    expect(rows.find(row => row[1] === '04')?.[2]).toBe('00123')
    expect(rows).toHaveLength(record.drawn.visits.length + 1)
  })

  it('leave class and kind of draw out of what is published', () => {
    const { table, rows } = drawTable(textsOf('en'), drawn, true)
    expect(table.columns.map(({ key }) => key)).toEqual([
      'order',
      'id',
      'name',
      'region',
      'industry',
      'teamIds',
      'team',
    ])
    expect(rows.flatMap(row => Object.keys(row)).filter(key => key === 'class' || key === 'by')).toEqual([])
    expect(table.about).toContainEqual(['Record of the draw', record.seal])
  })

  it('have strata by their dimensions, and shortfalls in words', () => {
    const rules = { ...plan.rules, dimensions: ['region', 'class'] as const }
    const strata = [
      { of: ['A', '110105'], size: 3, eligible: 2, wanted: 1, drawn: 1 },
      { of: [null, 'X'], size: 1, eligible: 1, wanted: 0, drawn: 0 },
    ]
    const own = { ...drawn, plan: { ...plan, rules }, record: { ...record, drawn: { ...record.drawn, strata } } }
    const { table, rows } = strataTable(textsOf('en'), own)
    // In the order of all dimensions, as the strata's values are, whatever the order of the rules'.
    expect(table.columns.map(({ label }) => label)).toEqual([
      'Risk class',
      'Region',
      'Businesses',
      'Can be drawn',
      'Wanted',
      'Drawn',
    ])
    expect(rows).toEqual([
      { class: 'A', region: '朝阳区', size: 3, eligible: 2, wanted: 1, drawn: 1 },
      { class: null, region: 'X', size: 1, eligible: 1, wanted: 0, drawn: 0 },
    ])
    const shortfalls: Shortfall[] = [{ kind: 'no_team', target: '02', lack: 'region' }, { kind: 'no_target' }]
    expect(
      shortfallTable(textsOf('en'), { ...drawn, record: { ...record, drawn: { ...record.drawn, shortfalls } } }).rows,
    ).toEqual([
      { order: 1, id: '02', name: '=1+1', what: '=1+1 (02): no inspectors could be sent, too few work in its region.' },
      { order: 2, id: null, name: null, what: 'The roster holds no business, so none was drawn.' },
    ])
  })
})

describe('what could not be filled', () => {
  const names = { ...namesOf(drawn), dimensions: ['class', 'region', 'industry'] as const }

  it.each(['zh', 'en'] as const)('is said of every kind, in %s', language => {
    const texts = textsOf(language)
    const of = ['B', '110106', null]
    const barred = { closed: 0, once_for_a: 1, cap_in_all: 0, cap_per_department: 1200 }
    const all: readonly Shortfall[] = [
      { kind: 'no_target' },
      { kind: 'no_quota', of, size: 3 },
      { kind: 'too_small', of, size: 3 },
      { kind: 'short', of, wanted: 5, drawn: 2, barred },
      { kind: 'short', of, wanted: 5, drawn: 2, barred: { ...barred, once_for_a: 0, cap_per_department: 0 } },
      { kind: 'floor_short', wanted: 5, drawn: 2 },
      ...lacks.map(lack => ({ kind: 'no_team', target: '03', lack }) as const),
      { kind: 'pair_again', target: '03', inspectors: ['01', '02'] },
    ]
    const said = all.map(each => shortfallText(texts, each, names))
    expect(new Set(said).size).toBe(all.length)
    expect(said.join()).not.toMatch(holes)
    expect(new Set(lacks.map(lack => lackText(texts, lack))).size).toBe(lacks.length)
    const everyBarrier = barredText(texts, { closed: 1, once_for_a: 2, cap_in_all: 3, cap_per_department: 4 })
    expect(everyBarrier.split(language === 'zh' ? '、' : ', ')).toHaveLength(barriers.length)
    if (language === 'en') {
      expect(said[3]).toBe(
        'Class B · 丰台区 · industry not stated: 5 wanted, 2 drawn. Barred are: 1 class A and visited this year, 1,200 at the cap of a department.',
      )
      expect(said.at(-1)).toBe(
        '“云岭”饭店 & Co (03): =HYPERLINK("x") (01), 检查员 02 went together before and go again, since no others can.',
      )
    } else
      expect(said[3]).toBe(
        'B 级 · 丰台区 · 行业未填写：应抽 5 家，实抽 2 家；不能抽取的有：A 级且本年已检查 1 家、全年检查已达单部门上限 1,200 家。',
      )
  })

  it('names strata by what their values are, as far as that is known', () => {
    const text = (of: readonly (string | null)[], dimensions: readonly ('class' | 'region' | 'industry')[]) =>
      stratumText(textsOf('en'), of, { ...names, dimensions })
    expect(text(['110105', 'C'], ['industry', 'region'])).toBe('朝阳区 · C')
    expect(text(['Z'], ['class'])).toBe('Z')
    expect(text([], [])).toBe('All businesses')
    expect(text(['A', null], [])).toBe('A · not stated')
  })
})

describe('what is no plan', () => {
  const broken = '\uD800'
  const wrong = faultsOf({
    targets: [
      {
        ...plan.targets[0]!,
        id: 'a]',
        class: 'E' as 'A',
        visits: -1,
        departments: [{ department: '消防', visits: 0.5 }],
        owner: broken,
      },
      plan.targets[1]!,
      plan.targets[1]!,
      { ...plan.targets[1]!, id: '' },
    ],
    inspectors: [
      { ...plan.inspectors[0]!, capacity: -1, department: broken },
      { ...plan.inspectors[0]!, id: '\n' },
    ],
    rules: {
      ...plan.rules,
      dimensions: [],
      quotas: [
        { class: 'A', region: null, industry: null, share: 12_000, count: null },
        { class: null, region: null, industry: null, share: null, count: -2 },
        { class: null, region: null, industry: null, share: 1, count: 1 },
      ],
      capInAll: -1,
      capPerDepartment: -1,
      floor: 1250,
      team: 1,
      departments: ['消防', '城管'],
      days: 0,
    },
    met: [['', 'x']],
    seed: 'abc',
  })
  const whole = faultsOf({ ...plan, rules: { ...plan.rules, floor: 10_000 }, seed: '0'.repeat(64) })

  it.each(['zh', 'en'] as const)('is said with field, value and what to do, in %s', language => {
    const all = [...wrong, ...whole]
    expect([...new Set(all.map(({ code }) => code))].sort()).toEqual([...planFaultCodes].sort())
    const said = all.map(fault => faultText(textsOf(language), fault))
    expect(said.join('\n')).not.toMatch(holes)
    // No field is left in the words of the program.
    expect(said.filter(text => /rules\.|targets|inspectors\[|\bmet\b/.test(text))).toEqual([])
    if (language === 'en') {
      expect(said).toContain(
        'Share drawn whatever the class: 12.5% is too low: at least 20%, or the data feeds on itself.',
      )
      expect(said).toContain('Share of rule 1: 120% is not from 0% to 100% with at most two decimals; correct it.')
      expect(said).toContain(
        'Departments: 消防, 城管 are more than the inspectors of a visit; send more inspectors or name fewer departments.',
      )
      expect(said).toContain('Visits of “消防” to business a]: 0.5 is no whole number from 0 on; correct it.')
      expect(said).toContain(
        'Rule 1, risk class: "A" is asked for, but strata are not made by it; make them by it, or ask for any.',
      )
    }
  })

  it('writes shares as percentages with the decimals that they have', () => {
    expect([500, 1, 1250, 10_000, 0].map(share => shareText(textsOf('en'), share))).toEqual([
      '5%',
      '0.01%',
      '12.5%',
      '100%',
      '0%',
    ])
  })
})

describe('the rules in words', () => {
  it('say which rule is for whom, and which caps hold', () => {
    const said = rulesText(
      textsOf('en'),
      {
        ...plan.rules,
        dimensions: ['region', 'class'],
        quotas: [
          { class: 'A', region: '110105', industry: null, share: 500, count: null },
          { class: 'B', region: null, industry: null, share: null, count: 1200 },
          { class: null, region: null, industry: null, share: 33, count: null },
        ],
        departments: ['消防', '城管'],
      },
      regionName,
    )
    expect(said.slice(0, 4)).toEqual([
      'Strata are made by risk class, region.',
      'Class A · 朝阳区: 5% are drawn.',
      'Class B: 1,200 of each stratum are drawn.',
      'All other strata: 0.33% are drawn.',
    ])
    expect(said).toContain('At most 2 visits to a business in the year by any of the departments, this one counted.')
    expect(said).toContain('Inspectors of 消防, 城管 go on every visit.')
  })

  it('say what is not set', () => {
    const none = { ...plan.rules, dimensions: [], quotas: [], capInAll: null, onceForA: false }
    const said = rulesText(textsOf('zh'), none, regionName).join('\n')
    expect(said).toMatch(/不分层.*未设抽取比例.*不限同一企业全年检查次数.*2 次的上限不适用/s)
    expect(said).not.toContain('A 级')
    expect(rulesText(textsOf('zh'), plan.rules, regionName).join('\n')).toMatch(
      /全部企业：抽取 100%.*不超过 4 次.*A 级/s,
    )
  })
})
