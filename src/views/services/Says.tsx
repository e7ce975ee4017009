import type { Rows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { useTexts } from '../../i18n'
import { leagueOf } from '../../insight/services/league'
import { isUnit, lateText, nameOf, type ServiceTable, worseUnits } from '../../parts/leagueWords'
import type { LeagueBy, LeagueCounts } from '../../queries/serviceLeague'
import type { Services } from './useServices'

/** Who is late beyond chance, in a sentence for each table. */
export function Says({ services, profile }: { readonly services: Services; readonly profile: Profile }) {
  const { t } = useTexts()
  const { asked, complaintUnits, permitUnits } = services
  return (
    <p className="services-says">
      <b>{t('services.says')}</b>
      <Sentence table="complaints" by={asked.complaintsBy} answer={complaintUnits} profile={profile} />
      <Sentence table="permits" by={asked.permitsBy} answer={permitUnits} profile={profile} />
    </p>
  )
}

interface SentenceProps {
  readonly table: ServiceTable
  readonly by: LeagueBy
  readonly answer: Rows<LeagueCounts>
  readonly profile: Profile
}

function Sentence({ table, by, answer, profile }: SentenceProps) {
  const texts = useTexts()
  const { t, language } = texts
  if (answer.rows === undefined) return <span aria-busy="true">…</span>
  const league = leagueOf(answer.rows, isUnit)
  const what = t(`services.says.${table}`)
  const worse = worseUnits(league)
  return (
    <span
      data-says={table}
      data-worse={worse.map(unit => unit.unit ?? '').join()}
      data-tone={worse.length > 0 ? 'bad' : league.centre === null ? 'unknown' : 'good'}
    >
      <i aria-hidden="true">{worse.length > 0 ? '▲▲' : league.centre === null ? '–' : '●'}</i> {what}
      {language === 'zh' ? '：' : ': '}
      {lateText(table, by, league, nameOf(by, profile, texts), texts)}
    </span>
  )
}
