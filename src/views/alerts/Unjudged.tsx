import { figureLabel, missingText, type Texts, tableTitle, useTexts } from '../../i18n'
import type { AlertKind, Unjudged as Lack } from '../../insight/alerts/alert'
import { Card } from '../../ui/Card'

export interface UnjudgedProps {
  /** Null before the first look. */
  readonly unjudged: readonly Lack[] | null
  readonly pending: readonly AlertKind[]
}

/** What the extracts do not say enough for: never taken for good news. */
export function Unjudged({ unjudged, pending }: UnjudgedProps) {
  const texts = useTexts()
  const { t } = texts
  return (
    <Card
      id="unjudged"
      className="alerts-unjudged"
      title={t('alerts.unjudged.title')}
      subtitle={t('alerts.unjudged.subtitle')}
      state={unjudged === null ? 'loading' : 'ready'}
    >
      {unjudged?.length === 0 && pending.length === 0 && <p>{t('alerts.unjudged.none')}</p>}
      <ul>
        {unjudged?.map(lack => {
          const text = lackText(lack, texts)
          return <li key={text}>{text}</li>
        })}
      </ul>
    </Card>
  )
}

const idleKeys = { 'no cases': 'cases', 'one hexagon': 'hexagon', 'one step': 'step' } as const

function lackText(lack: Lack, { t, language }: Texts): string {
  if (lack.why === 'failed')
    return t('alerts.unjudged.failed', { kind: t(`alerts.kind.${lack.kind}`), text: lack.text })
  switch (lack.kind) {
    case 'target':
      if (lack.why === 'none') return t('alerts.unjudged.target.none')
      if (lack.why === 'problem') return t('alerts.unjudged.target.problem', { text: lack.text })
      return t('alerts.unjudged.target.missing', {
        figure: figureLabel(lack.figure, language),
        why: missingText(lack.missing, language),
      })
    case 'overdue':
      return t(lack.why === 'no_visits' ? 'alerts.unjudged.overdue.visits' : `alerts.unjudged.overdue.${lack.what}`)
    case 'stopped':
      return t(`alerts.unjudged.stopped.${lack.why}`, { table: tableTitle(lack.table, language) })
    case 'unusual':
      return t('alerts.unjudged.season')
    case 'cluster':
      return t(`alerts.unjudged.idle.${idleKeys[lack.idle]}`)
  }
}
