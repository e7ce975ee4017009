/**
 * The canonical tables as data. Row types, mapping, checks, SQL identifiers and labels derive from these lists.
 * Names: `_on` is a DATE, `_at` a local TIMESTAMP, `_id` and `_code` are text. Coordinates are WGS-84 degrees.
 */
export const tableNames = ['permits', 'inspections', 'complaints'] as const
export type TableName = (typeof tableNames)[number]

/** `code` is text that must never pass through a number; `word` is text with few values, kept as ENUM. */
export type ColumnKind = 'code' | 'text' | 'word' | 'date' | 'timestamp' | 'degrees' | 'number' | 'integer' | 'boolean'

export interface Column {
  readonly name: string
  readonly kind: ColumnKind
  /** `required`: mapped or given a constant, else the file is refused; a group name: one of the group; else optional. */
  readonly need: 'required' | 'entity' | 'region' | 'time' | 'optional'
  readonly zh: string
  readonly en: string
  /** Names in published extracts, best first; compared after `normaliseHeader`. */
  readonly synonyms: readonly string[]
  /** Words of the source are translated by this vocabulary. */
  readonly vocabulary?: VocabularyName
  /** Further source columns fill the gaps of the first (a trade name, else the legal name). */
  readonly fallback?: boolean
  /** Personal data: never loaded. */
  readonly personal?: boolean
}

/** The words of a canonical vocabulary and what sources call them; a trailing `*` matches any ending. */
export const vocabularies = {
  permit_status: {
    pending: ['办理中', '受理中', '待审批', '审批中', 'pending', 'in process', 'under review', 'aap'],
    granted: [
      '准予许可',
      '准予',
      '有效',
      '已发证',
      '在业',
      '正常',
      'aai',
      'issued',
      'active',
      'granted',
      'approved',
      'rea',
    ],
    refused: ['不予许可', '不予', '驳回', 'refused', 'denied', 'rejected'],
    withdrawn: ['撤回', '申请撤回', 'withdrawn'],
    revoked: ['吊销', '撤销', 'rev', 'revoked'],
    expired: ['过期', '失效', '到期', 'expired', 'inactive'],
    cancelled: ['注销', '已注销', 'aac', 'cancelled', 'canceled'],
  },
  inspection_type: {
    random: ['双随机抽查', '双随机', '随机抽查', 'random'],
    routine: ['日常检查', '日常监督检查', '日常巡查', 'canvass*', 'routine', 'cycle inspection*'],
    complaint: ['投诉举报核查', '投诉检查', '举报核查', 'complaint*'],
    special: ['专项检查', '专项整治', 'special*', 'task force*'],
    recheck: ['复查', '整改复查', 're-inspection*', 'reinspection*', 'recheck', '*re-inspection'],
    permit: ['许可核查', '现场核查', 'license*', 'licence*', 'permit*', 'pre-permit*'],
    joint: ['联合检查', '跨部门联合抽查', 'joint*'],
    other: ['其他', '其它', 'other', 'consultation', 'tag removal'],
  },
  result: {
    ok: ['合格', '未发现问题', '符合', '通过', 'pass', 'passed', 'no violation*', 'a', 'ok'],
    minor: ['轻微问题', '基本符合', '基本合格', '整改后合格', 'pass w/ conditions', 'pass with conditions', 'minor'],
    problem: ['发现问题', '不合格', '责令改正', '不符合', 'fail', 'failed', 'violation*', 'problem'],
    critical: ['严重违法', '重大隐患', '严重问题', 'critical', 'closed by dohmh*'],
    uncooperative: ['不配合检查', '不配合', '拒绝检查', 'uncooperative', 'refused entry'],
    unreachable: [
      '查无下落',
      '通过登记的住所无法联系',
      '无法联系',
      'not located',
      'business not located',
      'unreachable',
    ],
    closed: ['停业', '歇业', '已关闭', '注销', 'out of business', 'closed'],
    no_entry: ['未能进入', '无人', 'no entry', 'no_entry', 'not ready'],
  },
  complaint_kind: {
    complaint: ['投诉', 'complaint'],
    report: ['举报', 'report'],
    inquiry: ['咨询', 'inquiry', 'information'],
    suggestion: ['建议', '意见建议', 'suggestion'],
    other: ['其他', '其它', '求助', 'other'],
  },
  complaint_status: {
    open: ['待受理', '待办', '未办结', 'open*', 'new', 'pending'],
    in_progress: ['办理中', '处理中', '已受理', 'in progress', 'assigned', 'started'],
    closed: ['已办结', '办结', '已完成', '已反馈', 'completed*', 'closed*', 'resolved'],
    rejected: ['不予受理', '退回', 'rejected'],
    transferred: ['已转办', '转办', '移送', 'transferred'],
    withdrawn: ['已撤销', '撤诉', '撤回', 'withdrawn', 'canceled', 'cancelled'],
  },
} as const satisfies Record<string, Record<string, readonly string[]>>
export type VocabularyName = keyof typeof vocabularies
export type Result = keyof (typeof vocabularies)['result']
export type ComplaintKind = keyof (typeof vocabularies)['complaint_kind']

/** Words that a vocabulary accepts with a doubt: the row stays, the check lists it. */
export const doubtfulWords: Readonly<Partial<Record<VocabularyName, readonly string[]>>> = { permit_status: ['rea'] }

type Extra = Partial<Pick<Column, 'need' | 'vocabulary' | 'fallback' | 'personal'>>
/** `synonyms` are parted by `|`, as they are long lists of short names. */
function column(name: string, kind: ColumnKind, zh: string, en: string, synonyms: string, extra: Extra = {}): Column {
  return { name, kind, zh, en, need: 'optional', synonyms: synonyms === '' ? [] : synonyms.split('|'), ...extra }
}
const required = { need: 'required' } as const

const common: readonly Column[] = [
  column(
    'entity_code',
    'code',
    '统一社会信用代码',
    'Business code',
    '社会信用代码|信用代码|行政相对人代码_1|组织机构代码|注册号|uscc|uscic|credit_code|camis|license_number|license_|license_no|licence_number|account_number',
    { need: 'entity' },
  ),
  column(
    'entity_name',
    'text',
    '主体名称',
    'Business',
    '企业名称|单位名称|市场主体名称|行政相对人名称|被检查单位|检查对象|被投诉单位|被举报人|涉事主体|dba_name|dba|doing_business_as_name|aka_name|legal_name',
    { need: 'entity', fallback: true },
  ),
  column('industry_code', 'code', '行业代码', 'Industry code', '行业门类代码'),
  column(
    'industry_name',
    'word',
    '行业',
    'Kind of business',
    '行业名称|行业门类|国民经济行业|业态|facility_type|cuisine_description|license_description|经营范围|business_activity',
  ),
  column(
    'region_code',
    'word',
    '行政区划代码',
    'Region code',
    '区划代码|区县代码|属地代码|adcode|community_area|ward|boro|nta|zipcode|zip|zip_code',
    { need: 'region' },
  ),
  column('region_name', 'word', '辖区', 'Region', '区县|所属区县|街道|乡镇|属地|行政区|borough|city|neighborhood', {
    need: 'region',
  }),
  column(
    'address',
    'text',
    '地址',
    'Address',
    '住所|经营场所|生产经营地址|问题地址|street_address|incident_address|street',
  ),
  column('lon', 'degrees', '经度', 'Longitude', 'longitude|lng|lon|x'),
  column('lat', 'degrees', '纬度', 'Latitude', 'latitude|lat|y'),
  column(
    'department',
    'word',
    '部门',
    'Department',
    '许可机关|检查机关|执法部门|承办单位|主管部门|agency_name|agency|owner_department',
  ),
  column('source_system', 'word', '来源系统', 'Source system', '数据来源单位|source_system'),
]

const permits: readonly Column[] = [
  column(
    'permit_id',
    'code',
    '许可编号',
    'Permit',
    '行政许可决定文书号|许可证号|办件编号|受理编号|id|permit_|permit_id|license_id|job__',
    required,
  ),
  column('permit_name', 'word', '许可事项', 'Permit item', '许可证书名称|许可内容|事项名称|permit_type|work_type'),
  column('permit_category', 'word', '许可类别', 'Permit category', '许可类型|application_type|license_code'),
  column(
    'applied_at',
    'timestamp',
    '申请时间',
    'Applied',
    '收件时间|application_created_date|application_start_date|filing_date',
  ),
  column(
    'accepted_at',
    'timestamp',
    '受理时间',
    'Accepted',
    '受理日期|application_requirements_complete|submitted_date',
    { need: 'time' },
  ),
  column(
    'decided_at',
    'timestamp',
    '决定时间',
    'Decided',
    '许可决定日期|决定日期|办结时间|date_issued|issue_date|issuance_date|license_approved_for_issuance',
    { need: 'time' },
  ),
  column('delivered_at', 'timestamp', '送达时间', 'Delivered', '发证日期'),
  column(
    'valid_from',
    'date',
    '有效期自',
    'Valid from',
    '有效期起|有效期始|license_term_start_date|license_start_date',
    { need: 'time' },
  ),
  column('valid_to', 'date', '有效期至', 'Valid to', '有效期止|license_term_expiration_date|expiration_date'),
  column('first_issued_on', 'date', '首次发证日期', 'First issued', 'first_issued'),
  column('status', 'word', '状态', 'Status', '许可状态|当前状态|办件状态|license_status|permit_status', {
    ...required,
    vocabulary: 'permit_status',
  }),
  column('legal_limit_days', 'integer', '法定时限', 'Legal limit (working days)', '法定办结时限|法定期限'),
  column('promised_days', 'integer', '承诺时限', 'Promised (working days)', '承诺办结时限|承诺期限'),
  column('suspended_days', 'integer', '中止天数', 'Suspended (working days)', '特殊环节天数|补正天数|听证检验检测天数'),
  column('handling_mode', 'word', '办件类型', 'Handling', '即办件|承诺件|联办件|express|review_type'),
  column('online', 'boolean', '是否网办', 'Online', '网上办理'),
  column('rating', 'integer', '好差评', 'Rating', '评价等级|满意度'),
  column('applicant_name', 'text', '申请人', 'Applicant', '法定代表人|联系人|经办人', { personal: true }),
  column('applicant_phone', 'code', '申请人电话', 'Applicant phone', '联系电话', { personal: true }),
  column('applicant_id', 'code', '申请人证件号', 'Applicant id', '证件号', { personal: true }),
]

const inspections: readonly Column[] = [
  column(
    'inspection_id',
    'code',
    '检查编号',
    'Inspection',
    '检查记录编号|监管行为编码|任务编号|inspection_id|unique_key|id',
    required,
  ),
  column('plan_id', 'code', '抽查计划编号', 'Plan', '任务编号|抽查任务名称|plan_id'),
  column('inspected_on', 'date', '检查日期', 'Inspected', '检查时间|检查完成日期|inspection_date', required),
  column('started_at', 'timestamp', '开始时间', 'Started', '入企时间|扫码时间'),
  column('inspection_type', 'word', '检查类型', 'Type', '检查形式|监管方式|双随机|专项检查|inspection_type', {
    ...required,
    vocabulary: 'inspection_type',
  }),
  column('item_code', 'code', '检查事项编码', 'Item code', '监管事项编码|violation_code'),
  column('item_name', 'word', '检查事项', 'Item', '监管事项名称|抽查事项|violation_description'),
  column('result', 'word', '检查结果', 'Result', '结果类型|检查结论|results|result|action|grade', {
    ...required,
    vocabulary: 'result',
  }),
  column('critical_flag', 'boolean', '是否严重', 'Critical flag', '严重违法|重大隐患|critical_flag'),
  column('declared_risk', 'word', '申报风险等级', 'Declared risk', '风险等级|risk|risk_category'),
  column('problem_count', 'integer', '问题数', 'Problems', '隐患数|violation_count'),
  column('critical_count', 'integer', '严重', 'Critical findings', '严重问题数|critical_violations|criticalcount'),
  column('serious_count', 'integer', '较重', 'Serious findings', '较重问题数|serious_violations|seriouscount'),
  column('minor_count', 'integer', '轻微', 'Minor findings', '轻微问题数|minor_violations'),
  column('score', 'number', '检查得分', 'Score', '得分|score'),
  column('rectify_due_on', 'date', '整改期限', 'Rectify by', '责令改正期限'),
  column('rectified_on', 'date', '整改完成日期', 'Rectified', '复查日期|compliance_date'),
  column('penalty_amount', 'number', '罚没金额', 'Penalty (CNY)', '罚款金额|fine_amount'),
  column('case_filed', 'boolean', '是否立案', 'Case filed', '立案'),
  column('inspector_1', 'word', '检查人员', 'Inspector', '执法人员|执法证号|inspector|sanitarian|inspector_id'),
  column('inspector_2', 'word', '检查人员二', 'Second inspector', '第二检查人员'),
  column('is_joint', 'boolean', '是否联合', 'Joint', '部门联合'),
  column('cap_exempt_reason', 'word', '频次豁免原因', 'Exempt from the cap', ''),
  column('published_at', 'timestamp', '公示时间', 'Published', '结果公示日期|record_date'),
  column('declared_class', 'word', '信用风险等级', 'Declared class', '风险分类|信用等级'),
]

const complaints: readonly Column[] = [
  column(
    'complaint_id',
    'code',
    '工单编号',
    'Complaint',
    '登记编号|诉求编号|受理单号|service_request_number|sr_number|unique_key|service_request_id',
    required,
  ),
  column('parent_id', 'code', '原工单', 'Parent complaint', '关联工单|parent_sr_number|legacy_record'),
  column('kind', 'word', '诉求类型', 'Kind', '信息类别|type_of_request', { ...required, vocabulary: 'complaint_kind' }),
  column(
    'category',
    'word',
    '诉求类别',
    'Category',
    '问题类别|投诉类别|事项分类|what_is_the_nature_of_this_code_violation|complaint_type|sr_type|type_of_service_request',
    required,
  ),
  column('subcategory', 'word', '细类', 'Subcategory', 'descriptor'),
  column('channel', 'word', '来源渠道', 'Channel', '诉求渠道|origin|open_data_channel_type'),
  column(
    'received_at',
    'timestamp',
    '受理时间',
    'Received',
    '登记时间|来电时间|诉求时间|creation_date|created_date|open_date',
    required,
  ),
  column('assigned_at', 'timestamp', '交办时间', 'Assigned', '派单时间|转办时间'),
  column('signed_at', 'timestamp', '签收时间', 'Signed', ''),
  column('acceptance_decided_at', 'timestamp', '受理决定时间', 'Acceptance decided', '初查时间|初查日期'),
  column('due_at', 'timestamp', '办结时限', 'Due', '截止时间|due_date|sla'),
  column(
    'closed_at',
    'timestamp',
    '办结时间',
    'Closed',
    '反馈时间|completion_date|closed_date|resolution_action_updated_date',
  ),
  column('status', 'word', '状态', 'Status', '办理状态|status', { ...required, vocabulary: 'complaint_status' }),
  column('substantiated', 'boolean', '是否属实', 'Substantiated', '核查结果|诉求属实'),
  column('resolved', 'boolean', '是否解决', 'Resolved', '实际解决|调解成功'),
  column('satisfaction', 'integer', '满意度', 'Satisfaction', '回访结果|评价'),
  column('duplicate_flag', 'boolean', '是否重复', 'Duplicate', '重复件|重复投诉|duplicate'),
  column('published', 'boolean', '是否公示', 'Published', '投诉信息公示'),
  column('amount_disputed', 'number', '争议金额', 'Disputed (CNY)', ''),
  column('amount_recovered', 'number', '挽回损失', 'Recovered (CNY)', ''),
  column('complainant_name', 'text', '投诉人', 'Complainant', '来电人', { personal: true }),
  column('complainant_phone', 'code', '投诉人电话', 'Complainant phone', '来电号码|联系电话', { personal: true }),
  column('complainant_id', 'code', '投诉人证件号', 'Complainant id', '证件号', { personal: true }),
]

/** `source_*` keep the extract's own word beside what it was translated to. */
const sourceWords: Readonly<Record<TableName, readonly Column[]>> = {
  permits: [column('source_status', 'word', '原始状态', 'Status in the extract', '')],
  inspections: [column('source_result', 'word', '原始结果', 'Result in the extract', '')],
  complaints: [column('source_status', 'word', '原始状态', 'Status in the extract', '')],
}

export const columns: Readonly<Record<TableName, readonly Column[]>> = {
  permits: [...permits, ...common, ...sourceWords.permits],
  inspections: [...inspections, ...common, ...sourceWords.inspections],
  complaints: [...complaints, ...common, ...sourceWords.complaints],
}

/** The row id and the date without which a row is rejected; permits may have any of three dates. */
export const rowKeys: Readonly<Record<TableName, { id: string; dates: readonly string[] }>> = {
  permits: { id: 'permit_id', dates: ['decided_at', 'valid_from', 'accepted_at'] },
  inspections: { id: 'inspection_id', dates: ['inspected_on'] },
  complaints: { id: 'complaint_id', dates: ['received_at'] },
}

/** Results of a visit that did not take place: not in the denominator of a rate. */
export const notTakenPlace: readonly Result[] = ['closed', 'no_entry', 'unreachable']
/** Results that count as a problem. */
export const problemResults: readonly Result[] = ['problem', 'critical', 'uncooperative']

export const duckTypes: Readonly<Record<ColumnKind, string>> = {
  code: 'VARCHAR',
  text: 'VARCHAR',
  word: 'VARCHAR',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  degrees: 'DOUBLE',
  number: 'DOUBLE',
  integer: 'INTEGER',
  boolean: 'BOOLEAN',
}

/** The columns that a file may fill, in canonical order. */
export const mappable = (table: TableName): readonly Column[] =>
  columns[table].filter(c => (!c.personal && !c.name.startsWith('source_')) || c.name === 'source_system')

/** A column of a table; throws for a name that is not in the schema. */
export function columnOf(table: TableName, name: string): Column {
  const found = columns[table].find(c => c.name === name)
  if (!found) throw new Error(`schema: ${table} has no column "${name}"`)
  return found
}

/** The figures of the overview, in the order of its tiles. */
export const figureKeys = [
  'businesses',
  'inspections',
  'problem_rate',
  'critical_rate',
  'complaints',
  'closed_on_time',
  'permits_issued',
  'permits_on_time',
] as const
export type FigureKey = (typeof figureKeys)[number]
