/**
 * The words of a canonical vocabulary and what sources call them, any case; a trailing or leading `*` matches any
 * ending or beginning. Whole words come before patterns, endings before beginnings.
 */
export const vocabularies = {
  permit_status: {
    pending: ['办理中', '受理', '已受理', '待受理', '受理中', '审查中', '审核中', '待审批', '审批中', 'pending', 'in process', 'in review', 'under review', 'filed', 'applied', 'submitted', 'aap'],
    granted: ['准予许可', '准予', '准许', '批准', '许可', '有效', '有效期内', '已发证', '在业', '存续', '开业', '在营', '正常', 'aai', 'issued', 're-issued', 'permit issued', 'active', 'current', 'granted', 'approved', 'rea'],
    refused: ['不予许可', '不予批准', '不予受理', '不予', '未通过', '驳回', 'refused', 'denied', 'rejected', 'disapproved'],
    withdrawn: ['撤回', '撤件', '申请撤回', 'withdrawn'],
    revoked: ['吊销', '已吊销', '吊销许可证', '撤销', '撤销许可', 'rev', 'revoked'],
    expired: ['过期', '已过期', '失效', '已失效', '到期', 'expired', 'inactive', 'lapsed'],
    cancelled: ['注销', '已注销', '作废', '已作废', '终止', 'aac', 'cancelled', 'canceled', 'void', 'voided', 'surrendered'],
  },
  inspection_type: {
    random: ['双随机抽查', '双随机', '随机抽查', '不定向', '不定向抽查', '定向', '定向抽查', 'random*'],
    routine: ['日常检查', '日常监督检查', '日常巡查', '日常监管', '日常', '例行检查', '常规检查', 'canvass*', 'routine*', 'regular*', 'initial*', 'scheduled*', 'owner initiated*', 'cycle inspection*'],
    complaint: ['投诉举报核查', '投诉检查', '举报核查', '投诉核查', '投诉举报', '投诉', '举报', 'complaint*', 'foodborne*'],
    special: ['专项检查', '专项整治', '专项抽查', '专项', '重点检查', 'special*', 'task force*', 'smoke-free*', 'trans fat*', 'calorie posting*'],
    recheck: ['复查', '整改复查', '回头看', 're-inspection*', 'reinspection*', 'recheck', 'follow-up*', 'followup*', 'return inspection*', '*re-inspection', '*reinspection', '*compliance inspection', '*reopening inspection'],
    permit: ['许可核查', '现场核查', 'license*', 'licence*', 'permit*', 'pre-permit*', 'new ownership*', 'new construction*', 'structural*', 'change of ownership*'],
    joint: ['联合检查', '跨部门联合抽查', '跨部门联合检查', '部门联合抽查', 'joint*', 'inter-agency*'],
    other: ['其他', '其它', 'other', 'consultation*', 'tag removal', 'non-inspection*', 'administrative*'],
  },
  result: {
    ok: ['合格', '未发现问题', '未发现违法行为', '无问题', '未见异常', '正常', '良好', '优秀', '符合', '通过', 'pass', 'passed', 'he_pass', 'satisfactory', 'compliant', 'in compliance', 'no violation*', 'a', 'ok'],
    minor: ['轻微问题', '轻微违法', '一般问题', '基本符合', '基本合格', '整改后合格', 'pass w/ conditions', 'pass with conditions', 'conditional pass', 'needs improvement', 'minor', 'b'],
    problem: ['发现问题', '发现问题已责令改正', '发现问题待后续处理', '发现问题待后续处置', '发现违法行为', '存在问题', '不合格', '责令改正', '责令限期改正', '不符合', '未通过', '未按规定公示应当公示的信息', '公示信息隐瞒真实情况弄虚作假', '公示信息隐瞒真实情况、弄虚作假', 'fail', 'failed', 'he_fail', 'he_failext', 'he_failnor', 'unsatisfactory', 'non-compliant', 'noncompliant', 'violation*', 'problem', 'c'],
    critical: ['严重违法', '重大隐患', '严重问题', 'critical', 'closed by dohmh*', 'establishment closed*', 'he_closure', 'he_tsop'],
    uncooperative: ['不配合检查', '不配合检查情节严重', '不配合', '拒不配合', '拒绝检查', 'uncooperative', 'refused entry'],
    unreachable: ['查无下落', '查无此企业', '失联', '通过登记的住所无法联系', '通过登记的住所（经营场所）无法联系', '通过登记的住所(经营场所)无法联系', '通过登记的住所或者经营场所无法联系', '无法联系', 'not located', 'business not located', 'unreachable'],
    closed: ['停业', '已停业', '暂停营业', '未营业', '歇业', '已歇业', '已关闭', '注销', '已注销', '吊销', 'out of business', 'he_outbus', 'he_volclosed', 'closed'],
    no_entry: ['未能进入', '无法进入', '无人', 'no entry', 'no access', 'not accessible', 'no_entry', 'not ready'],
  },
  complaint_kind: {
    complaint: ['投诉', '投诉件', '投诉类', '消费投诉', 'complaint', 'complaints'],
    report: ['举报', '举报件', '举报类', '违法举报', 'report'],
    inquiry: ['咨询', '咨询件', '咨询类', 'inquiry', 'information', 'request for information', 'question'],
    suggestion: ['建议', '建议件', '建议类', '意见', '意见建议', 'suggestion', 'feedback'],
    other: ['其他', '其它', '其他类', '求助', '求助类', '求决', '表扬', '感谢', 'other', 'service request'],
  },
  complaint_status: {
    open: ['待受理', '待办', '待处理', '待签收', '待派单', '未办结', '未处理', '未受理', 'open*', 'new', 'pending', 'submitted', 'unassigned', 'received'],
    in_progress: ['办理中', '处理中', '正在办理', '正在处理', '处置中', '核查中', '调解中', '待反馈', '已受理', '已派单', '已签收', 'in progress', 'in process', 'assigned', 'started'],
    closed: ['已办结', '办结', '已完成', '已反馈', '已回访', '已结案', '结案', '已关闭', '已处理', '处理完成', '办理完成', '已归档', '归档', 'complete', 'completed*', 'closed*', 'resolved'],
    rejected: ['不予受理', '不受理', '退回', '已退回', '无效工单', 'rejected'],
    transferred: ['已转办', '转办', '已转派', '移送', '已移送', 'transferred', 'referred*'],
    withdrawn: ['已撤销', '撤销', '撤诉', '撤单', '撤回', '已撤回', 'withdrawn', 'canceled', 'cancelled'],
  },
} as const satisfies Record<string, Record<string, readonly string[]>> // biome-ignore format: a word of ours a line

/** Words that a vocabulary accepts with a doubt: the row stays, the check lists it. */
export const doubtfulWords: Readonly<Partial<Record<keyof typeof vocabularies, readonly string[]>>> = {
  permit_status: ['rea'],
}
