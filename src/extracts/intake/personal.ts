import type { MaskKind } from './intake'

/** What a column of this name holds by all appearances. */
export function personalByName(header: string): MaskKind | null {
  if (/电话|手机|phone|mobile/i.test(header)) return 'phone'
  if (/身份证|citizen.?id/i.test(header)) return 'citizen_id'
  return /投诉人|联系人|complainant/i.test(header) ? 'name' : null
}

/** What the values say, where the name says nothing. */
export function personalByValues(_header: string, values: readonly string[]): MaskKind | null {
  const phones = values.filter(value => /^1[3-9]\d{9}$/.test(value)).length
  return values.length > 0 && phones > values.length / 2 ? 'phone' : null
}

export function maskValue(kind: MaskKind, text: string): string {
  if (kind === 'name') return `${text.slice(0, 1)}**`
  return kind === 'text' ? maskText(text) : text.replace(/(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)/g, '$1****$2')
}

export function maskText(text: string): string {
  return text.replace(/(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)/g, '$1****$2')
}
