import { columns, type TableName } from '../../schema'
import { normaliseHeader } from '../headers'
import type { MaskKind } from './intake'

const tables = Object.keys(columns) as TableName[]
const all = tables.flatMap(table => columns[table])
const namesOf = (column: (typeof all)[number]): string[] =>
  [column.name, column.zh, column.en, ...column.synonyms].map(normaliseHeader).filter(name => name !== '')

/** Personal columns of the schema by every name they have. */
const personalNames: ReadonlyMap<string, MaskKind> = new Map(
  all.filter(column => column.personal).flatMap(column => namesOf(column).map(name => [name, kindOf(column.name)])),
)
/** Every name of a column that is not personal: codes, businesses, inspectors, categories, days. */
const plainNames: ReadonlySet<string> = new Set(all.filter(column => !column.personal).flatMap(namesOf))

function kindOf(canonical: string): MaskKind {
  if (canonical.endsWith('_phone')) return 'phone'
  return canonical.endsWith('_id') ? 'citizen_id' : 'name'
}

/** Letters and digits of a header, brackets included: `行政相对人代码_5(居民身份证号)`. */
const lettersOf = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
const wordsOf = (header: string): string =>
  ` ${header
    .normalize('NFKC')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')} `

/** About a person, but not what names them. */
const aboutOnly =
  /类型|类别|种类|数量|人数|次数|时间|日期|地址|住址|住所|单位|部门|性别|年龄|意见|情况|是否|国籍|职务|满意|结果|状态|方法|渠道|来源|企业名称|机构/u
const aboutOnlyEnglish =
  / (type|date|time|status|count|address|city|state|zip|street|business|company|department|agency|title|flag|kind|category|result|channel|gender|age|dba|legal) /
const staff = /检查人|检查员|执法|监督员|监管人员|巡查员|稽查|被投诉|被举报|被检查|被申诉/u
const staffEnglish = / (inspector|sanitarian|officer|investigator|inspected) /

/** What a column holds by its name alone; null where its name tells of nothing personal. */
export function personalByName(header: string): MaskKind | null {
  const name = normaliseHeader(header)
  const known = personalNames.get(name)
  if (known) return known
  const [letters, words] = [lettersOf(header), wordsOf(header)]
  if (plainNames.has(name)) return null
  // Before what is only about a person, for it may be called an address.
  if (isEmailHeader(letters, words)) return 'email'
  if (staff.test(letters) || staffEnglish.test(words)) return null
  if (aboutOnly.test(letters) || aboutOnlyEnglish.test(words)) return null
  if (isIdHeader(letters, words)) return 'citizen_id'
  if (isPhoneHeader(letters, words)) return 'phone'
  if (isNameHeader(letters, words)) return 'name'
  return isNarrative(letters, words) ? 'text' : null
}

const isIdHeader = (letters: string, words: string): boolean =>
  (/身份证|证件号|证件编号|公民身份|护照/u.test(letters) && !/信用代码|许可证件|营业|经营|卫生|注册/u.test(letters)) ||
  / (ssn|social security|passport|identity card|id card|citizen id|national id|id number|idcard) /.test(words)

const isEmailHeader = (letters: string, words: string): boolean =>
  (/邮箱|电子邮件|电邮/u.test(letters) && !/类型|类别|状态|是否/u.test(letters)) ||
  / (e mail|email|emails|emailaddress) /.test(words)

const isPhoneHeader = (letters: string, words: string): boolean =>
  /电话|手机|联系方式|联系号码|联络方式|来电号码|主叫号码|传真/u.test(letters) ||
  / (phone|phones|mobile|telephone|cell|cellphone|tel|fax|phone1|phone2|phonenumber) /.test(words)

const person =
  '(?:法定代表人|法人代表|法人|企业负责人|负责人|联系人|经办人|申请人|投诉人|举报人|来电人|诉求人|反映人|申诉人|消费者|当事人|经营者|业主|户主|监护人|代理人|委托人|办理人|承办人|审批人|受理人|报告人|信访人|患者|自然人)'
const chineseName = new RegExp(`^(?:主要|企业|单位|第[一二三])?${person}+(?:姓名|名称|名字|\\d)?$|姓名`, 'u')
/** With 名称 these are names of a business. */
const businessOwner = /^(?:经营者|业主|当事人)(?:名称|名字)$/u

function isNameHeader(letters: string, words: string): boolean {
  if (chineseName.test(letters)) return !businessOwner.test(letters)
  if (/ (first|last|middle|full|sur|person) name | surname | firstname | lastname | legal representative /.test(words))
    return true
  if (/ (id|no|number|code|key) /.test(words)) return false
  return / (complainant|complainants|applicant|caller|requester|requestor|claimant|contact person|contact name|owner name) | contact $/.test(
    words,
  )
}

/** Texts that people wrote, in which they leave their phones. */
const isNarrative = (letters: string, words: string): boolean =>
  /(诉求|投诉|举报|反映|信访)(内容|描述|详情)|问题描述|事项描述|回复内容|^备注$|^说明$/u.test(letters) ||
  / (remarks?|comments?|narrative|notes?|complaint (text|details?|description)) /.test(words)

/** A column of row ids, whose digits may look like anything. */
export function isRowId(header: string): boolean {
  const [letters, words] = [lettersOf(header), wordsOf(header)]
  if (/内容|描述|详情|备注|说明|标题|意见/u.test(letters)) return false
  return (
    /编号|单号|工单|编码|代码|序号|流水|文书号|许可证号|注册号|案号|订单|账号|户号|识别号/u.test(letters) ||
    / (id|ids|no|num|number|record|key|code|uuid|guid|license|licence|permit|account|case|order|ticket|sr) /.test(words)
  )
}

/** A column of words that is no column of people: a place, a category, a unit, a business, an inspector. */
export function isNoPeople(header: string): boolean {
  const [letters, words] = [lettersOf(header), wordsOf(header)]
  if (plainNames.has(normaliseHeader(header))) return true
  return (
    staff.test(letters) ||
    staffEnglish.test(words) ||
    aboutOnly.test(letters) ||
    aboutOnlyEnglish.test(words) ||
    /企业|公司|店|名称|局|地区|区|县|街道|乡|镇|村|社区|省|市|路|类|级|行业|业态|事项|品牌|产品|商品|项目|科室|岗位|对象|主体|品种|等级/u.test(
      letters,
    ) ||
    / (place|area|district|region|county|town|village|brand|product|item|facility|entity|firm|shop|store|level|class|industry|neighborhood|community|ward|borough|dept) /.test(
      words,
    )
  )
}
