import { useTexts } from '../../i18n'
import { mostPhotos, mostText } from '../../round/round'
import { FileButton } from '../../ui/FileButton'
import { Icon } from '../../ui/Icon'

/** Names of photos: they say which belong to the visit, while the photos stay where they were taken. */
export function PhotoRows({
  photos,
  onChange,
}: {
  readonly photos: readonly string[]
  onChange(photos: readonly string[]): void
}) {
  const { t } = useTexts()
  const add = (files: readonly File[]): void => {
    const names = files.map(({ name }) => name.slice(0, mostText))
    onChange([...new Set([...photos, ...names])].slice(0, mostPhotos))
  }
  return (
    <fieldset className="round-photos">
      <legend>{t('round.field.photos')}</legend>
      {photos.length > 0 && (
        <ul>
          {photos.map(name => (
            <li key={name}>
              <span>{name}</span>
              <button
                type="button"
                className="ui-icon-button"
                aria-label={t('round.photo.remove', { name })}
                onClick={() => onChange(photos.filter(each => each !== name))}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <FileButton label={t('round.photo.add')} accept="image/*" disabled={photos.length >= mostPhotos} onFiles={add} />
      <small>{t('round.photo.what')}</small>
    </fieldset>
  )
}
