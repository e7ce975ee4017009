import type { DateReading } from '../settings'
import type { ColumnValues } from './columnValues'

/** How many sampled values of a column are written in which form. */
export interface DateCounts {
  readonly values: number
  /** Years first, or a typed column. */
  readonly plain: number
  /** Among all: with a zone behind the time. */
  readonly zoned: number
  /** Only day before month is possible; only month before day; both. */
  readonly dmy: number
  readonly mdy: number
  readonly either: number
  readonly excel: number
  readonly seconds: number
  readonly milliseconds: number
}

const time = String.raw`(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?( ?(?:[Zz]|[+-]\d{2}(?::?\d{2})?))?)?`
const yearFirst = new RegExp(String.raw`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?${time}$`)
const yearLast = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})${time}$`)
const eight = /^((?:19|20)\d{2})(\d{2})(\d{2})$/

/** Serials of 1954 to 2064; seconds and milliseconds of 1980 to 2096. Only a column that is named like a date is read so. */
const serial = (value: number): boolean => value >= 20_000 && value <= 60_000
const seconds = (value: number): boolean => Number.isInteger(value) && value >= 3.2e8 && value <= 4e9
const milliseconds = (value: number): boolean => Number.isInteger(value) && value >= 3.2e11 && value <= 4e12

export function countDates({ filled, type }: Pick<ColumnValues, 'filled' | 'type'>): DateCounts {
  const count = {
    values: filled.length,
    plain: 0,
    zoned: 0,
    dmy: 0,
    mdy: 0,
    either: 0,
    excel: 0,
    seconds: 0,
    milliseconds: 0,
  }
  if (type === 'date' || type === 'timestamp') return { ...count, plain: filled.length }
  for (const value of filled) {
    const first = yearFirst.exec(value) ?? eight.exec(value)
    if (first && isDay(first[2], first[3])) {
      count.plain++
      if (first[4]) count.zoned++
      continue
    }
    const last = yearLast.exec(value)
    if (last) {
      const [dmy, mdy] = [isDay(last[2], last[1]), isDay(last[1], last[2])]
      if (dmy && mdy) count.either++
      else if (dmy) count.dmy++
      else if (mdy) count.mdy++
      if (last[4]) count.zoned++
      continue
    }
    if (!/^\d+(\.\d+)?$/.test(value)) continue
    const number = Number(value)
    if (serial(number)) count.excel++
    else if (seconds(number)) count.seconds++
    else if (milliseconds(number)) count.milliseconds++
  }
  return count
}

const isDay = (month = '', day = ''): boolean =>
  Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31

export interface DateGuess {
  readonly reading: DateReading | null
  /** False: nothing in the column decides between day and month first. */
  readonly sure: boolean
  /** Values that are read so. */
  readonly share: number
}

/** The reading that most values of a column allow. `named`: its name says that it holds days or times. */
export function readingOf(counts: DateCounts, named: boolean): DateGuess {
  const { values, plain, dmy, mdy, either, excel } = counts
  if (values === 0) return { reading: null, sure: true, share: 0 }
  const slashes = dmy + mdy + either
  const numbers: [DateReading, number][] = [
    ['excel', excel],
    ['epoch-seconds', counts.seconds],
    ['epoch-milliseconds', counts.milliseconds],
  ]
  const [reading, most] = numbers.sort((a, b) => b[1] - a[1])[0] ?? ['excel', 0]
  if (named && most > slashes) return { reading, sure: true, share: (plain + most) / values }
  if (slashes === 0) return { reading: null, sure: true, share: plain / values }
  const share = (plain + either + Math.max(dmy, mdy)) / values
  if (dmy === 0 && mdy === 0) return { reading: null, sure: false, share }
  return { reading: dmy > mdy ? 'dmy' : 'mdy', sure: dmy === 0 || mdy === 0, share }
}

/** A header that says "day" or "time" in so many words. */
export const isDateNamed = (header: string): boolean =>
  /date|time|dttm|(^|[^a-z])(dt|day|created|opened|closed|expires)([^a-z]|$)|[_ ](at|on)$|日期|时间|时限|期限|[期日]$|有效期|期至/i.test(
    header,
  )
