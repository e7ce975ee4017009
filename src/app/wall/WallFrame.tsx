import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { windowOf } from '../../filters/filters'
import { useChoices } from '../../filters/useChoices'
import { useTexts } from '../../i18n'
import { pageTitle } from '../pageTitle'
import { isWithoutDays, scoredPages } from '../routes'
import { keepable } from '../saved/savedViews'
import type { Session, SessionState } from '../session'
import { filterLines } from '../useExportAbout'
import { placed } from './fit'
import { addressOf, placeOf } from './steps'
import { useRotation } from './useRotation'
import { useClock, useWallDuties } from './useWallDuties'
import { useWallSteps } from './useWallSteps'
import { WallStage } from './WallStage'
import { type WallPart, wallPart } from './wallPart'

export interface WallFrameProps {
  readonly session: Session
  readonly state: SessionState
  readonly children: ReactNode
}

/** A page on the wall: 16 to 9, dark, without rail and filters, taking turns with the others that were chosen. */
export function WallFrame({ session, state, children }: WallFrameProps) {
  const texts = useTexts()
  const { t } = texts
  const { pathname, search } = useLocation()
  const navigate = useNavigate()
  const { steps, every } = useWallSteps(session, state.profile)
  const part = wallPart(search) ?? 'page'
  const [screen, setScreen] = useState(0)
  const [screens, setScreens] = useState(1)
  const window = useWindowSize()
  const at = placeOf(steps, pathname, search)

  const go = (by: 1 | -1): void => {
    if (screen + by >= 0 && screen + by < screens) {
      setScreen(screen + by)
      return
    }
    setScreen(0)
    setScreens(1)
    // From a view that is none of the chosen ones, to the first or the last of them.
    const next = steps[(at < 0 ? (by > 0 ? 0 : steps.length - 1) : at + by + steps.length) % steps.length]
    if (next !== undefined) void navigate(addressOf(next), { replace: true })
  }
  const rotation = useRotation(every, go)
  const { toggle, next, previous, paused } = rotation
  const leave = useCallback(() => {
    if (document.fullscreenElement !== null) void document.exitFullscreen().catch(() => undefined)
    void navigate(`${pathname}${keepable(search)}`, { replace: true })
  }, [navigate, pathname, search])
  useWallDuties(session, state)
  useKeys({ leave, toggle, next, previous })
  useFullscreenEnd(leave)

  return (
    <div className="wall" data-paused={paused} data-screens={screens}>
      <div
        className="wall-frame"
        style={{
          left: `${window.left}px`,
          top: `${window.top}px`,
          transform: `scale(${window.scale})`,
        }}
      >
        <WallHead state={state} path={pathname} search={search} />
        <WallStage key={`${pathname}${search}`} part={part} screen={screen} onScreens={setScreens}>
          {children}
        </WallStage>
        <footer className="wall-foot">
          <WallTrouble state={state} />
          <span className="wall-place">
            {[
              at >= 0 && t('wall.place', { n: at + 1, of: steps.length }),
              screens > 1 && t('wall.screen', { n: Math.min(screen, screens - 1) + 1, of: screens }),
              paused && t('wall.paused'),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          <div className="wall-controls">
            <button type="button" onClick={previous}>
              {t('wall.previous')}
            </button>
            <button type="button" aria-pressed={paused} onClick={toggle}>
              {t('wall.pause')}
            </button>
            <button type="button" onClick={next}>
              {t('wall.next')}
            </button>
            <button type="button" onClick={leave}>
              {t('wall.leave')}
            </button>
          </div>
        </footer>
        {!paused && (steps.length > 1 || screens > 1) && (
          <i
            key={rotation.turn}
            className="wall-progress"
            style={{ animationDuration: `${every}s` }}
            aria-hidden="true"
          />
        )}
      </div>
    </div>
  )
}

interface HeadProps {
  readonly state: SessionState
  readonly path: string
  readonly search: string
}

/** Whose figures these are, of which days and filters, as of when; and the time. */
function WallHead({ state, path, search }: HeadProps) {
  const texts = useTexts()
  const { t, language, formats } = texts
  const { choices } = useChoices()
  const now = useClock()
  const { profile, opened } = state
  const own = isWithoutDays(path, search)
  const part: WallPart = wallPart(search) ?? 'page'
  const facts: string[] = []
  if (profile !== null && !own) {
    if (!scoredPages.test(path)) facts.push(formats.window(windowOf(choices.window, profile.asOf)))
    facts.push(...filterLines(choices, profile, texts).map(([name, text]) => `${name}: ${text}`))
  }
  const two = (value: number): string => String(value).padStart(2, '0')
  return (
    <header className="wall-head">
      <div>
        <h1>{part === 'page' ? pageTitle(path, profile, texts) : t(`wall.part.${part}`)}</h1>
        <p>{facts.join(' · ')}</p>
      </div>
      <div>
        <p>{opened?.catalogue.name[language]}</p>
        <p>{profile !== null && profile.files.length > 0 && t('app.asOf', { day: formats.day(profile.asOf) })}</p>
      </div>
      <time dateTime={now.toISOString()}>{`${two(now.getHours())}:${two(now.getMinutes())}`}</time>
    </header>
  )
}

/** Whatever went wrong, in a line; the views go on taking turns. */
function WallTrouble({ state }: { readonly state: SessionState }) {
  const { t } = useTexts()
  const { phase, error, profile, progress } = state
  const failed = profile?.files.filter(file => file.error !== null) ?? []
  const text =
    phase === 'failed'
      ? `${t('app.error.title')}: ${error?.message ?? ''}`
      : phase === 'cancelled'
        ? t('app.error.cancelled')
        : phase === 'live' && failed.length > 0
          ? failed.map(({ file }) => t('app.error.file', { file })).join(' · ')
          : null
  return (
    <span className="wall-trouble" role="status" data-bad={text !== null}>
      {text ?? (progress === null ? '' : `${t(`app.step.${progress.step}`)} ${Math.floor(progress.share * 100)}%`)}
    </span>
  )
}

interface Keys {
  leave(): void
  toggle(): void
  next(): void
  previous(): void
}

/** Esc leaves, space pauses, arrows change the view. Before the page hears them: there Esc has a meaning of its own. */
function useKeys(keys: Keys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const { leave, toggle, next, previous } = latest.current
      const onButton = event.target instanceof HTMLButtonElement
      const does: Readonly<Record<string, (() => void) | undefined>> = {
        Escape: leave,
        ' ': onButton ? undefined : toggle,
        ArrowRight: next,
        PageDown: next,
        ArrowLeft: previous,
        PageUp: previous,
      }
      const act = does[event.key]
      if (act === undefined) return
      event.preventDefault()
      event.stopPropagation()
      act()
    }
    globalThis.addEventListener('keydown', onKey, true)
    return () => globalThis.removeEventListener('keydown', onKey, true)
  }, [])
}

/** On a whole screen the browser takes Esc for itself, and tells only that the whole screen has ended. */
function useFullscreenEnd(leave: () => void): void {
  const latest = useRef(leave)
  latest.current = leave
  useEffect(() => {
    let whole = document.fullscreenElement !== null
    const changed = (): void => {
      const now = document.fullscreenElement !== null
      if (whole && !now) latest.current()
      whole = now
    }
    document.addEventListener('fullscreenchange', changed)
    return () => document.removeEventListener('fullscreenchange', changed)
  }, [])
}

function useWindowSize() {
  const [size, setSize] = useState(() => placed(innerWidth, innerHeight))
  useEffect(() => {
    const resized = (): void => setSize(placed(innerWidth, innerHeight))
    addEventListener('resize', resized)
    return () => removeEventListener('resize', resized)
  }, [])
  return size
}
