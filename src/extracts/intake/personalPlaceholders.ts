/** What stands in place of a value that nobody has, or wants to tell. It names nobody, and is worth knowing. */
const placeholder =
  /^(?:无|暂无|没有|空|不详|未知|不明|不清楚|未提供|未填写|未填|未留|未登记|匿名|保密|隐藏|不公开|null|none|nil|n\/?a|not (?:provided|available|given|applicable)|unknown|anonymous|withheld|redacted|undisclosed|[-—–_/\\.*#?？、。]+)$/iu

/** Blank, or a word or sign for "none", "unknown" or "not told". */
export function isPlaceholder(text: string): boolean {
  const plain = text.normalize('NFKC').trim()
  return plain === '' || placeholder.test(plain)
}
