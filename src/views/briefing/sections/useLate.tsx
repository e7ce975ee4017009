import { useMemo } from 'react'
import { useRows } from '../../../engine/useRows'
import { leagueOf, type Unit } from '../../../insight/services/league'
import {
  groupsOf,
  intervalText,
  isUnit,
  lateText,
  nameOf,
  type ServiceTable,
  summaryOf,
  verdictText,
} from '../../../parts/leagueWords'
import { complaintLeague, type LeagueBy, type LeagueCounts, permitLeague } from '../../../queries/serviceLeague'
import type { Block } from '../../../ui/sheets/blocks'
import { type Brief, failureOf, isPending, type Part } from '../brief'
import { failed, heading, led, right, said, tableBlock } from '../pieces'

/** Who is late: the departments, or regions, whose cases are late beyond chance, as a league. */
export function useLate(brief: Brief, may: boolean): Part {
  const { asked, profile } = brief
  const groups = useMemo(() => {
    const first = (table: ServiceTable): LeagueBy => groupsOf(table, profile)[0] ?? 'regions'
    return { complaints: first('complaints'), permits: first('permits') }
  }, [profile])
  const questions = useMemo(() => {
    const common = { filters: asked.filters, asOf: profile.asOf, level: profile.regions.levels[0] ?? '' }
    return {
      complaints: complaintLeague({ ...common, by: groups.complaints }),
      permits: permitLeague({ ...common, by: groups.permits }),
    }
  }, [asked, profile, groups])
  const complaints = useRows(questions.complaints, may)
  const permits = useRows(questions.permits, may)
  const answers = [complaints, permits]
  const pending = isPending(answers)
  const error = failureOf(answers)
  return useMemo((): Part => {
    const head = heading('late', brief)
    const done = (blocks: readonly Block[]): Part => ({ key: 'late', pending, blocks: [head, ...blocks] })
    if (error !== null) return done([failed('late-failed', error, brief.texts)])
    return done([
      ...leagueBlocks('complaints', groups.complaints, complaints.rows ?? [], brief),
      ...leagueBlocks('permits', groups.permits, permits.rows ?? [], brief),
    ])
  }, [brief, error, pending, groups, complaints.rows, permits.rows])
}

/** Units of a table, by paper: it says that there are more. */
const rowsOf = { a4: 15, wide: 10 } as const

/** A sentence, and the units below it, those that are late beyond chance first; the sentence alone where no case can be judged. */
function leagueBlocks(table: ServiceTable, by: LeagueBy, rows: readonly LeagueCounts[], brief: Brief): Block[] {
  const { texts, profile, paper } = brief
  const { t, formats, language } = texts
  const league = leagueOf(rows, isUnit)
  const name = nameOf(by, profile, texts)
  const colon = language === 'zh' ? '：' : ': '
  const text = said(
    `late-${table}-said`,
    `${t(`services.says.${table}`)}${colon}${lateText(table, by, league, name, texts)}`,
  )
  if (league.cases === 0) return [text]
  const notes = [summaryOf(league, by, texts), t('services.funnel.note.middle')]
  const count = league.units.length
  const most = rowsOf[paper]
  const more = count > most ? [t('briefing.late.first', { n: formats.count(most), of: formats.count(count) })] : []
  const block = tableBlock(`late-${table}`, {
    caption: t(`briefing.late.${table}`, { by: t(`services.by.${by}`) }),
    notes: [
      ...notes,
      ...more,
      t('briefing.self.note', { filter: t(`app.${by === 'items' ? 'industries' : by}.title`) }),
    ],
    columns: [
      { key: 'name', label: t('services.league.name'), width: 24 },
      right('cases', t('services.league.all'), 10),
      right('late', t('services.league.late'), 10),
      right('rate', t('services.league.rate'), 10),
      right('interval', t('services.league.interval'), 17),
      right('overdue', t('services.league.overdue'), 11),
      { key: 'verdict', label: t('services.verdict'), width: 26 },
    ],
    rows: league.units.slice(0, most).map((unit: Unit) => ({
      key: unit.unit ?? '~',
      strong: by !== 'items' && brief.choices[by].includes(unit.unit ?? ''),
      cells: [
        name(unit.unit),
        formats.count(unit.cases),
        formats.count(unit.late),
        formats.rate(unit.rate),
        intervalText(unit, texts),
        formats.count(unit.overdue),
        verdictText(unit, texts),
      ],
    })),
  })
  return paper === 'wide' && table === 'permits' ? [{ ...led(text), newSheet: true }, block] : [led(text), block]
}
