import { describe, expect, it } from 'vitest'
import { Rng } from '../../../data/rng'
import { type MaskKind, maskKinds } from '../../../src/extracts/intake/intake'
import { mayBePersonal } from '../../../src/extracts/intake/masks'
import { maskText, maskValue, personalByName, personalByValues } from '../../../src/extracts/intake/personal'
import { isRowId } from '../../../src/extracts/intake/personalHeaders'
import { tellsPersonal } from '../../../src/extracts/intake/personalText'
import { columns, type TableName } from '../../../src/schema'
import { chicago } from '../../fixtures/cityHeaders'
import { sweep } from '../../sweep'

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
/** An id with its check digit (GB 11643). */
function citizenId(first17: string): string {
  const sum = weights.reduce((total, weight, i) => total + weight * Number(first17[i]), 0)
  return first17 + '10X98765432'[sum % 11]
}
const ids = Array.from({ length: 50 }, (_, i) =>
  citizenId(`1101051990${String((i % 12) + 1).padStart(2, '0')}1700${i % 10}`),
)
const mobiles = Array.from({ length: 50 }, (_, i) => `138${String(i * 7919 + 10_000_000)}`)

describe('a mask', () => {
  it.each<[MaskKind, string, string]>([
    ['phone', '13812340000', '138****0000'],
    ['phone', '138-1234-0000', '138-****-0000'],
    ['phone', '138 1234 0000', '138 **** 0000'],
    ['phone', '+8613812340000', '+86138****0000'],
    ['phone', '+86 138 1234 0000', '+86 138 **** 0000'],
    ['phone', '１３８１２３４００００', '１３８****００００'],
    ['phone', '010-12345678', '010-****5678'],
    ['phone', '0755-12345678', '0755-****5678'],
    ['phone', '82345678', '82****78'],
    ['phone', '(312) 555-0123', '(312) ***-*123'],
    ['phone', '12315', '****5'],
    ['phone', '李四13812340000', '某某138****0000'],
    ['phone', '13812340000/13912341111', '138********/*******1111'],
    ['citizen_id', '110105199003071234', '110105********1234'],
    ['citizen_id', '11010519900307123X', '110105********123X'],
    ['citizen_id', '110105900307123', '110105*****7123'],
    ['citizen_id', '123-45-6789', '12*-**-**89'],
    ['citizen_id', 'E12345678', '*1*****78'],
    ['citizen_id', '张三 110105199003071234', '某某 110105********1234'],
    ['name', '张三', '张*'],
    ['name', '王小明', '王*明'],
    ['name', '欧阳锋', '欧阳*'],
    ['name', '欧阳小明', '欧阳*明'],
    ['name', '张王小明', '张**明'],
    ['name', '王', '*'],
    ['name', '买买提·艾合买提', '买**·****'],
    ['name', '张三、李小四', '张*、李*四'],
    ['name', '𠮷三', '𠮷*'],
    ['name', 'John Smith', 'J*** S****'],
    ['name', "Anne-Marie O'Brien", "A***-M**** O'*****"],
    ['name', '张三13812340000', '张************'],
    ['name', '福州某某餐饮有限公司', '福州某某餐饮有限公司'],
    ['name', '老王面馆子店', '老王面馆子店'],
    ['name', 'Joe Pizza, Inc.', 'Joe Pizza, Inc.'],
    ['name', 'SMITH FOODS LLC', 'SMITH FOODS LLC'],
    ['name', '  ', '  '],
    ['email', 'zhang.san@163.com', 'z***@163.com'],
    ['email', ' Z@mail.example.org ', ' Z***@mail.example.org '],
    ['email', 'a@b.cn; c_d@e.com.cn', 'a***@b.cn; c***@e.com.cn'],
    ['email', 'mailto:x@y.org', 'mailto:x***@y.org'],
    ['email', '李四＠公司．中国', '李***＠公司．中国'],
    ['email', '12345678', '1*******'],
    ['text', '请联系张某 13812340000，谢谢', '请联系张某 138****0000，谢谢'],
    ['text', '邮箱13812340000@139.com', '邮***@139.com'],
    ['text', '写信到 li@x.cn 或 13812340000', '写信到 l***@x.cn 或 138****0000'],
  ])('%s: %s is kept as %s', (kind, value, masked) => {
    expect(maskValue(kind, value)).toBe(masked)
    expect(maskValue(kind, masked)).toBe(masked)
  })

  it.each([
    '无',
    ' 暂无 ',
    '不详',
    '未提供',
    '匿名',
    'N/A',
    'n/a',
    'None',
    'UNKNOWN',
    'Anonymous',
    '-',
    '——',
    '/',
    '***',
    '？',
  ])('leaves what stands for nothing: %s', value => {
    for (const kind of maskKinds) expect(maskValue(kind, value)).toBe(value)
  })

  const alphabet = [
    ..."张王欧阳司马小明三四李公店厂0123456789013５８*xXeEJohn Smith-·,、()（）+@.'/\n",
    '𠮷',
    '𝒜',
    'é',
    '\u0301',
    '\ud800',
    '\udc00',
    '\0',
    '👩‍👩‍👧',
    'ب',
    '김',
    '86',
    '138',
    '欧阳',
    'Inc',
  ]
  const kinds = maskKinds

  it('changes nothing the second time and never throws', () => {
    const rng = new Rng(7, 'masks')
    for (let i = 0; i < sweep(200_000); i++) {
      const value = Array.from({ length: rng.int(24) }, () => rng.pick(alphabet)).join('')
      for (const kind of kinds) {
        const once = maskValue(kind, value)
        expect(maskValue(kind, once), `${kind} of ${JSON.stringify(value)}`).toBe(once)
        if (value.trim() === '') expect(once).toBe(value)
      }
    }
  })

  it('leaves no more than its rule', () => {
    const rng = new Rng(8, 'leaks')
    const count = (text: string, of: RegExp) => text.match(of)?.length ?? 0
    for (let i = 0; i < sweep(50_000); i++) {
      const phone = Array.from({ length: 5 + rng.int(20) }, () => rng.pick([...'0123456789 -'])).join('')
      const [digits, left] = [count(phone, /\d/g), count(maskValue('phone', phone), /\d/g)]
      // Ten digits may be a US number behind the country's 1.
      expect(digits - left, phone).toBeGreaterThanOrEqual(Math.min(digits, 4))
      const id = Array.from({ length: 1 + rng.int(30) }, () => rng.pick([...'0123456789Xab 张'])).join('')
      const [signs, stay] = [count(id, /[0-9A-Za-z]/g), count(maskValue('citizen_id', id), /[0-9A-Za-z]/g)]
      expect(stay, id).toBeLessThanOrEqual(signs >= 15 ? 10 : Math.floor(signs / 2))
      expect(maskValue('citizen_id', id)).not.toContain('张')
      const length = 2 + rng.int(8)
      const name = Array.from({ length }, () => rng.pick([...'张王欧阳小明三四丽𠮷'])).join('')
      expect(count(maskValue('name', name), /\*/g), name).toBeGreaterThanOrEqual(1)
      expect(count(maskValue('name', name), /\p{Script=Han}/gu), name).toBeLessThanOrEqual(3)
    }
  })
})

describe('a text', () => {
  it.each([
    ['电话13812340000或+86 139-1234-1111', '电话138****0000或+86 139-****-1111'],
    ['证件110105199003071234。', '证件110105********1234。'],
    ['座机 010-12345678 转 801', '座机 010-****5678 转 801'],
    ['call (312) 555-0123 or 312-555-0199', 'call (312) ***-*123 or 312-***-*199'],
  ])('"%s" has its numbers masked', (text, masked) => {
    expect(maskText(text)).toBe(masked)
  })

  it.each([
    '2024-01-02 08:30:00 至 2024-01-03',
    '工单 202401021234567 已办结',
    '统一社会信用代码 91350100M000100Y43',
    '统一社会信用代码 911101050000003490',
    '罚款 1234567.89 元',
    '已留 138****0000 与 110105********1234',
    '41.878113, -87.629799',
    '',
  ])('"%s" stays', text => {
    expect(maskText(text)).toBe(text)
  })

  it('without long numbers is passed by in a moment', () => {
    const text = '市民反映该店 2024-01-02 起 24 小时营业，噪声扰民。'.repeat(40)
    const began = performance.now()
    for (let i = 0; i < 2000; i++) maskText(text)
    expect(performance.now() - began).toBeLessThan(2000)
  })
})

describe('a header', () => {
  const tables = Object.keys(columns) as TableName[]
  const named = (personal: boolean) =>
    tables.flatMap(table =>
      columns[table]
        .filter(column => (column.personal ?? false) === personal)
        .flatMap(column => [column.name, column.zh, ...column.synonyms].map(name => [name, column.name] as const)),
    )

  it.each(named(true))('%s (%s of the schema) is personal', (name, column) => {
    expect(personalByName(name)).toBe(
      column.endsWith('_phone') ? 'phone' : column.endsWith('_id') ? 'citizen_id' : 'name',
    )
  })
  it('of a column that is not personal is not', () => {
    expect(named(false).filter(([name]) => personalByName(name) !== null)).toEqual([])
  })

  it('of the real extracts of Chicago tells nothing', () => {
    const headers = Object.values(chicago).flatMap(list => list.map(column => column.name))
    expect(headers.filter(header => personalByName(header) !== null)).toEqual([])
  })

  it.each<[string, MaskKind | null]>([
    ['法定代表人（负责人）', 'name'],
    ['法定代表人姓名', 'name'],
    ['企业联系人', 'name'],
    ['法定代表人证件号码', 'citizen_id'],
    ['行政相对人代码_5(居民身份证号)', 'citizen_id'],
    ['身份证号', 'citizen_id'],
    ['投诉人手机号', 'phone'],
    ['联系人电话', 'phone'],
    ['Complainant Name', 'name'],
    ['complainantPhone', 'phone'],
    ['Mobile', 'phone'],
    ['E-mail', 'email'],
    ['Email Address', 'email'],
    ['contactEmail', 'email'],
    ['电子邮箱地址', 'email'],
    ['投诉人邮箱', 'email'],
    ['Mailing Address', null],
    ['邮政编码', null],
    ['邮箱类型', null],
    ['SSN', 'citizen_id'],
    ['Owner First Name', 'name'],
    ['投诉内容', 'text'],
    ['法定代表人证件类型', null],
    ['来电时间', null],
    ['投诉人类型', null],
    ['投诉人数', null],
    ['被投诉人', null],
    ['被投诉人名称', null],
    ['经营者名称', null],
    ['检查人员姓名', null],
    ['Inspector Name', null],
    ['执法证件号', null],
    ['许可证件号', null],
    ['BUSINESS NAME', null],
    ['LEGAL NAME', null],
    ['License ID', null],
    ['Community Area', null],
    ['序号', null],
    ['', null],
  ])('%s tells %s', (header, kind) => {
    expect(personalByName(header)).toBe(kind)
  })
})

describe('a short text in a column that nothing gives away', () => {
  it.each([
    '电话13812345678',
    '13812345678张三',
    '13812345678 张三',
    '张三:13812345678',
    'tel 13812345678',
    'Bob 312-555-0123',
    'Mob.13812345678',
    'Li 13812345678',
    '138 1234 5678 李',
    '010-12345678 转李',
    '京食13812345678',
  ])('is masked for what stands beside the number: %s', text => {
    expect(tellsPersonal(text)).toBe(true)
    expect(maskText(text)).not.toBe(text)
    expect(tellsPersonal(maskText(text)) && maskText(maskText(text)) !== maskText(text)).toBe(false)
  })

  it.each([
    '13812345678',
    'A13812345678',
    '13812345678A',
    'No.13812345678',
    'order # 13812345678',
    '138-1234-5678',
    '',
    '@',
  ])('may be a code otherwise: %s', text => {
    expect(tellsPersonal(text)).toBe(false)
  })
})

it('a long text with a sign of an address is looked through in a moment', () => {
  for (const text of [`${'a'.repeat(200_000)} @`, `${'a.'.repeat(100_000)}@`, `@${'a.'.repeat(100_000)}`]) {
    const start = performance.now()
    maskText(text)
    expect(performance.now() - start).toBeLessThan(2000)
  }
})

it.each([
  ['4.5 13812345678 李', true],
  ['（010）12345678 李', true],
  ['电话：１３８１２３４５６７８', true],
  ['a@b.cn', true],
  ['call 312-555-0123', true],
  ['(312) 555-0123', true],
  ['312.555.0123 please', true],
  ['312.555.01', false],
  ['tel 010-1234567', true],
  ['3125550123', false],
  ['2024-01-02 10:20:30', false],
  ['2024-01-02 10', false],
  ['60 614 1000 2', false],
  ['-87.629799123456', false],
])('%s is looked at closely: %s', (text, looked) => {
  const bytes = new TextEncoder().encode(text)
  expect(mayBePersonal(bytes, 0, bytes.length)).toBe(looked)
})

it.each([
  ['工单内容', false],
  ['工单编号', true],
  ['备注', false],
  ['Order No', true],
])('%s is a column of codes: %s', (header, code) => {
  expect(isRowId(header)).toBe(code)
})

describe('values', () => {
  const names = '张三 李小四 王明 欧阳锋 赵一鸣 陈静 刘洋 杨帆 黄丽华 周杰'.split(' ')
  const mixed = (good: readonly string[], share: number, other: string) =>
    Array.from({ length: 50 }, (_, i) => (i < 50 * share ? (good[i % good.length] ?? '') : other))

  it.each<[string, string, readonly string[], MaskKind | null]>([
    ['ids', '字段一', ids, 'citizen_id'],
    ['ids among blanks', '字段一', [...ids, '', ' '], 'citizen_id'],
    ['ids beside words for none', '字段一', mixed(ids, 0.5, '无'), 'citizen_id'],
    ['e-mail addresses', '字段二', ['a@b.cn', 'li.si@163.com', '13812340000@139.com'], 'email'],
    ['ids in four of five rows', '字段一', mixed(ids, 0.8, '见附件'), 'citizen_id'],
    ['fewer ids', '字段一', mixed(ids, 0.78, '见附件'), null],
    ['ids with wrong check digits', '编码', ids.map(id => `${id.slice(0, 17)}${id.endsWith('1') ? '2' : '1'}`), null],
    ['mobiles', '字段二', mobiles, 'phone'],
    ['mobiles with +86', '字段二', mobiles.map(phone => `+86 ${phone}`), 'phone'],
    ['US phones', 'Contact', ['(312) 555-0123', '312-555-0199', '312.555.0100', '+1 312-555-0101'], 'phone'],
    ['ten digits', 'Parcel', ['3125550123', '3125550199', '2175550100'], null],
    ['mobiles that are row ids', '工单编号', mobiles, null],
    ['mobiles that are row ids', 'Record ID', mobiles, null],
    ['days as numbers', '字段', Array.from({ length: 40 }, (_, i) => String(20_240_101 + i)), null],
    ['credit codes', '代码', ['91350100M000100Y43', '91110105MA0000015F', '91110105MA00003490'], null],
    ['names', '字段三', names, 'name'],
    ['names under a category', '类别', names, null],
    ['names of places', '所属街道', names, null],
    ['names of inspectors', '检查人员', names, null],
    ['names of businesses', '企业名称', names, null],
    ['categories', '字段四', Array.from({ length: 60 }, (_, i) => ['投诉', '举报', '咨询'][i % 3] ?? ''), null],
    ['severities', '字段四', Array.from({ length: 60 }, (_, i) => ['严重', '高', '和解', '安全'][i % 4] ?? ''), null],
    ['few names that repeat', '字段四', Array.from({ length: 90 }, (_, i) => names[i % 6] ?? ''), null],
    ['districts', '字段五', ['黄浦区', '金山区', '白云区', '江北区'], null],
    ['texts with a phone', '字段六', ['该店卫生差，请派人检查处理，谢谢，联系电话 13812340000', '噪声扰民'], 'text'],
    ['nothing', '字段', ['', ' '], null],
  ])('that are %s in a column %s', (_, header, values, kind) => {
    expect(personalByValues(header, values)).toBe(kind)
  })
})
