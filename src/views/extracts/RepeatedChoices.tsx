import { repeatedChoices } from '../../extracts/workspace/workspace'
import { useTexts } from '../../i18n'
import type { TableName } from '../../schema'
import { Segmented } from '../../ui/Segmented'
import type { ImportFlow } from './flow'

/** Which of the rows with the same id stay; another choice loads the trial once more. */
export function RepeatedChoices({ flow, table }: { readonly flow: ImportFlow; readonly table: TableName }) {
  const { t } = useTexts()
  const { trial, repeated, step } = flow.state()
  return (
    <Segmented
      label={t('extracts.repeated')}
      value={trial?.repeated?.[table] ?? repeated[table] ?? 'all'}
      options={repeatedChoices.map(value => ({
        value,
        label: t(`extracts.repeated.${value}`),
        disabled: step !== 'report',
      }))}
      onChange={choice => void flow.repeat(table, choice)}
    />
  )
}
