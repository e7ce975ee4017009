import { type KeyboardEvent, memo, useRef, useState } from 'react'
import type { Calendar } from '../../extracts/calendar'
import { addDays, type Day } from '../../filters/days'
import { useTexts } from '../../i18n'
import { kindOf, monthsOf } from './calendarEdit'

export interface YearGridProps {
  readonly year: string
  readonly calendar: Calendar
  readonly asOf: Day
  onToggle(day: Day): void
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** A year at a glance. Exceptions have a letter, not a colour alone; one day is a stop of Tab, arrows move. */
export const YearGrid = memo(function YearGrid({ year, calendar, asOf, onToggle }: YearGridProps) {
  const { t, formats } = useTexts()
  const box = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(`${year}-01-01`)
  const at = active.startsWith(year) ? active : `${year}-01-01`
  const onKey = (event: KeyboardEvent): void => {
    const step = steps[event.key]
    const from = event.target instanceof HTMLElement ? event.target.dataset.day : undefined
    if (step === undefined || from === undefined) return
    event.preventDefault()
    const to = addDays(from, step)
    if (!to.startsWith(year)) return
    setActive(to)
    box.current?.querySelector<HTMLElement>(`[data-day="${to}"]`)?.focus()
  }
  const letters = { workday: '', weekend: '', holiday: t('services.calendar.off'), extra: t('services.calendar.on') }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the days in it are the controls, keys move among them
    <div className="services-year" ref={box} onKeyDown={onKey}>
      {monthsOf(year).map(({ month, before, days }) => (
        <fieldset key={month} className="services-month">
          <legend>{formats.shortMonth(month)}</legend>
          {[...t('services.calendar.weekdays')].map((letter, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: weekdays stand where they stand
            <span key={i} aria-hidden="true">
              {letter}
            </span>
          ))}
          {days.map((day, i) => {
            const kind = kindOf(day, calendar)
            return (
              <button
                key={day}
                type="button"
                data-day={day}
                data-kind={kind}
                data-letter={letters[kind] || undefined}
                data-today={day === asOf || undefined}
                tabIndex={day === at ? 0 : -1}
                style={i === 0 ? { gridColumnStart: before + 1 } : undefined}
                aria-label={`${formats.day(day)} · ${t(`services.calendar.${kind}`)}`}
                title={`${formats.day(day)} · ${t(`services.calendar.${kind}`)}`}
                onClick={() => {
                  setActive(day)
                  onToggle(day)
                }}
              >
                {Number(day.slice(8))}
              </button>
            )
          })}
        </fieldset>
      ))}
    </div>
  )
})
