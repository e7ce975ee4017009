import { useCallback, useMemo } from 'react'
import type { Profile } from '../../extracts/report'
import type { Targets } from '../../extracts/targets'
import { useChoices } from '../../filters/useChoices'
import { levelLabel, missingText, useTexts } from '../../i18n'
import { noDimension } from '../../insight/decompose/reasons'
import { shownLabel } from '../../parts/figureTexts'
import { useRiskScheme } from '../../parts/riskScheme'
import { useWhy } from '../../parts/useWhy'
import { canFilter, filterOf } from '../../parts/whyLink'
import { usualLevel, whyQuestions } from '../../parts/whyQuestions'
import { partNames } from '../../parts/whyWords'
import { type Dimension, dimensionKeys } from '../../queries/contributions'
import { figureKeys } from '../../schema'
import { Card } from '../../ui/Card'
import { EmptyState } from '../../ui/EmptyState'
import { Segmented } from '../../ui/Segmented'
import { useReady } from '../../ui/useReady'
import { Combinations } from './Combinations'
import { Headline } from './Headline'
import { Notes } from './Notes'
import { PartsTable } from './PartsTable'
import { StepsChart } from './StepsChart'
import { useWhyChoices } from './useWhyChoices'

export interface WhyPageProps {
  readonly profile: Profile
  readonly targets: Targets
}

/** Why a figure changed: by which parts, by their rates or their weights, and by which two parts at once. */
export function WhyPage({ profile, targets }: WhyPageProps) {
  const texts = useTexts()
  const { t, language } = texts
  const url = useChoices()
  const { choices, toggle } = url
  const { card } = useRiskScheme()
  const { levels } = profile.regions
  const [chosen, choose] = useWhyChoices(levels)
  const { figure } = chosen
  const level = chosen.level ?? usualLevel(choices, profile)
  const asked = useMemo(
    () => whyQuestions({ figure, choices, level, profile, targets, card }),
    [figure, choices, level, profile, targets, card],
  )
  const why = useWhy(asked)
  const { shown, answer, updating, search } = why
  const none = (dimension: Dimension) => noDimension(figure, dimension, profile.filled)
  const by = chosen.by !== null && none(chosen.by) === null ? chosen.by : (asked.dimensions[0] ?? 'region')
  // The former answer stays with a dimension of its own until the new one is there.
  const usual = shown?.asked.dimensions.includes(by) ? by : (shown?.asked.dimensions[0] ?? by)
  const name = useMemo(() => partNames(profile.regions, texts), [profile, texts])
  const onPart = useCallback(
    (dimension: Dimension, value: string | null, additive: boolean) => {
      const key = filterOf[dimension]
      if (key !== undefined && canFilter(dimension, value)) toggle(key, value, additive)
    },
    [toggle],
  )
  useReady(asked.no !== null || (answer.live && !updating))

  const missing = shown?.explained.value.missing ?? null
  const reason =
    asked.no !== null
      ? t(`why.no.${asked.no}`)
      : missing !== null
        ? missingText(missing, language)
        : shown !== null && shown.explained.by.size === 0
          ? t('why.no.no_denominator_before')
          : null
  const figureShown = shown?.asked.figure ?? figure
  const target = targets.figures[figureShown]
  const named = {
    label: shownLabel(figureShown, profile, targets, texts),
    bound: target?.atMost ?? target?.atLeast ?? null,
  }
  const levelsShown = levels.length > 1 && by === 'region'
  return (
    <div className="why">
      <div className="why-tools">
        <label>
          <span>{t('why.figure')}</span>
          <select
            className="ui-select"
            value={figure}
            onChange={event => choose({ figure: figureKeys.find(key => key === event.target.value) ?? 'complaints' })}
          >
            {figureKeys.map(key => (
              <option key={key} value={key}>
                {shownLabel(key, profile, targets, texts)}
              </option>
            ))}
          </select>
        </label>
        <Segmented
          label={t('why.by')}
          value={by}
          onChange={next => choose({ by: next })}
          options={dimensionKeys
            .filter(dimension => none(dimension) !== 'not_of_table')
            .map(value => ({ value, label: t(`why.by.${value}`), disabled: none(value) !== null }))}
        />
        {levelsShown && (
          <select
            className="ui-select"
            aria-label={t('why.level')}
            value={level}
            onChange={event => choose({ level: event.target.value })}
          >
            {levels.map(each => (
              <option key={each} value={each}>
                {levelLabel(each, language)}
              </option>
            ))}
          </select>
        )}
      </div>
      {reason !== null ? (
        <Card
          id="why-none"
          className="why-none"
          title={t('why.head.title')}
          state="empty"
          empty={<EmptyState text={reason} />}
        >
          {null}
        </Card>
      ) : (
        <>
          <Headline why={why} by={usual} name={name} {...named} url={url} onBy={next => choose({ by: next })} />
          <StepsChart why={why} by={usual} name={name} {...named} onPart={onPart} />
          <Combinations why={why} name={name} url={url} search={search} />
        </>
      )}
      {reason === null && <PartsTable why={why} by={usual} name={name} {...named} onPart={onPart} />}
      <Notes asked={asked} by={by} profile={profile} />
    </div>
  )
}
