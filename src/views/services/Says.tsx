import type { Rows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { useTexts } from '../../i18n'
import { leagueOf } from '../../insight/services/league'
import type { LeagueBy, LeagueCounts } from '../../queries/serviceLeague'
import { isUnit, nameOf } from './leagueTexts'
import type { Services, ServiceTable } from './useServices'

/** From this standard deviation on it is told that units differ, though none stands out. */
const wide = 0.05

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
  const { t, language, formats } = texts
  if (answer.rows === undefined) return <span aria-busy="true">…</span>
  const league = leagueOf(answer.rows, isUnit)
  const name = nameOf(by, profile, texts)
  const group = t(`services.by.${by}`)
  const worse = league.units.filter(unit => unit.verdict === 'worse')
  const what = t(`services.says.${table}`)
  const text = (): string => {
    if (league.cases === 0) return t('services.says.no', { what: language === 'en' ? what.toLowerCase() : what })
    if (league.centre === null) return t('services.says.alone', { by: group })
    if (worse.length === 0) {
      const spread = formats.points(league.spread)
      return league.spread < wide ? t('services.says.none', { by: group }) : t('services.says.wide', { by: group, spread })
    }
    const shown = worse.slice(0, 3).map(unit => t('services.says.unit', { name: name(unit.unit), rate: formats.rate(unit.rate) }))
    const more = worse.length > 3 ? [`+${worse.length - 3}`] : []
    const units = [...shown, ...more].join(language === 'zh' ? '、' : ', ')
    const against = t('services.says.against', { centre: formats.rate(league.centre) })
    return t('services.says.worse', { units, against })
  } // biome-ignore format: long lines of texts
  return (
      <span data-says={table} data-worse={worse.map(unit => unit.unit ?? '').join()} data-tone={worse.length > 0 ? 'bad' : league.centre === null ? 'unknown' : 'good'}>
        <i aria-hidden="true">{worse.length > 0 ? '▲▲' : league.centre === null ? '–' : '●'}</i> {what}
        {language === 'zh' ? '：' : ': '}
        {text()}
      </span>
  ) // biome-ignore format: one line of attributes
}
