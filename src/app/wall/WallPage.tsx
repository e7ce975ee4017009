import { use, useId, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Profile } from '../../extracts/report'
import { type Texts, useTexts } from '../../i18n'
import { useReady } from '../../ui/useReady'
import { pageTitle } from '../pageTitle'
import { useKeeping } from '../saved/SavedViewsDialog'
import { useDocument } from '../saved/useDocument'
import type { Session } from '../session'
import { fetchOnce } from '../shell/fetchOnce'
import {
  addressOf,
  leastSeconds,
  mostSeconds,
  secondsOf,
  stepsOf,
  type WallOption,
  type WallSettings,
  wallOptions,
} from './steps'
import { keepWall, keptWall } from './useWallSteps'

const readings = new WeakMap<Session, () => Promise<WallSettings>>()

/** What was chosen when the page was opened first in this visit. */
function useKeptWall(session: Session): WallSettings {
  let read = readings.get(session)
  if (read === undefined) {
    read = () => keptWall(session)
    readings.set(session, read)
  }
  return use(fetchOnce(read))
}

/** Chooses what takes turns on the wall, in which order and for how long, and begins. */
export function WallPage({ session, profile }: { readonly session: Session; readonly profile: Profile }) {
  const texts = useTexts()
  const { t } = texts
  const navigate = useNavigate()
  const { views } = useKeeping(session)
  const options = wallOptions(profile, useDocument(views).value)
  const kept = useKeptWall(session)
  const [chosen, setChosen] = useState<readonly string[]>(latest.get(session)?.chosen ?? kept.chosen)
  const [every, setEvery] = useState<number | ''>(latest.get(session)?.every ?? kept.every)
  const id = useId()
  useReady(true)

  const settings: WallSettings = { chosen, every: secondsOf(Number(every)) }
  const keep = (next: WallSettings): void => {
    latest.set(session, next)
    void keepWall(session, next)
  }
  const choose = (next: readonly string[]): void => {
    setChosen(next)
    keep({ ...settings, chosen: next })
  }
  const standing = chosen.flatMap(each => options.find(option => option.id === each) ?? [])
  const steps = stepsOf(settings, options)
  const start = (): void => {
    const [first] = steps
    if (first === undefined) return
    keep(settings)
    // Where it is forbidden, or asked for by the browser's own key, the wall fills the window.
    void document.documentElement.requestFullscreen?.().catch(() => undefined)
    void navigate(addressOf(first))
  }
  const move = (at: number, by: -1 | 1): void => {
    const ids = standing.map(option => option.id)
    const [one, other] = [ids[at], ids[at + by]]
    if (one === undefined || other === undefined) return
    choose(ids.map(each => (each === one ? other : each === other ? one : each)))
  }

  return (
    <div className="wall-setup">
      <section className="ui-card">
        <p>{t('wall.what')}</p>
        <p className="wall-hint">{t('wall.keys')}</p>
        <div className="wall-start">
          <label htmlFor={id}>{t('wall.every')}</label>
          <input
            id={id}
            type="number"
            min={leastSeconds}
            max={mostSeconds}
            step={5}
            value={every}
            aria-describedby={`${id}-bounds`}
            onChange={event => setEvery(event.target.value === '' ? '' : Number(event.target.value))}
            onBlur={() => {
              setEvery(settings.every)
              keep(settings)
            }}
          />
          <span id={`${id}-bounds`} className="wall-hint">
            {t('wall.every.bounds', { least: leastSeconds, most: mostSeconds })}
          </span>
          <button type="button" className="ui-button" data-primary disabled={steps.length === 0} onClick={start}>
            {t('wall.start')}
          </button>
        </div>
      </section>
      <section className="ui-card">
        <h2>{t('wall.options')}</h2>
        <div className="wall-options">
          {options.map(option => (
            <label key={option.id}>
              <input
                type="checkbox"
                checked={chosen.includes(option.id)}
                onChange={event =>
                  choose(
                    event.target.checked
                      ? [...standing.map(each => each.id), option.id]
                      : chosen.filter(each => each !== option.id),
                  )
                }
              />
              {optionName(option, profile, texts)}
            </label>
          ))}
        </div>
        {!options.some(option => option.kind === 'saved') && <p className="wall-hint">{t('wall.saved.none')}</p>}
      </section>
      <section className="ui-card">
        <h2>{t('wall.order')}</h2>
        {standing.length === 0 ? (
          <p className="wall-hint">{t('wall.none')}</p>
        ) : (
          <ol className="wall-order">
            {standing.map((option, i) => {
              const name = optionName(option, profile, texts)
              return (
                <li key={option.id}>
                  <span>{name}</span>
                  <button
                    type="button"
                    className="ui-icon-button"
                    disabled={i === 0}
                    aria-label={t('wall.up', { name })}
                    title={t('wall.up', { name })}
                    onClick={() => move(i, -1)}
                  >
                    ↑
                  </button>
                  <button
                    type="button"
                    className="ui-icon-button"
                    disabled={i === standing.length - 1}
                    aria-label={t('wall.down', { name })}
                    title={t('wall.down', { name })}
                    onClick={() => move(i, 1)}
                  >
                    ↓
                  </button>
                </li>
              )
            })}
          </ol>
        )}
      </section>
    </div>
  )
}

/** What was chosen since: `fetchOnce` gives what was read first. */
const latest = new WeakMap<Session, WallSettings>()

function optionName(option: WallOption, profile: Profile, texts: Texts): string {
  const { t } = texts
  switch (option.kind) {
    case 'part':
      return t(`wall.option.${option.id}`, { n: option.steps.length })
    case 'page':
      return pageTitle(option.path, profile, texts)
    case 'saved':
      return t('wall.option.saved', { name: option.view.name })
  }
}
