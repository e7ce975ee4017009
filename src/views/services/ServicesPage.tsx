import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { Profile } from '../../extracts/report'
import { useTexts } from '../../i18n'
import type { ComplaintService } from '../../queries/serviceComplaints'
import type { PermitService } from '../../queries/servicePermits'
import { EmptyState } from '../../ui/EmptyState'
import { Segmented } from '../../ui/Segmented'
import { useReady } from '../../ui/useReady'
import { CalendarPart } from './CalendarPart'
import type { ServicesContext } from './contracts'
import { DuePart } from './DuePart'
import { LatePart } from './LatePart'
import { MeasuresPart } from './MeasuresPart'
import { complaintMeasures, permitMeasures } from './measures'
import { Says } from './Says'
import { ServiceTiles } from './ServiceTiles'
import { useServices } from './useServices'

const tabs = ['complaints', 'permits', 'due', 'calendar'] as const
type Tab = (typeof tabs)[number]

export interface ServicesPageProps {
  readonly profile: Profile
  readonly context: ServicesContext
}

/** Are permits and complaints handled in time: how much, who is late beyond chance, what is due next, by which calendar. */
export function ServicesPage({ profile, context }: ServicesPageProps) {
  const { t, formats } = useTexts()
  const [search, setSearch] = useSearchParams()
  const services = useServices(profile)
  const tab: Tab = tabs.find(each => each === search.get('tab')) ?? 'complaints'
  useReady(services.live)
  const notes = useMemo(() => {
    const { count } = formats
    return {
      complaints: ({ backwards }: ComplaintService): string[] => [
        t('services.set.note'),
        ...(backwards > 0 ? [t('services.set.backwards', { n: count(backwards) })] : []),
        t('services.set.noReopened'),
      ],
      permits: ({ backwards, oversuspended }: PermitService): string[] => [
        t('services.set.permits.note'),
        ...(backwards > 0 ? [t('services.set.permits.backwards', { n: count(backwards) })] : []),
        ...(oversuspended > 0 ? [t('services.set.permits.oversuspended', { n: count(oversuspended) })] : []),
      ],
    }
  }, [t, formats])
  const open = (next: Tab): void =>
    setSearch(before => {
      const after = new URLSearchParams(before)
      // Groups of one table are not those of the other.
      for (const key of ['tab', 'by', 'level', 'due']) after.delete(key)
      if (next !== 'complaints') after.set('tab', next)
      return after
    })
  if (profile.rows.permits + profile.rows.complaints === 0) return <EmptyState text={t('services.noTables')} />
  const { asked, permits, complaints, now } = services
  const table = tab === 'complaints' || tab === 'permits' ? tab : null
  const nowOf = (of: 'complaints' | 'permits') => now.rows?.find(row => row.table === of)
  return (
    <div className="services">
      <ServiceTiles services={services} profile={profile} context={context} />
      <div className="services-head">
        <Segmented
          label={t('services.tabs')}
          value={tab}
          onChange={open}
          options={tabs.map(value => ({ value, label: t(`services.tab.${value}`) }))}
        />
        <Says services={services} profile={profile} />
        <span className="services-asof">{t('services.asOf', { day: formats.day(profile.asOf) })}</span>
      </div>
      {table !== null && (
        <>
          <LatePart table={table} services={services} profile={profile} context={context} />
          {table === 'complaints' ? (
            <MeasuresPart
              {...{ table, services, profile, context }}
              measures={complaintMeasures}
              answer={complaints}
              question={asked.complaints}
              now={nowOf('complaints')}
              notes={notes.complaints}
            />
          ) : (
            <MeasuresPart
              {...{ table, services, profile, context }}
              measures={permitMeasures}
              answer={permits}
              question={asked.permits}
              now={nowOf('permits')}
              notes={notes.permits}
            />
          )}
        </>
      )}
      {tab === 'due' && <DuePart services={services} profile={profile} />}
      {tab === 'calendar' && <CalendarPart profile={profile} context={context} />}
    </div>
  )
}
