import { type DateShape, serialText } from './xlsxSerial'

/** How a number is written: as itself, as a day or time, or filled with zeros (`000-00-0000` gives its layout). */
export type NumberShape = DateShape | { readonly kind: 'number' } | { readonly kind: 'padded'; readonly layout: string }

const plain: NumberShape = { kind: 'number' }

/**
 * Formats that a workbook need not spell out (ECMA-376 18.8.30). 27 to 36 and 50 to 58 depend on the language; these are
 * the Chinese ones. Whether they hold days or times is decided by the number as well, so other languages read too.
 */
const builtIn: Readonly<Record<number, string>> = {
  14: 'yyyy-mm-dd',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'm/d/yy h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: '上午/下午h"时"mm"分"',
  35: '上午/下午h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: '上午/下午h"时"mm"分"',
  56: '上午/下午h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
  // Thai.
  71: 'd/m/yyyy',
  72: 'd-mmm-yy',
  73: 'd-mmm',
  74: 'mmm-yy',
  75: 'h:mm',
  76: 'h:mm:ss',
  77: 'd/m/yyyy h:mm',
  78: 'mm:ss',
  79: '[h]:mm:ss',
  80: 'mm:ss.0',
  81: 'd/m/yy',
}

export const builtInFormat = (id: number): string => builtIn[id] ?? 'General'

/** Pieces of a format: quoted and escaped literals, brackets, AM/PM, exponents, runs of one letter, fractions of a second. */
const pieces =
  /"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?|General|G\/\p{L}+|AM\/PM|A\/P|上午\/下午|E[+-]|\.0+|([ymdhsegba])\1*|0+|./gisu

/** What a number format does, by its section for positive numbers. */
export function shapeOf(format: string): NumberShape {
  const tokens = firstSection(format)
  const units: string[] = []
  let elapsed = false
  let digits = 0
  let numeric = false
  for (const token of tokens) {
    const unit = unitOf(token)
    if (unit === 'digits') {
      if (token.startsWith('.') && units.at(-1) === 's') digits = Math.min(token.length - 1, 3)
      else numeric = true
    } else if (unit !== null) {
      elapsed ||= token.startsWith('[')
      units.push(unit)
    }
  }
  if (units.length === 0) return paddedShape(tokens)
  if (numeric) return plain
  if (elapsed) return { kind: 'elapsed', units: elapsedUnits(units), digits }
  // `m` is a month, but minutes after hours and before seconds.
  const clock = units.map(
    (unit, i) => /[hs]/.test(unit) || (unit === 'm' && (units[i - 1] === 'h' || units[i + 1] === 's')),
  )
  if (!clock.includes(true)) return { kind: 'date', digits: 0 }
  return { kind: clock.includes(false) ? 'both' : 'time', digits }
}

const elapsedUnits = (units: readonly string[]): ('h' | 'm' | 's')[] =>
  units.filter((unit): unit is 'h' | 'm' | 's' => unit === 'h' || unit === 'm' || unit === 's')

function firstSection(format: string): string[] {
  const tokens: string[] = []
  for (const [token] of format.matchAll(pieces)) {
    if (token === ';') break
    tokens.push(token)
  }
  return tokens
}

/** The unit of days or times that a piece shows; null for one that shows none. */
function unitOf(token: string): string | null {
  if (/^\[(h+|m+|s+)\]$/i.test(token)) return token.charAt(1).toLowerCase()
  if (/^(["\\_*[]|General$|G\/|E[+-]|AM\/PM$|A\/P$|上午\/下午$)/iu.test(token)) return null
  if (/^[#?%]$|^\.?0+$/.test(token)) return 'digits'
  return /^[ymdhsegba]/i.test(token) ? token.charAt(0).toLowerCase() : null
}

/** A format of nothing but zeros and signs between them writes codes; units and decimals make it a quantity. */
function paddedShape(tokens: readonly string[]): NumberShape {
  let layout = ''
  for (const token of tokens) {
    if (/^0+$/.test(token)) layout += token
    else if (/^"[^"]*"$/.test(token)) layout += token.slice(1, -1)
    else if (/^\\./u.test(token)) layout += token.slice(1)
    else if (/^[- /()]$/.test(token)) layout += token
    else if (!/^\[(\$|Black|Blue|Cyan|Green|Magenta|Red|White|Yellow|Color)|^[_*]/i.test(token)) return plain
  }
  const zeros = layout.match(/0/g)?.length ?? 0
  const codeLike = layout.length === zeros ? zeros >= 2 : zeros >= 3
  return codeLike ? { kind: 'padded', layout } : plain
}

/** A number of a cell as text: never an exponent, a zone or a lost digit. */
export function numberText(raw: string, shape: NumberShape, from1904: boolean): string {
  const text = plainNumber(raw)
  if (text === null) return raw
  if (shape.kind === 'number') return text
  if (shape.kind === 'padded') return padded(text, shape.layout)
  return serialText(Number(raw), shape, from1904) ?? text
}

/** Digits are laid into the zeros from the right; those left over stand before the first one. */
function padded(text: string, layout: string): string {
  const match = /^(-?)(\d+)$/.exec(text)
  if (!match) return text
  const digits = [...(match[2] ?? '')]
  let laid = ''
  const first = layout.indexOf('0')
  for (let i = layout.length - 1; i >= 0; i--) {
    const sign = layout.charAt(i)
    if (sign === '0') laid = (digits.pop() ?? '0') + laid
    else laid = sign + laid
    if (i === first) laid = digits.splice(0).join('') + laid
  }
  return (match[1] ?? '') + laid
}

/** The shortest digits that give the same number, without exponent; all digits of a longer integer; null for no number. */
function plainNumber(raw: string): string | null {
  const trimmed = raw.trim()
  if (/^-?\d{16,}$/.test(trimmed)) return trimmed
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return null
  const value = Number(trimmed)
  if (!Number.isFinite(value)) return null
  if (value === 0) return '0'
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value))
  if (!match) return String(value)
  const [sign, digits, power] = [match[1] ?? '', (match[2] ?? '') + (match[3] ?? ''), Number(match[4])]
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${digits}`
  return sign + digits.padEnd(power + 1, '0')
}
