const surnames = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷曲盛冉蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝',
)

export const compoundSurnames: ReadonlySet<string> = new Set(
  '欧阳 司马 上官 诸葛 司徒 东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 慕容 令狐 轩辕 宇文 长孙 鲜于 闻人 东郭 南郭 西门 申屠 司空 端木 百里 呼延 赫连 澹台 公冶 宗政 濮阳 淳于 单于 太叔 仲孙 钟离 闾丘 公羊 司寇 拓跋 完颜 纳兰 叶赫'.split(
    ' ',
  ),
)

/** Endings and words that names of people do not have but places, units and categories do. */
const noName =
  /[店厂局区县市镇乡村街路站所部科室处队组类型级区段园院]$|投诉|举报|咨询|建议|求助|公司|单位|部门|中心|检查|许可|管理|合格|安全|经营|严重|一般|重大|常规|常态|高风险|和解|成立|时间|方式|方法|成功|完成|未|不|其他|其它|食品|餐饮|零售|批发|服务|销售|正常|有效|过期|注销|吊销|全部|无$/u

/** Two to four Han characters that begin with a known surname and are no usual word. */
export function isChineseName(text: string): boolean {
  const name = text.trim()
  if (!/^\p{Script=Han}{2,4}$/u.test(name) || noName.test(name)) return false
  const places = [...name]
  if (compoundSurnames.has(`${places[0]}${places[1]}`)) return places.length >= 3
  return places.length <= 3 && surnames.has(places[0] ?? '')
}

const latinCompany =
  /\b(inc|incorporated|llc|l\.l\.c|ltd|limited|corp|corporation|company|co\.|llp|plc|gmbh|restaurant|store|center|centre|enterprises?|foundation|association|university)(?![\p{L}\p{N}])/iu

/**
 * The name of a business in a column of names. One character says so only at the end, and only of what is too long for
 * a person's name.
 */
export const isCompany = (text: string): boolean =>
  /公司|中心|个体|合作社|事务所|经营部|商行|超市|集团|医院|学校|学院|酒店|饭店|餐厅|工作室|委员会|协会|银行|商店|药房|门诊部/u.test(
    text,
  ) ||
  /^[^\s、,，;；/|]{3,}[店厂](?:[（(][^）)]*[）)])?$/u.test(text.trim()) ||
  /^[^\s、,，;；/|]{4,}[馆院站行社部](?:[（(][^）)]*[）)])?$/u.test(text.trim()) ||
  latinCompany.test(text)
