import { useTexts } from '../../i18n'
import { Icon } from '../../ui/Icon'
import { type ChosenFile, fileKinds } from './verifyFlow'
import { refusalText, saysText } from './verifyTexts'

export interface VerifyFilesProps {
  readonly files: readonly ChosenFile[]
  onRemove(id: number): void
  onClear(): void
}

/** The three files, each with what it says of itself or that it is not here yet; and those that were not taken, with why. */
export function VerifyFiles({ files, onRemove, onClear }: VerifyFilesProps) {
  const texts = useTexts()
  const { t } = texts
  const refused = files.flatMap(file => (file.is.state === 'refused' ? [{ file, because: file.is.because }] : []))
  const remove = ({ id, name }: ChosenFile) => (
    <button
      type="button"
      className="ui-icon-button"
      aria-label={t('ui.remove', { what: name })}
      title={t('ui.remove', { what: name })}
      onClick={() => onRemove(id)}
    >
      <Icon name="close" />
    </button>
  )
  return (
    <>
      <section className="plan-verify-card" aria-labelledby="plan-verify-files">
        <h3 id="plan-verify-files">{t('plan.verify.files')}</h3>
        <ul className="plan-verify-files">
          {fileKinds.map(kind => {
            const file = files.find(({ is }) => is.state === 'one' && is.says.kind === kind)
            return (
              <li key={kind} data-file={kind} data-here={file !== undefined || undefined}>
                <Icon name={file === undefined ? 'more' : 'check'} />
                <div>
                  <b>{t(`plan.verify.kind.${kind}`)}</b>
                  {file === undefined ? (
                    <span>{t(`plan.verify.missing.${kind}`)}</span>
                  ) : (
                    <>
                      <code>{file.name}</code>
                      {file.is.state === 'one' && <span>{saysText(texts, file.is.says)}</span>}
                    </>
                  )}
                </div>
                {file !== undefined && remove(file)}
              </li>
            )
          })}
        </ul>
        {files.length > 1 && (
          <button type="button" className="ui-button" onClick={onClear}>
            {t('plan.verify.clear')}
          </button>
        )}
      </section>
      {refused.length > 0 && (
        <section className="plan-verify-card" aria-labelledby="plan-verify-refused">
          <h3 id="plan-verify-refused">{t('plan.verify.refused')}</h3>
          <ul className="plan-verify-files">
            {refused.map(({ file, because }) => {
              const { text, detail } = refusalText(texts, file, because)
              return (
                <li key={file.id} data-refused>
                  <Icon name="warn" />
                  <div>
                    <code>{file.name}</code>
                    <span>{text}</span>
                    {detail !== null && <small lang="en">{detail}</small>}
                  </div>
                  {remove(file)}
                </li>
              )
            })}
          </ul>
        </section>
      )}
    </>
  )
}
