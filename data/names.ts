import { DISTRICTS, SUBDISTRICTS } from './layout'
import type { Rng } from './rng'

export interface PlaceName {
  zh: string
  en: string
}

export const cityName: PlaceName = { zh: '云岭市', en: 'Yunling' }

/** Twelve districts of no real city. */
export const districtNames: readonly PlaceName[] = [
  { zh: '栖云区', en: 'Qiyun District' },
  { zh: '澄湖区', en: 'Chenghu District' },
  { zh: '揽月区', en: 'Lanyue District' },
  { zh: '青屏区', en: 'Qingping District' },
  { zh: '鹤鸣区', en: 'Heming District' },
  { zh: '松岚区', en: 'Songlan District' },
  { zh: '霁阳区', en: 'Jiyang District' },
  { zh: '云岭高新区', en: 'Yunling High-Tech Zone' },
  { zh: '银沙区', en: 'Yinsha District' },
  { zh: '柏岭区', en: 'Bailing District' },
  { zh: '梧川区', en: 'Wuchuan District' },
  { zh: '望溪区', en: 'Wangxi District' },
]
if (districtNames.length !== DISTRICTS) throw new Error('a district has no name')

const FIRST = {
  ...{ 柳: 'Liu', 桂: 'Gui', 兰: 'Lan', 竹: 'Zhu', 枫: 'Feng', 荷: 'He', 松: 'Song', 梅: 'Mei', 杏: 'Xing' },
  ...{ 石: 'Shi', 金: 'Jin', 玉: 'Yu', 东: 'Dong', 西: 'Xi', 南: 'Nan', 北: 'Bei', 清: 'Qing', 白: 'Bai' },
  ...{ 龙: 'Long', 凤: 'Feng', 鹿: 'Lu', 雁: 'Yan', 星: 'Xing', 和: 'He' },
}
const SECOND = {
  ...{ 荫: 'yin', 桥: 'qiao', 亭: 'ting', 塘: 'tang', 坪: 'ping', 溪: 'xi', 渡: 'du', 湾: 'wan', 苑: 'yuan' },
  ...{ 泉: 'quan', 台: 'tai', 井: 'jing', 洲: 'zhou', 坡: 'po', 堤: 'di', 埠: 'bu' },
}

/** Names without their ending (街道, 镇), all different. */
export function subdistrictNames(rng: Rng): PlaceName[] {
  const all = Object.entries(FIRST).flatMap(([a, first]) =>
    Object.entries(SECOND).map(([b, second]): PlaceName => ({ zh: a + b, en: first + second })),
  )
  const names = new Map<string, PlaceName>()
  // By the Latin spelling, so that 枫桥 and 凤桥 do not both become Fengqiao.
  while (names.size < SUBDISTRICTS) {
    const name = rng.pick(all)
    if (!names.has(name.en)) names.set(name.en, name)
  }
  return [...names.values()]
}

const ROADS =
  '青松 文昌 望江 春晖 学府 龙泉 和平 锦绣 滨河 梧桐 书院 朝阳 丹桂 凤栖 鼓楼 建业 长乐 明德 翠屏 柳营 银杏 紫荆 安康 兴业 云海 南塘 北辰 观澜 竹海 映山'.split(
    ' ',
  )
const ROAD_ENDINGS = ['路', '路', '路', '街', '街', '巷', '大道', '东路', '西路', '南路', '北路']

/** Names of the roads of one subdistrict. */
export const roadNames = (rng: Rng, count: number): string[] =>
  Array.from({ length: count }, () => rng.pick(ROADS) + rng.pick(ROAD_ENDINGS))

const BRAND_A =
  '福 鑫 和 盛 瑞 恒 永 嘉 宏 泰 兴 德 华 锦 聚 顺 万 百 天 新 荣 丰 汇 康 裕 佳 旺 聚 祥 源 金 乐 美 优 雅 悦 尚 味 品 鲜'.split(
    ' ',
  )
const BRAND_B =
  '源 隆 达 发 昌 祥 顺 盛 泰 丰 兴 康 佳 宝 美 家 园 海 城 天 润 成 通 利 和 德 瑞 来 轩 阁 居 香 满 斋 汇 元 宁 安 诚 信'.split(
    ' ',
  )
const SURNAMES =
  '张 王 李 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕'.split(
    ' ',
  )

/** What an industry's businesses are called. */
export interface NameStyle {
  /** The trade within a company's name: 餐饮管理 */
  trades: readonly string[]
  /** How a sole trader's shop ends: 面馆 */
  shops: readonly string[]
  /** Share of companies; the others are sole traders. */
  companies: number
  /** Share of companies' shops that are branches of a chain. */
  chains: number
  /** For institutions, whose names do not end in 有限公司: what they end in instead. */
  institution?: string
}

const brand = (rng: Rng): string => rng.pick(BRAND_A) + rng.pick(BRAND_B) + (rng.chance(0.25) ? rng.pick(BRAND_B) : '')

/** A company's name: a branch carries its road, 云岭福源餐饮管理有限公司（青松路店）. */
export function companyName(
  rng: Rng,
  style: NameStyle,
  district: string,
  road: string,
  chain: readonly string[],
): string {
  if (rng.chance(style.chains)) return `${rng.pick(chain)}（${road}店）`
  const place = rng.chance(0.6) ? '云岭' : district.slice(0, 2)
  const ending = style.institution ?? (rng.chance(0.06) ? '有限责任公司' : '有限公司')
  return rng.chance(0.15)
    ? `${brand(rng)}（云岭）${rng.pick(style.trades)}${ending}`
    : `${place}${brand(rng)}${rng.pick(style.trades)}${ending}`
}

/** A sole trader's name carries the district and often a surname: 栖云区老陈记面馆. */
export function soleTraderName(rng: Rng, style: NameStyle, district: string): string {
  const own = rng.chance(0.4)
    ? `${rng.chance(0.3) ? '老' : ''}${rng.pick(SURNAMES)}${rng.pick(['记', '氏', '家', '师傅'])}`
    : brand(rng)
  const ending = rng.chance(0.25) ? '（个体工商户）' : ''
  return `${district}${own}${rng.pick(style.shops)}${ending}`
}

/** The names of an industry's chains, without their branches. */
export const chainNames = (rng: Rng, style: NameStyle): string[] =>
  Array.from({ length: 12 }, () => `云岭${brand(rng)}${rng.pick(style.trades)}有限公司`)

/** A name as a caller gives it: other brackets, without its legal form, or as it is registered. */
export function misspell(rng: Rng, name: string): string {
  const way = rng.next()
  if (way < 0.25) return name.replace('（', '(').replace('）', ')')
  if (way < 0.5) return name.replace(/有限(责任)?公司|（个体工商户）/, '')
  return name
}
