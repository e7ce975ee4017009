import type { Profile } from '../../extracts/report'
import { missingText, type Texts, useTexts } from '../../i18n'
import type { Moved } from '../../insight/notebook/moved'
import { latest, type Pin } from '../../insight/notebook/pin'
import { figureText } from '../../parts/figureTexts'
import { definitions, type Figure } from '../../queries/figures'
import { chanceDetail, chanceWord, changeText } from './texts'
import type { Again, PinAnswers } from './usePinAnswers'

export interface PinMovesProps {
  readonly pin: Pin
  readonly answers: PinAnswers
  readonly profile: Profile
}

/** Value then → now, the change, whether chance may have done it, and what became of the expectation. */
export function PinMoves({ pin, answers, profile }: PinMovesProps) {
  const texts = useTexts()
  const { t, language, formats } = texts
  const { unasked, lostRegions, sameDays, now, judged, outcome } = answers
  const { expects } = latest(pin)
  const judgedApart = judged !== null && judged !== now ? judged : null
  return (
    <div className="notebook-moves" data-verdict={verdictOf(answers)}>
      <dl className="notebook-values">
        <Value
          label={t('notebook.pinned')}
          text={figureText({ key: pin.figure, value: pin.value }, formats)}
          sub={t('app.asOf', { day: formats.day(pin.asOf) })}
        />
        {sameDays !== null && (
          <Value
            label={t('notebook.sameDays')}
            text={valueText(sameDays.figure, texts)}
            missing={sameDays.figure.missing !== null}
            sub={sameText(pin, sameDays, texts)}
            mark={sameDays.corrected === true ? 'warn' : undefined}
          />
        )}
        {now !== null && (
          <Value
            label={t('notebook.now')}
            text={valueText(now.figure, texts)}
            missing={now.figure.missing !== null}
            sub={t('notebook.now.sub', { window: formats.window(now.window) })}
          />
        )}
        {now !== null && <Change again={now} pin={pin} />}
      </dl>
      {unasked !== null && (
        <p className="notebook-verdict">
          <b>{t(`notebook.unasked.${unasked}`)}</b>{' '}
          {t(`notebook.unasked.${unasked}.what`, {
            day: formats.day(profile.asOf),
            card: pin.card?.name ?? t('notebook.card.default'),
            regions: lostRegions.join(language === 'zh' ? '、' : ', '),
          })}
        </p>
      )}
      {unasked === null && lostRegions.length > 0 && (
        <p className="notebook-small">
          {t('notebook.lostRegions', { regions: lostRegions.join(language === 'zh' ? '、' : ', ') })}
        </p>
      )}
      {unasked === null && sameDays !== null && now === null && (
        <p className="notebook-verdict">{t('notebook.now.none')}</p>
      )}
      {expects !== null && outcome !== null && (
        <p className="notebook-verdict" data-outcome={outcome}>
          {t(`notebook.outcome.${outcome}`, {
            way: t(`notebook.way.${expects.way}`),
            day: formats.day(expects.by),
          })}
          {judgedApart !== null && (
            <span className="notebook-small">
              {` (${valueText(judgedApart.figure, texts)}, ${formats.window(judgedApart.window)}: ${changeText(judgedApart.moved, definitions[pin.figure].unit, texts)})`}
            </span>
          )}
        </p>
      )}
    </div>
  )
}

/** What a test or a wall asks first. */
function verdictOf({ unasked, state, now }: PinAnswers): string {
  if (unasked !== null) return unasked
  if (state !== 'ready') return 'asking'
  if (now === null) return 'no_newer'
  if (now.moved === null) return 'missing'
  const { chance } = now.moved
  return typeof chance === 'string' ? chance : chance.beyond ? 'beyond' : 'within'
}

const valueText = (figure: Figure, { formats, language }: Texts): string =>
  figure.missing === null ? figureText(figure, formats) : missingText(figure.missing, language)

function sameText(pin: Pin, sameDays: NonNullable<PinAnswers['sameDays']>, { t }: Texts): string {
  if (sameDays.corrected === null) return t('notebook.sameDays.missing')
  if (!sameDays.corrected) return t('notebook.sameDays.same')
  return t(definitions[pin.figure].table === 'entities' ? 'notebook.sameDays.stock' : 'notebook.sameDays.changed')
}

interface ValueProps {
  readonly label: string
  readonly text: string
  readonly sub: string
  readonly mark?: string
  /** The text is a reason, not a number. */
  readonly missing?: boolean
}

function Value({ label, text, sub, mark, missing = false }: ValueProps) {
  return (
    <div data-mark={mark}>
      <dt>{label}</dt>
      <dd>
        {missing ? <span>{text}</span> : <strong>{text}</strong>}
        <small>{sub}</small>
      </dd>
    </div>
  )
}

function Change({ again, pin }: { readonly again: Again; readonly pin: Pin }) {
  const texts = useTexts()
  const { unit, more } = definitions[pin.figure]
  const { moved } = again
  const detail = moved === null ? null : chanceDetail(moved, unit, texts)
  return (
    <div data-tone={moved === null ? 'neutral' : toneOf(moved, more)}>
      <dt>{texts.t('notebook.change')}</dt>
      <dd>
        {moved === null ? (
          <span>{changeText(moved, unit, texts)}</span>
        ) : (
          <strong>{changeText(moved, unit, texts)}</strong>
        )}
        {moved !== null && <small className="notebook-chance">{chanceWord(moved, texts)}</small>}
        {detail !== null && <small>{detail}</small>}
      </dd>
    </div>
  )
}

/** Good or bad news only where it is more than chance; a stock is as it is counted. */
function toneOf({ direction, chance, change }: Moved, more: 'good' | 'bad' | null): 'good' | 'bad' | 'neutral' {
  const sure = chance === 'stock' || (typeof chance === 'object' && chance.beyond)
  if (more === null || !sure || direction === 'flat' || (change !== null && Math.abs(change) < 0.0005)) return 'neutral'
  return (more === 'good') === (direction === 'up') ? 'good' : 'bad'
}
