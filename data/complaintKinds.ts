import type { Department } from './departments'

/** What is complained about. */
export interface ComplaintKind {
  category: string
  department: Department
  /** Share of all complaints in a year. */
  share: number
  /** Level by month, January first, about 1 on average. */
  months: readonly number[]
  subcategories: readonly string[]
  /** Trades by how often a business of each is complained about; every trade where it is empty. */
  industries: Readonly<Record<string, number>>
  /** Share of complaints that name the business by its credit code. */
  coded: number
}

const EVEN = [1, 0.9, 1, 1, 1.02, 1.02, 1.02, 1.02, 1.02, 1, 1, 1] as const
const SUMMER = [0.7, 0.65, 0.75, 0.9, 1.1, 1.35, 1.55, 1.5, 1.15, 0.9, 0.75, 0.7] as const
const WINTER = [3.1, 2.3, 1.1, 0.15, 0.08, 0.08, 0.08, 0.08, 0.1, 0.3, 1.9, 2.8] as const
const EVENINGS = [0.7, 0.7, 0.85, 1, 1.15, 1.3, 1.4, 1.35, 1.1, 0.95, 0.8, 0.7] as const

export const complaintKinds: readonly ComplaintKind[] = [
  {
    ...{ category: '食品安全', department: '市场监督管理局', share: 0.2, months: SUMMER, coded: 0.7 },
    subcategories: ['食品变质过期', '疑似食物中毒', '食品有异物', '后厨卫生', '标签标识'],
    industries: { 餐饮服务: 1, 食品零售: 0.6, 食品生产: 0.8, 学校食堂: 1.4 },
  },
  {
    ...{ category: '消费维权', department: '市场监督管理局', share: 0.19, months: EVEN, coded: 0.7 },
    subcategories: ['预付卡退费', '虚假宣传', '价格争议', '售后服务', '退换货'],
    industries: { 美容美发: 1.2, 食品零售: 0.7, 餐饮服务: 0.6, 游泳健身: 3, 校外培训: 1.8, 汽车维修: 1, 住宿服务: 1 },
  },
  {
    ...{ category: '噪声扰民', department: '城市管理局', share: 0.11, months: EVENINGS, coded: 0.35 },
    subcategories: ['娱乐噪声', '施工噪声', '商业喇叭', '设备噪声'],
    industries: { 娱乐场所: 4, 餐饮服务: 0.6, 建筑工地: 5, 汽车维修: 0.6 },
  },
  {
    ...{ category: '占道经营', department: '城市管理局', share: 0.07, months: EVENINGS, coded: 0.18 },
    subcategories: ['店外经营', '流动摊贩', '乱堆物料'],
    industries: { 餐饮服务: 1, 食品零售: 1.2, 再生资源回收: 1.5 },
  },
  {
    ...{ category: '油烟异味', department: '城市管理局', share: 0.06, months: SUMMER, coded: 0.53 },
    subcategories: ['餐饮油烟', '异味', '污水外溢'],
    industries: { 餐饮服务: 1, 汽车维修: 0.5, 食品生产: 1, 再生资源回收: 1 },
  },
  {
    ...{ category: '施工管理', department: '住房和城乡建设局', share: 0.08, months: EVEN, coded: 0.57 },
    subcategories: ['夜间施工', '扬尘污染', '工地安全', '房屋质量', '拖欠工资'],
    industries: { 建筑工地: 1 },
  },
  {
    ...{ category: '物业与供暖', department: '住房和城乡建设局', share: 0.07, months: WINTER, coded: 0.26 },
    subcategories: ['供暖不热', '供暖收费', '电梯停用', '物业服务'],
    industries: { 特种设备使用: 1 },
  },
  {
    ...{ category: '公共场所卫生', department: '卫生健康委员会', share: 0.05, months: EVEN, coded: 0.66 },
    subcategories: ['用品不洁', '无健康证', '违规医疗美容', '泳池水质'],
    industries: { 美容美发: 1, 住宿服务: 1.5, 游泳健身: 1.5 },
  },
  {
    ...{ category: '消防隐患', department: '消防救援支队', share: 0.045, months: EVEN, coded: 0.4 },
    subcategories: ['占用消防通道', '电动车违规充电', '消防设施损坏'],
    industries: {},
  },
  {
    ...{ category: '特种设备', department: '市场监督管理局', share: 0.025, months: EVEN, coded: 0.62 },
    subcategories: ['电梯困人', '电梯故障', '超期未检'],
    industries: { 特种设备使用: 1 },
  },
  {
    ...{ category: '无证经营', department: '市场监督管理局', share: 0.03, months: EVEN, coded: 0.31 },
    subcategories: ['无营业执照', '无许可证', '超范围经营'],
    industries: {},
  },
  {
    ...{ category: '药品安全', department: '市场监督管理局', share: 0.02, months: EVEN, coded: 0.75 },
    subcategories: ['药品过期', '无处方售药', '医疗器械质量'],
    industries: { 药品零售: 1 },
  },
  {
    ...{ category: '安全生产', department: '应急管理局', share: 0.015, months: EVEN, coded: 0.62 },
    subcategories: ['违规存储', '违章作业', '泄漏'],
    industries: { 危险化学品经营: 3, 再生资源回收: 0.6, 食品生产: 0.4, 建筑工地: 0.6 },
  },
  {
    ...{ category: '文化娱乐', department: '文化和旅游局', share: 0.02, months: EVENINGS, coded: 0.66 },
    subcategories: ['接纳未成年人', '违规演出', '旅游纠纷'],
    industries: { 娱乐场所: 1, 游泳健身: 0.3 },
  },
  {
    ...{ category: '教育培训', department: '教育局', share: 0.03, months: EVEN, coded: 0.66 },
    subcategories: ['违规培训', '退费纠纷', '食堂伙食'],
    industries: { 校外培训: 1, 学校食堂: 0.5 },
  },
  {
    ...{ category: '汽车服务', department: '交通运输局', share: 0.02, months: EVEN, coded: 0.66 },
    subcategories: ['维修质量', '小病大修', '停车收费'],
    industries: { 汽车维修: 1 },
  },
  {
    ...{ category: '再生资源与商贸', department: '商务局', share: 0.01, months: EVEN, coded: 0.53 },
    subcategories: ['回收站扰民', '成品油质量', '单用途预付卡'],
    industries: { 再生资源回收: 1, 危险化学品经营: 0.5 },
  },
]
