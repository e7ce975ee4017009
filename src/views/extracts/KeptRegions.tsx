import { regionsOf } from '../../extracts/workspace/versions'
import type { Workspace, WorkspaceState } from '../../extracts/workspace/workspace'
import { levelLabel, useTexts } from '../../i18n'
import { regionName } from './nowRows'

/** Region files that this browser keeps for the version on screen; each can be removed. */
export function KeptRegions({
  kept,
  busy,
  workspace,
  change,
}: {
  readonly kept: WorkspaceState
  readonly busy: boolean
  readonly workspace: Workspace
  change(what: () => Promise<void>): Promise<void>
}) {
  const { t, language } = useTexts()
  const current = kept.versions.find(({ id }) => id === kept.current)
  const regions = current ? regionsOf(current) : []
  if (regions.length === 0) return null
  return (
    <ul className="ex-versions" aria-label={t('extracts.now.regions')}>
      {regions.map(({ file, level }) => (
        <li key={file}>
          <div>
            <b>{levelLabel(level, language)}</b> <span>{regionName(file)}</span>
          </div>
          <button
            type="button"
            className="ui-button"
            disabled={busy}
            onClick={() => void change(() => workspace.removeFile(file))}
          >
            {t('extracts.now.remove')}
            <span className="ui-hidden"> {regionName(file)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
