/** The words of the sample's extracts by the canonical value that each stands for: `column → value → words`. */
export const vocabulary = {
  permits: {
    status: {
      pending: ['办理中'],
      granted: ['准予许可'],
      refused: ['不予许可'],
      withdrawn: ['撤回'],
      revoked: ['吊销'],
      expired: ['过期', '失效'],
      cancelled: ['注销'],
    },
    online: { true: ['是'], false: ['否'] },
  },
  inspections: {
    inspection_type: {
      random: ['双随机抽查'],
      routine: ['日常检查'],
      complaint: ['投诉举报核查'],
      special: ['专项检查'],
      recheck: ['复查'],
      permit: ['许可核查'],
      joint: ['联合检查'],
      other: ['其他'],
    },
    result: {
      ok: ['合格', '未发现问题'],
      minor: ['轻微问题'],
      problem: ['发现问题', '责令改正'],
      critical: ['严重违法', '重大隐患'],
      uncooperative: ['不配合检查'],
      unreachable: ['查无下落', '通过登记的住所无法联系'],
      closed: ['停业', '歇业'],
      no_entry: ['未能进入'],
    },
    case_filed: { true: ['是'], false: ['否'] },
  },
  complaints: {
    kind: {
      complaint: ['投诉'],
      report: ['举报'],
      inquiry: ['咨询'],
      suggestion: ['建议'],
      other: ['其他'],
    },
    status: {
      open: ['待受理'],
      in_progress: ['办理中'],
      closed: ['已办结'],
      rejected: ['不予受理'],
      transferred: ['已转办'],
      withdrawn: ['已撤销'],
    },
    substantiated: { true: ['是'], false: ['否'] },
    resolved: { true: ['是'], false: ['否'] },
    duplicate_flag: { true: ['是'], false: ['否'] },
    published: { true: ['是'], false: ['否'] },
  },
} as const

/** All words of one column, in order. */
export const wordsOf = <Word extends string>(values: Readonly<Record<string, readonly Word[]>>): Word[] =>
  Object.values(values).flat()
