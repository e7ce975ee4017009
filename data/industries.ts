import type { Department } from './departments'
import type { NameStyle } from './names'

/** Working days; `years` is the validity, null where a licence does not expire. */
export interface PermitItem {
  name: string
  category: '普通' | '认可' | '核准' | '登记'
  department: Department
  legalDays: number
  promisedDays: number
  years: number | null
}

export interface Industry extends NameStyle {
  name: string
  /** Share of the city's businesses. */
  share: number
  tier: 'high' | 'middle' | 'low'
  food: boolean
  /** Visits a year of a business, in proportion. */
  visits: number
  /** 0: as close to the centre as people; 1: spread evenly over the land. */
  spread: number
  permit: PermitItem
  /** A second permit that some businesses need. */
  extra: PermitItem | null
  /** Items of its inspections, most frequent first. */
  items: readonly string[]
}

const item = (
  name: string,
  category: PermitItem['category'],
  department: Department,
  [legalDays, promisedDays]: readonly [number, number],
  years: number | null,
): PermitItem => ({ name, category, department, legalDays, promisedDays, years })

const food = item('食品经营许可', '普通', '市场监督管理局', [20, 10], 5)
const hygiene = item('公共场所卫生许可', '普通', '卫生健康委员会', [20, 8], 4)
const sign = item('户外广告设施设置许可', '普通', '城市管理局', [15, 7], 2)
const fire = item('公众聚集场所消防安全检查', '核准', '消防救援支队', [10, 6], null)
const drainage = item('城镇污水排入排水管网许可', '普通', '住房和城乡建设局', [20, 12], 5)

export const industries: readonly Industry[] = [
  {
    ...{
      name: '餐饮服务',
      share: 0.27,
      tier: 'middle',
      food: true,
      visits: 1.35,
      spread: 0.1,
      permit: food,
      extra: sign,
    },
    trades: ['餐饮管理', '餐饮', '餐饮服务'],
    shops: ['面馆', '火锅店', '小吃店', '饭店', '烧烤店', '奶茶店', '早餐店', '快餐店'],
    ...{ companies: 0.35, chains: 0.35 },
    items: ['餐饮具清洗消毒', '食品原料贮存', '后厨环境卫生', '从业人员健康证', '进货查验记录', '食品添加剂使用'],
  },
  {
    ...{ name: '食品零售', share: 0.17, tier: 'low', food: true, visits: 0.9, spread: 0.25, permit: food, extra: sign },
    trades: ['商贸', '超市', '食品'],
    shops: ['便利店', '副食店', '水果店', '粮油店', '生鲜店', '烟酒店'],
    ...{ companies: 0.3, chains: 0.4 },
    items: ['食品保质期', '进货查验记录', '散装食品标识', '冷藏设施', '价格标示'],
  },
  {
    ...{ name: '食品生产', share: 0.02, tier: 'high', food: true, visits: 2.2, spread: 0.9 },
    permit: item('食品生产许可', '普通', '市场监督管理局', [20, 10], 5),
    extra: drainage,
    trades: ['食品', '粮油食品', '农产品加工'],
    shops: ['豆制品作坊', '糕点坊', '米粉厂'],
    ...{ companies: 0.8, chains: 0 },
    items: ['生产过程控制', '原料进货查验', '出厂检验', '食品添加剂使用', '标签标识'],
  },
  {
    ...{ name: '药品零售', share: 0.04, tier: 'middle', food: false, visits: 1.5, spread: 0.2 },
    permit: item('药品经营许可', '普通', '市场监督管理局', [30, 15], 5),
    extra: null,
    trades: ['大药房', '医药连锁', '医药'],
    shops: ['药店'],
    ...{ companies: 0.85, chains: 0.6 },
    items: ['处方药销售', '药品储存温湿度', '执业药师在岗', '购进票据'],
  },
  {
    ...{
      name: '美容美发',
      share: 0.13,
      tier: 'low',
      food: false,
      visits: 0.6,
      spread: 0.1,
      permit: hygiene,
      extra: sign,
    },
    trades: ['美容服务', '美发服务', '健康管理'],
    shops: ['美容院', '理发店', '美发沙龙', '美甲店'],
    ...{ companies: 0.2, chains: 0.3 },
    items: ['用品用具消毒', '从业人员健康证', '卫生许可公示', '违规医疗美容'],
  },
  {
    ...{
      name: '住宿服务',
      share: 0.045,
      tier: 'middle',
      food: false,
      visits: 1.1,
      spread: 0.2,
      permit: hygiene,
      extra: fire,
    },
    trades: ['酒店管理', '宾馆', '酒店'],
    shops: ['旅馆', '民宿', '客栈'],
    ...{ companies: 0.55, chains: 0.25 },
    items: ['布草清洗消毒', '疏散通道', '实名登记', '集中空调卫生'],
  },
  {
    ...{ name: '特种设备使用', share: 0.07, tier: 'middle', food: false, visits: 1.0, spread: 0.6 },
    permit: item('特种设备使用登记', '登记', '市场监督管理局', [15, 5], null),
    extra: null,
    trades: ['物业服务', '机械制造', '物流', '热力'],
    shops: ['加工厂'],
    ...{ companies: 0.97, chains: 0 },
    items: ['定期检验', '作业人员持证', '安全管理制度', '维护保养记录'],
  },
  {
    ...{ name: '建筑工地', share: 0.035, tier: 'high', food: false, visits: 2.4, spread: 0.6 },
    permit: item('建筑工程施工许可', '普通', '住房和城乡建设局', [7, 4], 2),
    extra: item('建筑垃圾处置核准', '核准', '城市管理局', [15, 7], 1),
    trades: ['建筑工程', '建设集团', '装饰工程'],
    shops: ['装修队'],
    ...{ companies: 1, chains: 0 },
    items: ['高处作业防护', '脚手架', '扬尘控制', '临时用电', '起重机械'],
  },
  {
    ...{ name: '危险化学品经营', share: 0.015, tier: 'high', food: false, visits: 2.6, spread: 0.8 },
    permit: item('危险化学品经营许可', '普通', '应急管理局', [30, 15], 3),
    extra: item('成品油零售经营资格审批', '普通', '商务局', [20, 12], 5),
    trades: ['石化', '加油站', '化工', '燃气'],
    shops: ['加油站'],
    ...{ companies: 1, chains: 0.3 },
    items: ['防静电设施', '泄漏报警', '储存限量', '安全培训记录', '应急预案演练'],
  },
  {
    ...{
      name: '学校食堂',
      share: 0.02,
      tier: 'high',
      food: true,
      visits: 2.3,
      spread: 0.35,
      permit: food,
      extra: fire,
    },
    trades: ['学校', '幼儿园', '中学', '小学'],
    shops: [],
    ...{ companies: 1, chains: 0, institution: '食堂' },
    items: ['食品留样', '后厨环境卫生', '从业人员健康证', '餐饮具清洗消毒', '陪餐制度'],
  },
  {
    ...{ name: '娱乐场所', share: 0.035, tier: 'high', food: false, visits: 1.6, spread: 0.05 },
    permit: item('娱乐经营许可', '普通', '文化和旅游局', [20, 10], 2),
    extra: fire,
    trades: ['文化娱乐', '网络科技', '娱乐'],
    shops: ['歌舞厅', '网吧', '棋牌室', '电玩城'],
    ...{ companies: 0.6, chains: 0.15 },
    items: ['疏散通道', '未成年人禁入', '场所噪声', '实名登记', '核定人数'],
  },
  {
    ...{ name: '汽车维修', share: 0.06, tier: 'low', food: false, visits: 0.7, spread: 0.5 },
    permit: item('机动车维修经营备案', '登记', '交通运输局', [10, 5], null),
    extra: drainage,
    trades: ['汽车服务', '汽车维修', '汽车销售服务'],
    shops: ['汽修厂', '轮胎店', '洗车店'],
    ...{ companies: 0.5, chains: 0.15 },
    items: ['危险废物贮存', '维修档案', '喷漆房排放', '配件来源'],
  },
  {
    ...{ name: '游泳健身', share: 0.025, tier: 'middle', food: false, visits: 1.2, spread: 0.15 },
    permit: item('高危险性体育项目经营许可', '普通', '文化和旅游局', [20, 10], 5),
    extra: hygiene,
    trades: ['健身服务', '体育发展', '健身管理'],
    shops: ['健身房', '瑜伽馆', '游泳馆'],
    ...{ companies: 0.8, chains: 0.35 },
    items: ['泳池水质', '救生员配备', '用品用具消毒', '预付卡管理'],
  },
  {
    ...{ name: '再生资源回收', share: 0.02, tier: 'middle', food: false, visits: 0.8, spread: 0.8 },
    permit: item('再生资源回收经营备案', '登记', '商务局', [10, 5], null),
    extra: null,
    trades: ['再生资源', '物资回收', '环保科技'],
    shops: ['废品回收站'],
    ...{ companies: 0.4, chains: 0 },
    items: ['堆放消防间距', '收购台账', '消防器材', '分类存放'],
  },
  {
    ...{ name: '校外培训', share: 0.045, tier: 'low', food: false, visits: 0.9, spread: 0.1 },
    permit: item('民办学校办学许可', '普通', '教育局', [30, 20], 3),
    extra: fire,
    trades: ['教育科技', '文化艺术培训', '教育咨询'],
    shops: ['培训班'],
    ...{ companies: 0.95, chains: 0.3 },
    items: ['教师资格', '预收费监管', '疏散通道', '培训内容备案'],
  },
]
