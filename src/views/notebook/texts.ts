import type { Texts } from '../../i18n'
import type { Moved } from '../../insight/notebook/moved'

/** A local clock's `YYYY-MM-DD HH:MM` of an ISO time, as formats read it. */
export function localTime(when: string): string {
  const at = new Date(when)
  if (Number.isNaN(at.getTime())) return when
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`
}

type Unit = 'count' | 'rate'

/** With its sign, in the unit of the change: "−2.4 pp", "+15.7%". */
export function signed(value: number, unit: Unit, { formats }: Texts): string {
  const size = unit === 'rate' ? formats.points(Math.abs(value)) : formats.change(Math.abs(value))
  const sign = Math.abs(value) < 0.0005 ? '' : value > 0 ? '+' : '−'
  return `${sign}${size}`
}

/** How far a figure went: "down 2.4 pp". */
export function changeText(moved: Moved | null, unit: Unit, texts: Texts): string {
  const { t, formats } = texts
  if (moved === null) return t('notebook.change.none')
  const { change, direction } = moved
  if (change === null) return t('notebook.change.zero')
  if (direction === 'flat' || Math.abs(change) < 0.0005) return t('notebook.change.flat')
  const size = unit === 'rate' ? formats.points(Math.abs(change)) : formats.change(Math.abs(change))
  return t(`notebook.change.${direction}`, { size })
}

/** Whether chance may have done it, in a word. */
export function chanceWord({ chance }: Moved, { t }: Texts): string {
  if (typeof chance === 'string') return t(`notebook.chance.${chance}`)
  return t(chance.beyond ? 'notebook.chance.beyond' : 'notebook.chance.within')
}

/** By what that was judged; null where it was not. */
export function chanceDetail({ chance, scatter, perDay }: Moved, unit: Unit, texts: Texts): string | null {
  const { t, formats } = texts
  const parts = perDay ? [t('notebook.change.perDay')] : []
  if (typeof chance === 'object') {
    if (Number.isFinite(chance.low))
      parts.push(
        t('notebook.chance.interval', { low: signed(chance.low, unit, texts), high: signed(chance.high, unit, texts) }),
      )
    if (unit === 'count')
      parts.push(
        scatter === null
          ? t('notebook.chance.poisson')
          : t('notebook.chance.scatter', { times: formats.fixed(scatter, 1) }),
      )
  }
  return parts.length === 0 ? null : parts.join(' · ')
}
