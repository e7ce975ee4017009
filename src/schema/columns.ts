import type { TableName, VocabularyName } from '../schema'

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
    '社会信用代码|信用代码|行政相对人代码_1|组织机构代码|注册号|uscc|uscic|credit_code|camis|license_number|license_|license_no|licence_number|account_number|统一社会信用代码_注册号|行政相对人代码|行政相对人代码_2|行政相对人代码_3|纳税人识别号|营业执照号|营业执照注册号|机构代码|主体代码|企业代码|市场主体代码|business_id|facility_id|establishment_id|program_identifier|licenseno|business_account_number|business_unique_id|location_account_',
    { need: 'entity' },
  ),
  column(
    'entity_name',
    'text',
    '主体名称',
    'Business',
    '企业名称|单位名称|市场主体名称|行政相对人名称|被检查单位|检查对象|被投诉单位|被举报人|涉事主体|dba_name|dba|doing_business_as_name|aka_name|legal_name|被处罚单位|被处罚人|当事人名称|经营者名称|商户名称|店铺名称|被投诉人|被投诉方|被投诉主体|被投诉企业|被投诉对象|涉及主体|涉诉主体|被举报主体|被举报方|被反映单位|许可对象|申请单位|持证单位|机构名称|监管对象名称|检查对象名称|facility_name|business_name|businessname|establishment_name|restaurant_name|dbaname|dba_trade_name|ownership_name|inspection_business_name|name',
    { need: 'entity', fallback: true },
  ),
  column(
    'industry_code',
    'code',
    '行业代码',
    'Industry code',
    '行业门类代码|行业门类编码|naics|naics_code|pe_code|program_element_pe',
  ),
  column(
    'industry_name',
    'word',
    '行业',
    'Kind of business',
    '行业名称|行业门类|国民经济行业|业态|facility_type|cuisine_description|license_description|经营范围|business_activity|所属行业|行业类别|行业分类|主体业态|经营项目|cuisine|pe_description|primary_naics_description|industry|business_type|establishment_type',
  ),
  column(
    'region_code',
    'word',
    '行政区划代码',
    'Region code',
    '区划代码|区县代码|属地代码|adcode|community_area|ward|boro|nta|zipcode|zip|zip_code|行政区代码|区域代码|所属区划代码|district_code|supervisor_district|council_district|borough_code|community_district',
    { need: 'region' },
  ),
  column(
    'region_name',
    'word',
    '辖区',
    'Region',
    '区县|所属区县|街道|乡镇|属地|行政区|borough|city|neighborhood|所属区域|区域|所在区县|所在区|区县名称|所属辖区|所属街道|街道名称|镇街|所属镇街|乡镇街道|事发区域|问题区域|行政区划|行政区划名称|辖区名称|所属地区|address_borough|district|county|facility_city|business_city|neighborhoods|analysis_neighborhood',
    { need: 'region' },
  ),
  column(
    'address',
    'text',
    '地址',
    'Address',
    '住所|经营场所|生产经营地址|问题地址|street_address|incident_address|street|经营地址|注册地址|企业住所|住所地|详细地址|经营场所地址|事发地址|事发地点|问题地点|诉求地址|检查地点|facility_address|business_address|full_address|location_address|premise_address|address_line_1|location_street_name|street_name',
  ),
  column(
    'lon',
    'degrees',
    '经度',
    'Longitude',
    'longitude|lng|lon|x|long|x_longitude|business_longitude|point_x|经度坐标',
  ),
  column('lat', 'degrees', '纬度', 'Latitude', 'latitude|lat|y|y_latitude|business_latitude|point_y|纬度坐标'),
  column(
    'department',
    'word',
    '部门',
    'Department',
    '许可机关|检查机关|执法部门|承办单位|主管部门|agency_name|agency|owner_department|检查实施机关|抽查机关|检查单位|监管部门|登记部门|处理部门|处理单位|办理单位|办理部门|责任部门|责任单位|主办单位|处罚机关|实施机关|审批部门|发证机关|发证部门|登记机关|受理部门|受理单位|responsible_agency|agency_responsible|department_name',
  ),
  column('source_system', 'word', '来源系统', 'Source system', '数据来源单位|source_system|数据来源'),
]

/** Who owns the business, where the extract says so: one owner may have several keys and places. */
const ownerCode = column(
  'owner_code',
  'code',
  '经营者代码',
  'Owner code',
  '经营者编号|经营主体编号|owner_id|owner_number|account_number|account_no|business_account_number|总部代码|总部统一社会信用代码|总公司统一社会信用代码|隶属企业代码|隶属企业统一社会信用代码|所属企业代码|所属企业统一社会信用代码|上级单位统一社会信用代码|parent_company_id|corporate_id',
)

const permits: readonly Column[] = [
  column(
    'permit_id',
    'code',
    '许可编号',
    'Permit',
    '行政许可决定文书号|许可证号|办件编号|受理编号|id|permit_|permit_id|license_id|job__|许可文号|许可决定书编号|证书编号|许可证编号|证件编号|业务流水号|办件号|permit_no|permit_number|permitnumber|application_number|record_number|record_id|dca_license_number|license_nbr',
    required,
  ),
  column(
    'permit_name',
    'word',
    '许可事项',
    'Permit item',
    '许可证书名称|许可内容|事项名称|permit_type|work_type|行政许可决定文书名称|许可项目|许可事项名称|审批事项|办理事项|permittypedescr|permit_type_description|permit_type_definition|license_type|worktype',
  ),
  column(
    'permit_category',
    'word',
    '许可类别',
    'Permit category',
    '许可类型|application_type|license_code|许可类别名称|licensecat|license_category|permit_class',
  ),
  column(
    'applied_at',
    'timestamp',
    '申请时间',
    'Applied',
    '收件时间|application_created_date|application_start_date|filing_date|申请日期|申报时间|收件日期|提交时间|application_date|application_received_date|filed_date|license_creation_date',
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
    '许可决定日期|决定日期|办结时间|date_issued|issue_date|issuance_date|license_approved_for_issuance|许可决定时间|许可日期|批准日期|审批时间|核准日期|办结日期|issued_date|issued|issdttm|permit_issued_date|initial_issuance_date|approved_date',
    { need: 'time' },
  ),
  column('delivered_at', 'timestamp', '送达时间', 'Delivered', '发证日期|送达日期|领证日期'),
  column(
    'valid_from',
    'date',
    '有效期自',
    'Valid from',
    '有效期起|有效期始|license_term_start_date|license_start_date|有效期开始|有效期起始日期|许可有效期自|有效期限自|生效日期|effective_date|business_start_date|location_start_date|job_start_date|start_date',
    { need: 'time' },
  ),
  column(
    'valid_to',
    'date',
    '有效期至',
    'Valid to',
    '有效期止|license_term_expiration_date|expiration_date|有效期截止|有效期截止日期|许可有效期至|有效期限至|许可截止期|失效日期|license_expiration_date|expdttm|expiry_date|expires|business_end_date|location_end_date|end_date',
  ),
  column('first_issued_on', 'date', '首次发证日期', 'First issued', 'first_issued'),
  column(
    'status',
    'word',
    '状态',
    'Status',
    '许可状态|当前状态|办件状态|license_status|permit_status|证照状态|许可证状态|办理状态|licstatus|record_status',
    { ...required, vocabulary: 'permit_status' },
  ),
  column('legal_limit_days', 'integer', '法定时限', 'Legal limit (working days)', '法定办结时限|法定期限'),
  column('promised_days', 'integer', '承诺时限', 'Promised (working days)', '承诺办结时限|承诺期限'),
  column('suspended_days', 'integer', '中止天数', 'Suspended (working days)', '特殊环节天数|补正天数|听证检验检测天数'),
  column('handling_mode', 'word', '办件类型', 'Handling', '即办件|承诺件|联办件|express|review_type'),
  column('online', 'boolean', '是否网办', 'Online', '网上办理'),
  ownerCode,
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
    '检查记录编号|监管行为编码|任务编号|inspection_id|unique_key|id|检查单号|检查编码|检查任务编号|抽查编号|记录编号|行政处罚决定书文号|处罚决定书文号|处罚文号|案件编号|inspection_serial_num|serial_number|inspection_number|inspection_no|record_id',
    required,
  ),
  column(
    'plan_id',
    'code',
    '抽查计划编号',
    'Plan',
    '任务编号|抽查任务名称|plan_id|抽查计划名称|计划编号|检查计划编号|抽查任务编号|任务名称',
  ),
  column(
    'inspected_on',
    'date',
    '检查日期',
    'Inspected',
    '检查时间|检查完成日期|inspection_date|抽查日期|抽查时间|抽查完成日期|检查结束时间|监管时间|处罚决定日期|处罚日期|activity_date|inspection_dt|date_of_inspection|visit_date|resultdttm|date',
    required,
  ),
  column('started_at', 'timestamp', '开始时间', 'Started', '入企时间|扫码时间'),
  column(
    'inspection_type',
    'word',
    '检查类型',
    'Type',
    '检查形式|监管方式|双随机|专项检查|抽查类型|检查方式|检查类别|监管类型|任务类型|inspection_type|service_description|type_of_inspection|visit_type|type',
    {
      ...required,
      vocabulary: 'inspection_type',
    },
  ),
  column(
    'item_code',
    'code',
    '检查事项编码',
    'Item code',
    '监管事项编码|violation_code|事项编码|violation_id|violation_type_id',
  ),
  column(
    'item_name',
    'word',
    '检查事项',
    'Item',
    '监管事项名称|抽查事项|violation_description|检查内容|检查项目|抽查内容|检查事项名称|抽查事项名称|违法行为类型|违法行为|案由|violdesc|violation_type|violations|violation|description',
  ),
  column(
    'result',
    'word',
    '检查结果',
    'Result',
    '结果类型|检查结论|抽查结果|抽查检查结果|检查情况|inspection_result|inspection_results|results|result|action|outcome|grade|disposition',
    {
      ...required,
      vocabulary: 'result',
    },
  ),
  column('critical_flag', 'boolean', '是否严重', 'Critical flag', '严重违法|重大隐患|critical_flag'),
  column('declared_risk', 'word', '申报风险等级', 'Declared risk', '风险等级|risk|risk_category|风险级别|risk_level'),
  column(
    'problem_count',
    'integer',
    '问题数',
    'Problems',
    '隐患数|violation_count|问题数量|发现问题数|问题总数|number_of_violations|total_violations',
  ),
  column('critical_count', 'integer', '严重', 'Critical findings', '严重问题数|critical_violations|criticalcount'),
  column('serious_count', 'integer', '较重', 'Serious findings', '较重问题数|serious_violations|seriouscount'),
  column('minor_count', 'integer', '轻微', 'Minor findings', '轻微问题数|minor_violations'),
  column('score', 'number', '检查得分', 'Score', '得分|score|分数|评分|检查评分|总分|inspection_score|final_score'),
  column('rectify_due_on', 'date', '整改期限', 'Rectify by', '责令改正期限|整改截止日期|限期整改日期|整改时限'),
  column('rectified_on', 'date', '整改完成日期', 'Rectified', '复查日期|compliance_date|整改日期|整改完成时间'),
  column('penalty_amount', 'number', '罚没金额', 'Penalty (CNY)', '罚款金额|fine_amount|处罚金额|罚没款金额'),
  column('case_filed', 'boolean', '是否立案', 'Case filed', '立案|是否立案查处'),
  column(
    'inspector_1',
    'word',
    '检查人员',
    'Inspector',
    '执法人员|执法证号|inspector|sanitarian|inspector_id|执法人员1|检查人员1|检查员|检查人|主办人员|employee_id|inspector_name',
  ),
  column('inspector_2', 'word', '检查人员二', 'Second inspector', '第二检查人员|执法人员2|检查人员2|协办人员'),
  column('is_joint', 'boolean', '是否联合', 'Joint', '部门联合'),
  column('cap_exempt_reason', 'word', '频次豁免原因', 'Exempt from the cap', ''),
  column('published_at', 'timestamp', '公示时间', 'Published', '结果公示日期|record_date|公示日期|公开日期'),
  column('declared_class', 'word', '信用风险等级', 'Declared class', '风险分类|信用等级|企业信用等级|信用分类'),
  ownerCode,
]

const complaints: readonly Column[] = [
  column(
    'complaint_id',
    'code',
    '工单编号',
    'Complaint',
    '登记编号|诉求编号|受理单号|service_request_number|sr_number|unique_key|service_request_id|工单号|诉求单号|投诉编号|投诉单号|举报编号|信件编号|来电编号|case_enquiry_id|case_id|srnumber|request_id|ticket_id|case_number|incident_number|complaint_number|record_id|id',
    required,
  ),
  column('parent_id', 'code', '原工单', 'Parent complaint', '关联工单|parent_sr_number|legacy_record'),
  column(
    'kind',
    'word',
    '诉求类型',
    'Kind',
    '信息类别|type_of_request|工单类型|工单类别|信件类型|信息件类别|诉求性质|事件类型|来电类型|业务类型',
    { ...required, vocabulary: 'complaint_kind' },
  ),
  column(
    'category',
    'word',
    '诉求类别',
    'Category',
    '问题类别|投诉类别|事项分类|what_is_the_nature_of_this_code_violation|complaint_type|sr_type|type_of_service_request|诉求分类|问题分类|问题类型|投诉问题|投诉问题类别|举报类别|事项类别|事件类别|诉求事项|一级分类|service_name|requesttype|reason|issue_type|request_type|type|problem',
    required,
  ),
  column(
    'subcategory',
    'word',
    '细类',
    'Subcategory',
    'descriptor|二级分类|三级分类|问题细类|service_subtype|request_type|request_details|type|complaint_detail',
  ),
  column(
    'channel',
    'word',
    '来源渠道',
    'Channel',
    '诉求渠道|origin|open_data_channel_type|诉求来源|受理渠道|接收方式|业务来源|来件方式|来电渠道|来源|source|requestsource|method_received',
  ),
  column(
    'received_at',
    'timestamp',
    '受理时间',
    'Received',
    '登记时间|来电时间|诉求时间|creation_date|created_date|open_date|登记日期|受理日期|反映时间|来电日期|投诉时间|举报时间|诉求日期|创建时间|接收时间|opened|open_dt|opened_date|requested_datetime|received_date|date_received|date_created|created|requested_date',
    required,
  ),
  column('assigned_at', 'timestamp', '交办时间', 'Assigned', '派单时间|转办时间|分派时间|转派时间|下派时间'),
  column('signed_at', 'timestamp', '签收时间', 'Signed', '接单时间'),
  column('acceptance_decided_at', 'timestamp', '受理决定时间', 'Acceptance decided', '初查时间|初查日期'),
  column(
    'due_at',
    'timestamp',
    '办结时限',
    'Due',
    '截止时间|due_date|sla|办理期限|办理时限|处理期限|应办结时间|sla_target_dt|target_dt',
  ),
  column(
    'closed_at',
    'timestamp',
    '办结时间',
    'Closed',
    '反馈时间|completion_date|closed_date|resolution_action_updated_date|办结日期|回复时间|完成时间|结案时间|处理完成时间|closed_dt|date_closed|resolved_date|completed_date',
  ),
  column(
    'status',
    'word',
    '状态',
    'Status',
    '办理状态|status|工单状态|处理状态|诉求状态|流程状态|case_status|status_description|request_status',
    { ...required, vocabulary: 'complaint_status' },
  ),
  column('substantiated', 'boolean', '是否属实', 'Substantiated', '核查结果|诉求属实'),
  column('resolved', 'boolean', '是否解决', 'Resolved', '实际解决|调解成功|解决情况|问题是否解决'),
  column('satisfaction', 'integer', '满意度', 'Satisfaction', '回访结果|评价|满意度评价|回访满意度|是否满意'),
  column('duplicate_flag', 'boolean', '是否重复', 'Duplicate', '重复件|重复投诉|duplicate|是否重复件'),
  column('published', 'boolean', '是否公示', 'Published', '投诉信息公示'),
  column('amount_disputed', 'number', '争议金额', 'Disputed (CNY)', '涉及金额'),
  column('amount_recovered', 'number', '挽回损失', 'Recovered (CNY)', '挽回经济损失|挽回损失金额'),
  column(
    'complainant_name',
    'text',
    '投诉人',
    'Complainant',
    '来电人|投诉人姓名|来电人姓名|举报人|举报人姓名|诉求人|反映人',
    { personal: true },
  ),
  column(
    'complainant_phone',
    'code',
    '投诉人电话',
    'Complainant phone',
    '来电号码|联系电话|来电人电话|投诉人联系电话',
    { personal: true },
  ),
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
