import { useTexts } from '../../i18n'
import { type Completed, publishWithin } from '../../plan/completion'

/** How far a plan is by department, below what it is in all. */
export function CompletionTable({ completion }: { readonly completion: readonly Completed[] }) {
  const { t, formats } = useTexts()
  return (
    <div className="plan-scroll">
      <table className="plan-table">
        <caption className="ui-hidden">{t('plan.completion')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('plan.completion.unit')}</th>
            <th scope="col">{t('plan.completion.planned')}</th>
            <th scope="col">{t('plan.completion.done')}</th>
            <th scope="col">{t('plan.completion.overdue')}</th>
            <th scope="col">{t('plan.completion.published', { n: publishWithin })}</th>
          </tr>
        </thead>
        <tbody>
          {completion.map(each => (
            <tr key={each.department ?? '\n'}>
              <th scope="row">{unitName(each.department, t)}</th>
              <td>{formats.count(each.planned)}</td>
              <td>{formats.count(each.done)}</td>
              <td>{formats.count(each.overdue)}</td>
              <td>
                {each.toPublish === 0
                  ? t('plan.completion.none')
                  : t('plan.completion.of', { n: formats.count(each.inTime), all: formats.count(each.toPublish) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A department of `Completed` in words. */
export function unitName(department: string | null, t: ReturnType<typeof useTexts>['t']): string {
  if (department === null) return t('plan.completion.all')
  return department === '' ? t('plan.completion.noTeam') : department
}
