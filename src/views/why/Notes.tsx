import type { Profile } from '../../extracts/report'
import { levelLabel, useTexts } from '../../i18n'
import { isStock } from '../../insight/comparison'
import { noDimension } from '../../insight/decompose/reasons'
import type { WhyAsked } from '../../parts/whyQuestions'
import { type Dimension, dimensionKeys } from '../../queries/contributions'
import { definitions } from '../../queries/figures'

export interface NotesProps {
  readonly asked: WhyAsked
  readonly by: Dimension
  readonly profile: Profile
}

/** What the page cannot tell, and how its numbers are meant. */
export function Notes({ asked, by, profile }: NotesProps) {
  const { t, language } = useTexts()
  const { figure, level } = asked
  const separator = language === 'zh' ? '、' : ', '
  const not = (['not_of_table', 'not_filled', 'same_as_figure'] as const).flatMap(reason => {
    const names = dimensionKeys
      .filter(dimension => noDimension(figure, dimension, profile.filled) === reason)
      .map(dimension => lowered(t(`why.by.${dimension}`)))
    return names.length === 0
      ? []
      : [t('why.notes.not', { dimensions: names.join(separator), reason: t(`why.none.${reason}`) })]
  })
  return (
    <section className="ui-card why-notes">
      <h2>{t('why.notes.title')}</h2>
      <ul>
        <li>{t('why.notes.cause')}</li>
        {definitions[figure].unit === 'rate' && <li>{t('why.notes.mix')}</li>}
        {isStock(figure) && <li>{t('why.notes.stock')}</li>}
        <li>{t('why.notes.shares')}</li>
        <li>{t('why.notes.stated')}</li>
        {by === 'region' && level !== '' && <li>{t('why.notes.level', { level: levelLabel(level, language) })}</li>}
        {not.map(text => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  )
}

/** A name within a sentence. */
export const lowered = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)
