import { useMemo, useState } from 'react'
import { useRows } from '../../engine/useRows'
import { parseCalendar } from '../../extracts/calendar'
import type { Profile } from '../../extracts/report'
import { addDays, type Day } from '../../filters/days'
import { type Texts, useTexts } from '../../i18n'
import { useFrameState, useOrigin } from '../../parts/frame'
import { calendarYears } from '../../queries/serviceCalendar'
import { Card } from '../../ui/Card'
import { saveBlob } from '../../ui/download'
import { ErrorNote } from '../../ui/ErrorNote'
import { FileButton } from '../../ui/FileButton'
import { PlainTable } from '../../ui/PlainTable'
import type { TableData } from '../../ui/table'
import { differences, formatCalendar, gaps, needless, runsOf, toggled, yearsBetween } from './calendarEdit'
import type { ServicesContext } from './contracts'
import { YearGrid } from './YearGrid'

/** Days after the as-of day into which limits may reach. */
const ahead = 60

export interface CalendarPartProps {
  readonly profile: Profile
  readonly context: ServicesContext
}

/** The calendar that working days are counted by: a year in sight, changed by clicks, a file, or back to the server's. */
export function CalendarPart({ profile, context }: CalendarPartProps) {
  const { calendar, workspace, own } = context
  const texts = useTexts()
  const { t } = texts
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const { asOf, firstDay } = profile
  const last = addDays(asOf, ahead)
  const years = useMemo(() => yearsBetween(firstDay, last), [firstDay, last])
  const [year, setYear] = useState(asOf.slice(0, 4))
  const [draft, setDraft] = useState(calendar)
  const [based, setBased] = useState(calendar)
  const [working, setWorking] = useState(false)
  const [failed, fail] = useState<{ readonly what: string; readonly why: string } | null>(null)
  // Another calendar came into use: what was drafted of the former one is done or void.
  if (based !== calendar) {
    setBased(calendar)
    setDraft(calendar)
  }
  const question = useMemo(() => calendarYears(firstDay, last), [firstDay, last])
  const answer = useRows(question)
  const table = yearsTable(answer.rows ?? [], texts)
  const changed = differences(draft, calendar)
  const apply = async (text: string | null): Promise<void> => {
    setWorking(true)
    fail(null)
    try {
      await workspace.setCalendar(text)
    } catch (error) {
      fail({ what: t('services.calendar.failed'), why: error instanceof Error ? error.message : String(error) })
    } finally {
      setWorking(false)
    }
  }
  const load = async (chosen: File | undefined): Promise<void> => {
    if (chosen === undefined) return
    fail(null)
    try {
      setDraft(parseCalendar(await chosen.text(), chosen.name))
    } catch (error) {
      fail({ what: t('services.calendar.unread'), why: error instanceof Error ? error.message : String(error) })
    }
  }
  const counted = answer.rows?.find(row => row.year === year)
  return (
    <div className="services-calendar">
      <Card
        id="service-calendar"
        title={t('services.calendar')}
        subtitle={
          counted === undefined
            ? t(own ? 'services.calendar.own' : 'services.calendar.server')
            : `${t('services.calendar.sub', { ...counted })} · ${t(own ? 'services.calendar.own' : 'services.calendar.server')}`
        }
        state={stateOf(answer)}
        origin={originOf(question, answer)}
        controls={
          <select
            className="ui-select"
            aria-label={t('services.calendar.year')}
            value={year}
            onChange={event => setYear(event.target.value)}
          >
            {years.map(each => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        }
        note={t('services.calendar.how')}
      >
        <div className="services-bar">
          <button
            type="button"
            className="ui-button"
            data-primary
            disabled={working || changed === 0}
            onClick={() => void apply(formatCalendar(draft))}
          >
            {t('services.calendar.apply')}
          </button>
          <button
            type="button"
            className="ui-button"
            disabled={working || changed === 0}
            onClick={() => setDraft(calendar)}
          >
            {t('services.calendar.discard')}
          </button>
          <FileButton
            label={t('services.calendar.load')}
            disabled={working}
            single
            accept=".json,application/json"
            onFiles={files => void load(files[0])}
          />
          <button
            type="button"
            className="ui-button"
            onClick={() => saveBlob(new Blob([formatCalendar(draft)], { type: 'application/json' }), 'calendar.json')}
          >
            {t('services.calendar.export')}
          </button>
          {own && (
            <button type="button" className="ui-button" disabled={working} onClick={() => void apply(null)}>
              {t('services.calendar.reset')}
            </button>
          )}
          <span role="status" data-changed={changed}>
            {working
              ? t('services.calendar.working')
              : changed > 0
                ? t('services.calendar.changed', { n: changed })
                : ''}
          </span>
        </div>
        {failed !== null && <ErrorNote what={failed.what} detail={failed.why} />}
        <Checks years={years} asOf={asOf} draft={draft} />
        <YearGrid year={year} calendar={draft} asOf={asOf} onToggle={day => setDraft(now => toggled(now, day))} />
      </Card>
      <Card
        id="service-calendar-years"
        title={t('services.calendar.years')}
        state={stateOf(answer)}
        origin={originOf(question, answer)}
        table={table}
      >
        <div className="services-scroll">
          <PlainTable data={table} caption={t('services.calendar.years')} />
        </div>
      </Card>
    </div>
  )
}

/** What is odd about a calendar: told, not forbidden. */
function Checks({
  years,
  asOf,
  draft,
}: {
  readonly years: readonly string[]
  readonly asOf: Day
  readonly draft: ServicesContext['calendar']
}) {
  const { t, language } = useTexts()
  const missing = gaps(draft, years)
  const extra = needless(draft)
  const last = years.at(-1) ?? ''
  const texts = [
    ...(missing.length > 0
      ? [t('services.calendar.gap', { years: runsOf(missing).join(language === 'zh' ? '、' : ', ') })]
      : []),
    ...(missing.includes(last) && last > asOf.slice(0, 4) ? [t('services.calendar.ahead', { year: last })] : []),
    ...(extra > 0 ? [t('services.calendar.needless', { n: extra })] : []),
  ]
  if (texts.length === 0) return null
  return (
    <ul className="services-checks">
      {texts.map(text => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  )
}

function yearsTable(
  rows: readonly {
    readonly year: string
    readonly days: number
    readonly workdays: number
    readonly holidays: number
    readonly extra: number
  }[],
  { t }: Texts,
): TableData {
  const keys = ['workdays', 'holidays', 'extra', 'days'] as const
  return {
    columns: [
      { key: 'year', label: t('services.calendar.years.year') },
      ...keys.map(key => ({ key, label: t(`services.calendar.years.${key}`), align: 'right' as const })),
    ],
    rows: rows.map(row => ({ ...row })),
  }
}
